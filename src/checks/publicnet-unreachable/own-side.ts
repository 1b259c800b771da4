// What is broken on this side of the gateway: interface, address, default route, and the gateway itself.
import { isDown } from '../../facts/network/dead-end.js';
import { defaultRoute } from '../../facts/network/roles.js';
import type { Route } from '../../facts/network.js';
import type { PathCell } from '../../facts/paths.js';
import type { Confidence, Evidence, Verdict } from '../check.js';
import type { Doors } from '../network/doors.js';
import { carrierOf, interfaceEvidence, roleOf, word } from '../network/evidence.js';
import { sharedHop, type Case } from './case.js';

export const layerProblems = ['interface-missing', 'interface-down', 'address-missing', 'default-route-missing', 'default-route-refused'] as const;

/** What one endpoint was reached through stands in nobody's way. */
export function judgeLayers({ networks, doors, ways, ground }: Case): Verdict | null {
  const broken = doors.open.length > 0 ? null : brokenLayer(networks, ways);
  if (broken === null) return null;
  return { status: 'critical', ...broken, confidence: confidenceIn(doors), evidence: [...broken.evidence, ...ground] };
}

/** Rules of policy routing are not read: only failed connections prove that the main table decides. */
const confidenceIn = ({ closed, untold }: Doors): Confidence => (closed.length + untold.length > 0 ? 'certain' : 'likely');

interface BrokenLayer {
  readonly problem: (typeof layerProblems)[number];
  readonly evidence: readonly Evidence[];
}

function brokenLayer(networks: Case['networks'], ways: readonly PathCell[]): BrokenLayer | null {
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

export function judgeGateway({ doors, ways, ground }: Case): Verdict | null {
  const silent = doors.open.length > 0 ? undefined : ways.find(({ gatewayAnswers }) => gatewayAnswers === false);
  return silent === undefined ? null : { status: 'critical', problem: 'gateway-silent', evidence: [...sharedHop(silent), ...ground] };
}
