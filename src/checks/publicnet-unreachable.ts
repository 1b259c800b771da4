// Can the agent reach its control endpoints over PublicNet? Connections that were made prove it; where they fail or
// none may be made, the first broken layer speaks: interface, address, default route, then the endpoint.
import { defaultRoute } from '../facts/network/roles.js';
import type { Connection, NetworkFacts } from '../facts/network.js';
import { defineCheck, type Confidence, type Evidence } from './check.js';
import { doorsOf, endpointProblems, problemOf, untriedReason, whyUntold, type Doors } from './network/doors.js';
import { carrierOf, connectionEvidence, count, interfaceEvidence, isDown, roleOf, word } from './network/evidence.js';

const layerProblems = ['interface-missing', 'interface-down', 'address-missing', 'default-route-missing', 'default-route-refused'] as const;

export const publicnetUnreachable = defineCheck({
  id: 'publicnet-unreachable',
  needs: ['networks', 'conditions'],
  uses: ['connections'],
  problems: [...layerProblems, ...endpointProblems, 'optional-endpoint-unreachable'],
  judge({ networks, connections, conditions }) {
    const doors = doorsOf('publicnet', connections);
    const ground = groundOf(networks, doors);
    const isProven = doors.open.length > 0 && doors.closed.length === 0;
    const broken = isProven ? null : brokenLayer(networks);
    if (broken !== null)
      return { status: 'critical', ...broken, confidence: confidenceIn(doors), evidence: [...broken.evidence, ...ground] };
    const [closed] = doors.closed;
    if (closed !== undefined) return { status: 'critical', problem: problemOf(closed), evidence: about(closed, doors.closed, ground) };
    if (doors.untold.length > 0) return { status: 'unknown', reason: whyUntold(doors.untold), evidence: ground };
    if (connections === null && !conditions.offline) return { status: 'unknown', reason: untriedReason, evidence: ground };
    const [optional] = doors.closedOptional;
    if (optional !== undefined) {
      return { status: 'warning', problem: 'optional-endpoint-unreachable', evidence: about(optional, doors.closedOptional, ground) };
    }
    return { status: 'ok', evidence: ground };
  },
});

interface BrokenLayer {
  readonly problem: (typeof layerProblems)[number];
  readonly evidence: readonly Evidence[];
}

function brokenLayer(networks: NetworkFacts): BrokenLayer | null {
  const role = roleOf('publicnet', networks);
  const carrier = carrierOf(role, networks);
  if (carrier === null) {
    const names = networks.interfaces.map(({ name }) => name).join(', ');
    return { problem: 'interface-missing', evidence: [word('PublicNet', 'interfaces', names || 'none', '/sys/class/net')] };
  }
  if (isDown(carrier)) return { problem: 'interface-down', evidence: interfaceEvidence(carrier) };
  if (role.sourceAddress === null) return { problem: 'address-missing', evidence: interfaceEvidence(carrier) };
  const way = defaultRoute(networks.routes);
  if (way === null) return { problem: 'default-route-missing', evidence: interfaceEvidence(carrier) };
  if (way.kind === 'unicast') return null;
  return { problem: 'default-route-refused', evidence: [word(way.destination, 'kind', way.kind, '/proc/net/route')] };
}

/** Rules of policy routing are not read: only failed connections prove that the main table decides. */
const confidenceIn = ({ closed, untold }: Doors): Confidence => (closed.length + untold.length > 0 ? 'certain' : 'likely');

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
