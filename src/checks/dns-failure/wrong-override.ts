// Does /etc/hosts send a name to where its service is not? An override that works is nobody's fault.
import { isNowhere } from '../../facts/network/ip-address.js';
import type { DnsFacts } from '../../facts/network.js';
import type { PathCell } from '../../facts/paths.js';
import type { Confidence, Evidence, Verdict } from '../check.js';
import { word } from '../network/evidence.js';
import { isNeeded, isProven, type Case } from './case.js';

type Override = DnsFacts['overrides'][number];

export const judgeOverrides = (about: Case): Verdict | null => judgeSinkhole(about) ?? judgeStale(about);

function judgeSinkhole({ dns, paths, ground }: Case): Verdict | null {
  const wrong = dns.overrides.find((override) => override.addresses.every(isNowhere) && isHarmful(override, dns, paths));
  return wrong === undefined ? null : wrongOverride(wrong, saidInstead(wrong, dns), 'certain', ground);
}

/** Dead where the hosts file points, alive where the resolvers point: only then is the file to blame. */
function judgeStale({ dns, paths, ground }: Case): Verdict | null {
  for (const cell of (paths ?? []).filter(isAstray)) {
    const override = dns.overrides.find(({ name }) => name === cell.endpoint.host);
    const confidence = confidenceIn(cell, paths ?? []);
    if (override === undefined || confidence === null || !isHarmful(override, dns, paths)) continue;
    return wrongOverride(override, cell.name?.otherAddresses ?? [], confidence, ground);
  }
  return null;
}

const isContradicted = ({ name }: PathCell): boolean => name?.source === '/etc/hosts' && name.otherAddresses.length > 0;

const isAstray = (cell: PathCell): boolean => isContradicted(cell) && failedStep(cell) !== null;

/** How far it came: what this host itself forbids or the end of the run cuts off says nothing about the address. */
function failedStep({ connection, handshake }: PathCell): 'tcp' | 'tls' | null {
  if (connection !== null && ['timed-out', 'refused', 'no-route'].includes(connection.outcome)) return 'tcp';
  return handshake !== null && ['untrusted', 'refused', 'stalled'].includes(handshake.outcome) ? 'tls' : null;
}

/** null where the other ways through this network end alike: then the network is at fault, or the clock. */
function confidenceIn(cell: PathCell, paths: readonly PathCell[]): Confidence | null {
  const others = paths.filter(
    (other) => other.connection !== null && other.endpoint.network === cell.endpoint.network && !isContradicted(other),
  );
  if (others.length === 0) return 'likely';
  return others.some((other) => isBeyond(other, cell)) ? 'certain' : null;
}

const isBeyond = ({ connection, handshake }: PathCell, cell: PathCell): boolean =>
  failedStep(cell) === 'tcp' ? connection?.outcome === 'connected' : handshake?.outcome === 'trusted';

/** The agent needs the name, gets it from this line, and finds the service at none of its addresses. */
const isHarmful = (override: Override, dns: DnsFacts, paths: Case['paths']): boolean =>
  isNeeded(override.name, paths) && isInEffect(override, dns) && !isProven(override.name, override.addresses, paths);

/** nsswitch may leave the hosts file out: then programs never see what it says. */
function isInEffect({ name, addresses }: Override, { lookups }: DnsFacts): boolean {
  const look = lookups.find((lookup) => lookup.name === name && lookup.by === 'getaddrinfo' && lookup.outcome === 'answered');
  return look === undefined || look.addresses.some((address) => addresses.includes(address));
}

const saidInstead = ({ name }: Override, { answers }: DnsFacts): readonly string[] =>
  answers.find((answer) => answer.name === name && answer.outcome === 'answered')?.addresses ?? [];

function wrongOverride(
  { name, addresses }: Override,
  others: readonly string[],
  confidence: Confidence,
  ground: readonly Evidence[],
): Verdict {
  const evidence = [
    word(name, 'addresses', addresses.join(', '), '/etc/hosts'),
    word(name, 'otherAddresses', others.join(', ') || 'nothing', 'DNS questions'),
  ];
  return { status: 'critical', problem: 'wrong-override', confidence, evidence: [...evidence, ...ground] };
}
