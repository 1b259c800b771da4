// Can the agent reach its control endpoints over PublicNet? Connections that were made prove it; where they fail or
// none may be made, the first broken layer speaks: interface, address, default route, then what all ways share, then
// the single endpoint.
import { isDown } from '../facts/network/dead-end.js';
import { defaultRoute } from '../facts/network/roles.js';
import type { Connection, NetworkFacts, Route } from '../facts/network.js';
import type { PathCell } from '../facts/paths.js';
import { defineCheck, type Confidence, type Evidence, type Verdict } from './check.js';
import { doorsOf, endpointProblems, problemOf, untriedReason, whyUntold, type Doors } from './network/doors.js';
import { carrierOf, connectionEvidence, count, interfaceEvidence, roleOf, word } from './network/evidence.js';
import { deadFamily, isMostlyLost, isOpenNowAndThen, isOpenThroughProxy, isStorageSilent, lossEvidence, waysOf } from './network/closed-ways.js';

const layerProblems = ['interface-missing', 'interface-down', 'address-missing', 'default-route-missing', 'default-route-refused'] as const;
const sharedProblems = ['gateway-silent', 'nothing-answers', 'everything-refused', 'cloud-files-silent', 'proxy-required', 'source-ports-exhausted'] as const;

export const publicnetUnreachable = defineCheck({
  id: 'publicnet-unreachable',
  needs: ['networks', 'conditions'],
  uses: ['connections', 'paths'],
  problems: [
    ...layerProblems,
    ...sharedProblems,
    ...endpointProblems,
    'optional-endpoint-unreachable',
    'connection-intermittent',
    'ipv4-unreachable',
    'ipv6-unreachable',
  ],
  judge({ networks, connections, paths, conditions }) {
    const ways = waysOf('publicnet', paths);
    const doors = doorsOf('publicnet', connections, ways.filter(isOpenNowAndThen));
    const ground = groundOf(networks, doors);
    // What one endpoint was reached through stands in nobody's way.
    const broken = doors.open.length > 0 ? null : brokenLayer(networks, ways);
    if (broken !== null)
      return { status: 'critical', ...broken, confidence: confidenceIn(doors), evidence: [...broken.evidence, ...ground] };
    const silent = doors.open.length === 0 ? ways.find(({ gatewayAnswers }) => gatewayAnswers === false) : undefined;
    if (silent !== undefined) return { status: 'critical', problem: 'gateway-silent', evidence: [...sharedHop(silent), ...ground] };
    const [closed] = doors.closed;
    if (closed !== undefined && doors.closed.every(isStorage) && isStorageSilent(paths))
      return { status: 'critical', problem: 'cloud-files-silent', confidence: 'likely', evidence: about(closed, doors.closed, ground) };
    if (closed !== undefined) return judgeClosed(closed, doors, ways, ground);
    if (doors.untold.length > 0) return { status: 'unknown', reason: whyUntold(doors.untold), evidence: ground };
    if (connections === null && !conditions.offline) return { status: 'unknown', reason: untriedReason, evidence: ground };
    return judgeOpen(doors, ways, ground);
  },
});

interface BrokenLayer {
  readonly problem: (typeof layerProblems)[number];
  readonly evidence: readonly Evidence[];
}

function brokenLayer(networks: NetworkFacts, ways: readonly PathCell[]): BrokenLayer | null {
  const role = roleOf('publicnet', networks);
  const carrier = carrierOf(role, networks);
  if (carrier === null) {
    const names = networks.interfaces.map(({ name }) => name).join(', ');
    return { problem: 'interface-missing', evidence: [word('PublicNet', 'interfaces', names || 'none', '/sys/class/net')] };
  }
  if (isDown(carrier)) return { problem: 'interface-down', evidence: interfaceEvidence(carrier) };
  if (role.sourceAddress === null) return { problem: 'address-missing', evidence: interfaceEvidence(carrier) };
  const way = refusingRule(ways) ?? defaultRoute(networks.routes);
  if (way === null) return { problem: 'default-route-missing', evidence: interfaceEvidence(carrier) };
  if (way.kind === 'unicast') return null;
  return { problem: 'default-route-refused', evidence: [word(way.destination, 'kind', way.kind, '/proc/net/route')] };
}

/** The main table leads out, and the kernel does not: a rule of policy routing sends the packets elsewhere. */
const refusingRule = (ways: readonly PathCell[]): Route | null =>
  ways.every(({ route, connection }) => connection?.outcome !== 'connected' && route !== null && route.kind !== 'unicast') ? (ways[0]?.route ?? null) : null;

/** Rules of policy routing are not read: only failed connections prove that the main table decides. */
const confidenceIn = ({ closed, untold }: Doors): Confidence => (closed.length + untold.length > 0 ? 'certain' : 'likely');

