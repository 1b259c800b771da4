// What the path matrix adds to a closed door: whether it is open now and then, through a proxy, or over the other family.
import { isNowAndThen, lossesIn } from '../../facts/network/attempts.js';
import type { Connection, NetworkName } from '../../facts/network.js';
import type { PathCell } from '../../facts/paths.js';
import type { Evidence } from '../check.js';
import { isUntold } from './doors.js';
import { count, word } from './evidence.js';

export const waysOf = (network: NetworkName, paths: readonly PathCell[] | null): readonly PathCell[] =>
  (paths ?? []).filter(({ endpoint, skipped }) => endpoint.network === network && skipped === null);

/** One lost packet is chance. */
const fewestLosses = 2;

/** null where the link lost nothing worth a word. */
export function lossEvidence(subject: string, ways: readonly PathCell[]): readonly Evidence[] | null {
  const losses = ways.map(({ connection }) => lossesIn(connection ?? { attempts: [], repeatedRequestCount: null }));
  const sum = (name: 'lostCount' | 'attemptCount'): number => losses.reduce((total, loss) => total + loss[name], 0);
  if (sum('lostCount') < fewestLosses) return null;
  const hosts = ways.filter((_, index) => (losses[index]?.lostCount ?? 0) > 0).map(({ endpoint }) => endpoint.host);
  return [
    count(subject, 'lostCount', sum('lostCount'), 'source-bound TCP connections'),
    count(subject, 'attemptCount', sum('attemptCount'), 'source-bound TCP connections'),
    word(subject, 'lossyEndpoints', [...new Set(hosts)].join(', '), 'source-bound TCP connections'),
  ];
}

export const isOpenNowAndThen = ({ connection }: PathCell): boolean => isNowAndThen(connection?.attempts ?? []);

/** Cloud Files is closed over both networks, and something else is not: then it is theirs. */
export function isStorageSilent(connections: readonly Connection[] | null): boolean {
  const tried = (connections ?? []).filter((connection) => !isUntold(connection));
  const storage = tried.filter(({ endpoint }) => endpoint.service === 'cloud-files');
  const networks = new Set(storage.map(({ endpoint }) => endpoint.network));
  const isOpen = ({ outcome }: Connection): boolean => outcome === 'connected';
  return networks.size > 1 && !storage.some(isOpen) && tried.some(isOpen);
}

/** The proxy lets an endpoint through, or would if it were given credentials. */
export const isOpenThroughProxy = ({ proxied }: PathCell): boolean =>
  proxied?.outcome === 'connected' || proxied?.outcome === 'credentials-wanted';

/** IPv6 ways that end before the server, to endpoints that are open over IPv4. */
export function deadIpv6(ways: readonly PathCell[]): readonly PathCell[] {
  const isOpen = ({ connection }: PathCell): boolean => connection?.outcome === 'connected';
  const openHosts = ways.filter((way) => way.family === 4 && isOpen(way)).map(({ endpoint }) => endpoint.host);
  return ways.filter((way) => way.family === 6 && !isOpen(way) && way.connection?.outcome !== 'cut-off' && openHosts.includes(way.endpoint.host));
}
