// What the path matrix adds to a closed door: whether it is open now and then, through a proxy, or over the other family.
import { isNowAndThen, lossesIn } from '../../facts/network/attempts.js';
import type { NetworkName } from '../../facts/network.js';
import type { PathCell } from '../../facts/paths.js';
import type { Evidence } from '../check.js';
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

/** Cloud Files is closed over both networks, each of which lets packets go, and something else is open: then it is theirs. */
export function isStorageSilent(paths: readonly PathCell[] | null): boolean {
  const tried = (paths ?? []).filter(({ skipped, failure }) => skipped === null && failure?.layer !== 'name');
  const storage = tried.filter(({ endpoint }) => endpoint.service === 'cloud-files');
  const networks = new Set(storage.map(({ endpoint }) => endpoint.network));
  return networks.size > 1 && storage.every(isClosedFarAway) && tried.some(isOpen);
}

const isOpen = ({ connection }: PathCell): boolean => connection?.outcome === 'connected';

/** It left this host, and nothing or a refusal came back. */
const isClosedFarAway = ({ failure, connection }: PathCell): boolean =>
  failure?.layer === 'tcp' && connection !== null && ['timed-out', 'refused', 'no-route'].includes(connection.outcome);

/** Three of four connections to an endpoint that the agent needs: it will hardly ever get through. */
export const isMostlyLost = (ways: readonly PathCell[]): boolean =>
  ways.some(({ endpoint, connection }) => {
    if (!endpoint.isRequired || connection === null) return false;
    const { lostCount, attemptCount } = lossesIn(connection);
    return lostCount * 4 >= attemptCount * 3 && lostCount > 0;
  });

/** The proxy lets an endpoint through, or would if it were given credentials. */
export const isOpenThroughProxy = ({ proxied }: Pick<PathCell, 'proxied'>): boolean =>
  proxied?.outcome === 'connected' || proxied?.outcome === 'credentials-wanted';

/** Ways over one family that end before the server, to endpoints that are open over the other. */
export function deadFamily(family: 4 | 6, ways: readonly PathCell[]): readonly PathCell[] {
  const openHosts = ways.filter((way) => way.family !== family && isOpen(way)).map(({ endpoint }) => endpoint.host);
  const dead = ways.filter((way) => way.family === family && !isOpen(way) && way.connection?.outcome !== 'cut-off');
  return dead.filter(({ endpoint }) => openHosts.includes(endpoint.host));
}