function judgeClosed(closed: Connection, doors: Doors, ways: readonly PathCell[], ground: readonly Evidence[]): Verdict {
  const proxied = doors.open.length > 0 ? undefined : ways.find((way) => way.endpoint.isRequired && isOpenThroughProxy(way));
  const evidence = about(closed, doors.closed, ground);
  if (proxied !== undefined) {
    const confidence = proxied.proxied?.outcome === 'connected' ? 'certain' : 'likely';
    return { status: 'critical', problem: 'proxy-required', confidence, evidence: [...proxyEvidence(proxied), ...evidence] };
  }
  if (closed.outcome === 'no-source-address') return { status: 'critical', problem: 'source-ports-exhausted', evidence };
  const ofThisHost = problemOf(closed) === 'endpoint-prohibited';
  if (doors.open.length > 0 || ofThisHost) return { status: 'critical', problem: problemOf(closed), evidence };
  const way = ways.find(({ gatewayAnswers }) => gatewayAnswers !== null) ?? ways[0];
  const problem = doors.closed.every(({ outcome }) => outcome === 'refused') ? 'everything-refused' : 'nothing-answers';
  return { status: 'critical', problem, confidence: 'likely', evidence: [...sharedHop(way), endpointOf(closed), ...evidence] };
}

const isStorage = ({ endpoint }: Connection): boolean => endpoint.service === 'cloud-files';

const endpointOf = ({ endpoint }: Connection): Evidence => word(endpoint.host, 'endpoint', endpoint.host, 'TCP connections');

function sharedHop(way: PathCell | undefined): readonly Evidence[] {
  const subject = way?.route?.interfaceName ?? 'PublicNet';
  return [
    word(subject, 'gateway', way?.route?.gateway ?? null, 'routes'),
    word(subject, 'gatewayState', gatewayState(way?.gatewayAnswers ?? null), '/proc/net/arp'),
  ];
}

function gatewayState(answers: boolean | null): string {
  if (answers === null) return 'could not be asked on the link';
  return answers ? 'answers on the link' : 'does not answer on the link';
}

const proxyEvidence = ({ endpoint, proxied }: PathCell): readonly Evidence[] => [
  word(endpoint.host, 'proxy', proxied?.proxy ?? null, 'proxy variables of the environment'),
  word(endpoint.host, 'proxyOutcome', proxied?.outcome === 'connected' ? 'lets them through' : `wants credentials first (${proxied?.code ?? ''})`, 'CONNECT through the proxy'),
];

function judgeOpen(doors: Doors, ways: readonly PathCell[], ground: readonly Evidence[]): Verdict {
  const losses = lossEvidence('PublicNet', ways);
  if (losses !== null) return { status: isMostlyLost(ways) ? 'critical' : 'warning', problem: 'connection-intermittent', evidence: [...losses, ...ground] };
  const [optional] = doors.closedOptional;
  if (optional !== undefined) {
    return { status: 'warning', problem: 'optional-endpoint-unreachable', evidence: about(optional, doors.closedOptional, ground) };
  }
  return judgeFamily(4, ways, ground) ?? judgeFamily(6, ways, ground) ?? { status: 'ok', evidence: ground };
}

function judgeFamily(family: 4 | 6, ways: readonly PathCell[], ground: readonly Evidence[]): Verdict | null {
  const dead = deadFamily(family, ways);
  if (dead.length === 0) return null;
  return { status: 'warning', problem: family === 4 ? 'ipv4-unreachable' : 'ipv6-unreachable', evidence: [...dead.flatMap(wayEvidence), ...ground] };
}

const wayEvidence = ({ endpoint, connection }: PathCell): readonly Evidence[] =>
  connection === null ? [] : connectionEvidence({ endpoint, ...connection });

function groundOf(networks: NetworkFacts, { tried, open }: Doors): readonly Evidence[] {
  const role = roleOf('publicnet', networks);
  const subject = role.interfaceName ?? 'PublicNet';
  const source = 'source-bound TCP connections';
  return [
    word(subject, 'because', role.because, 'interfaces and routes'),
    count(subject, 'connectedCount', open.length, source),
    count(subject, 'triedCount', tried.length, source),
  ];
}

/** The first one speaks, all are shown. */
const about = (first: Connection, all: readonly Connection[], ground: readonly Evidence[]): readonly Evidence[] => [
  ...connectionEvidence(first),
  word(first.endpoint.host, 'closedEndpoints', all.map(({ endpoint }) => endpoint.host).join(', '), 'TCP connections'),
  ...ground,
  ...all.slice(1).flatMap(connectionEvidence),
];
