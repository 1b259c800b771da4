// Can the agent reach Cloud Files over ServiceNet? Critical only where the vault is reached that way: a host that
// sends its backups over PublicNet can do without. The first broken layer speaks: interface, address, route, endpoint.
import { isDown } from '../facts/network/dead-end.js';
import { serviceNetTimeouts } from '../facts/log/told-by-log.js';
import { routeTo, routingOfBlocks } from '../facts/network/service-net-routes.js';
import type { Connection, NetworkFacts, NetworkInterface, NetworkName, NetworkRole, Route } from '../facts/network.js';
import type { Vault } from '../facts/agent.js';
import type { PathCell } from '../facts/paths.js';
import { defineCheck, type Confidence, type Evidence, type Verdict } from './check.js';
import { isMostlyLost, isOpenNowAndThen, isStorageSilent, lossEvidence, waysOf } from './network/closed-ways.js';
import { doorsOf, endpointProblems, problemOf, untriedReason, whyUntold, type Doors } from './network/doors.js';
import { judgeDeadAddress } from './network/dead-addresses.js';
import { carrierOf, connectionEvidence, count, interfaceEvidence, roleOf, word } from './network/evidence.js';
import { confirmed, loggedEvidence } from './network/log-lines.js';
import { outdatedVaultKey } from './network/outdated-vault-key.js';
import { gatewayEvidence } from './network/servicenet-gateway.js';

const layerProblems = [
  'interface-missing',
  'interface-down',
  'address-missing',
  'route-missing',
  'route-overlap',
  'route-refused',
] as const;

export const servicenetUnreachable = defineCheck({
  id: 'servicenet-unreachable',
  needs: ['networks', 'conditions', 'vaultNetwork'],
  uses: ['connections', 'paths', 'agent.vault', 'api', 'log'],
  problems: [...layerProblems, 'routes-incomplete', 'connection-intermittent', 'address-dead', 'vault-networks-differ', 'vault-key-outdated', 'cloud-files-silent', ...endpointProblems],
  judge({ networks, connections, paths, conditions, vaultNetwork: { network, blindness }, 'agent.vault': vault, api, log }) {
    const role = roleOf('servicenet', networks);
    const ways = waysOf('servicenet', paths);
    const doors = doorsOf('servicenet', connections, ways.filter(isOpenNowAndThen));
    const timeouts = serviceNetTimeouts(log);
    const ground = [...groundOf(role, doors), ...loggedEvidence(timeouts)];
    const status = network === 'servicenet' ? 'critical' : 'warning';
    const closed = doors.tried.find((connection) => !doors.open.includes(connection));
    const ambiguous = ambiguousVault(vault);
    if (ambiguous !== null && closed === undefined) {
      return { status: 'warning', problem: 'vault-networks-differ', evidence: [...ambiguous, ...ground] };
    }
    const outdated = closed === undefined ? outdatedVaultKey(vault, api, log) : null;
    if (outdated !== null) return { ...outdated, evidence: [...(outdated.evidence ?? []), ...ground] };
    if (doors.open.length > 0 && closed === undefined) return judgeOpen(status, role, networks, ways, ground);
    if (network !== 'servicenet' && isNoServiceNet(role)) {
      const why = whyNot(role, network);
      if (blindness === null) return { status: 'not-applicable', reason: why };
      return { status: 'unknown', reason: `${why}; whether the vault needs it cannot be told: ${blindness}` };
    }
    const broken = refusingRule(ways) ?? brokenLayer(role, networks, closed ?? null);
    if (broken !== null) {
      return {
        status,
        problem: broken.problem,
        confidence: confirmed(confidenceIn(role, closed !== undefined), timeouts),
        evidence: [...broken.evidence, ...ground],
      };
    }
    if (closed !== undefined && isStorageSilent(paths))
      return { status, problem: 'cloud-files-silent', confidence: 'likely', evidence: [...connectionEvidence(closed), ...ground] };
    if (closed !== undefined) return { status, problem: problemOf(closed), evidence: [...connectionEvidence(closed), ...ground] };
    if (doors.untold.length > 0) return { status: 'unknown', reason: whyUntold(doors.untold), evidence: ground };
    if (connections === null && !conditions.offline) return { status: 'unknown', reason: untriedReason, evidence: ground };
    return { status: 'ok', evidence: ground };
  },
});

function judgeOpen(status: 'critical' | 'warning', role: NetworkRole, networks: NetworkFacts, ways: readonly PathCell[], ground: readonly Evidence[]): Verdict {
  const losses = lossEvidence('ServiceNet', ways);
  if (losses !== null) return { status: isMostlyLost(ways) ? status : 'warning', problem: 'connection-intermittent', evidence: [...losses, ...ground] };
  const dead = judgeDeadAddress(ways);
  if (dead !== null) return { ...dead, evidence: [...dead.evidence, ...ground] };
  const incomplete = incompleteRoutes(role, networks);
  if (incomplete === null) return { status: 'ok', evidence: ground };
  return { status: 'warning', problem: 'routes-incomplete', confidence: confidenceIn(role, false), evidence: [...incomplete, ...ground] };
}

/** After the network of a vault was switched, its password may still stand under the old address. */
function ambiguousVault(vault: Vault | null): readonly Evidence[] | null {
  const urls = vault?.containerUrls ?? [];
  const both = urls.find((url) => urls.includes(url.replace('://snet-', '://')) && url.includes('://snet-'));
  if (both === undefined) return null;
  return [word(containerOf(both), 'vaultAddresses', `${both.replace('://snet-', '://')} and ${both}`, vault?.encryptionSource ?? 'registration')];
}

const containerOf = (url: string): string => url.split('/').at(-1) ?? url;

/** An address alone makes no ServiceNet of a network that nobody uses. */
const isNoServiceNet = ({ certainty }: NetworkRole): boolean => certainty === 'none' || certainty === 'possible';

function whyNot({ certainty, because }: NetworkRole, network: NetworkName | null): string {
  const use = network === 'publicnet' ? 'the vault is reached over PublicNet' : 'no vault is known that is reached over ServiceNet';
  return certainty === 'none' ? `${use}, and this host has no ServiceNet interface (${because})` : `${use}; ${because}, which is no proof`;
}

interface BrokenLayer {
  readonly problem: (typeof layerProblems)[number];
  readonly evidence: readonly Evidence[];
}

/** The kernel refuses what the main table would let go: a rule of policy routing leads into a dead end. */
function refusingRule(ways: readonly PathCell[]): BrokenLayer | null {
  const [refusal] = ways.flatMap(({ connection, route }) => (connection !== null && connection.outcome !== 'connected' ? (route ?? []) : []));
  return refusal === undefined || refusal.kind === 'unicast' ? null : { problem: 'route-refused', evidence: routeEvidence(refusal) };
}

function brokenLayer(role: NetworkRole, networks: NetworkFacts, closed: Connection | null): BrokenLayer | null {
  const carrier = carrierOf(role, networks);
  if (carrier === null) return missingInterface(networks);
  if (isDown(carrier)) return { problem: 'interface-down', evidence: interfaceEvidence(carrier) };
  if (role.sourceAddress === null) return { problem: 'address-missing', evidence: interfaceEvidence(carrier) };
  const address = closed?.address ?? null;
  return address === null ? brokenBlock(carrier, networks.routes) : brokenWay(address, carrier, networks.routes);
}

function missingInterface({ interfaces }: NetworkFacts): BrokenLayer {
  const shown = interfaces.map(({ name, state }) => `${name} (${state})`).join(', ');
  return { problem: 'interface-missing', evidence: [word('ServiceNet', 'interfaces', shown || 'none', '/sys/class/net')] };
}

/** The way to the very address that failed, so that a gap elsewhere is not blamed. */
function brokenWay(address: string, carrier: NetworkInterface, routes: readonly Route[]): BrokenLayer | null {
  const way = routeTo(address, routes);
  if (way !== null && way.kind !== 'unicast') return { problem: 'route-refused', evidence: routeEvidence(way) };
  if (way?.interfaceName === carrier.name) return null;
  const isOverlap = way !== null && routingOfBlocks(carrier.name, routes).some(({ overlaps }) => overlaps.includes(way));
  if (isOverlap) return { problem: 'route-overlap', evidence: routeEvidence(way) };
  const evidence = missingEvidence(carrier, routes) ?? wayEvidence(`${address}/32`, carrier, routes);
  return { problem: 'route-missing', evidence };
}

function brokenBlock(carrier: NetworkInterface, routes: readonly Route[]): BrokenLayer | null {
  const missing = missingEvidence(carrier, routes);
  if (missing !== null) return { problem: 'route-missing', evidence: missing };
  const [refusal] = routingOfBlocks(carrier.name, routes).flatMap(({ refusals }) => refusals);
  return refusal === undefined ? null : { problem: 'route-refused', evidence: routeEvidence(refusal) };
}

function incompleteRoutes(role: NetworkRole, networks: NetworkFacts): readonly Evidence[] | null {
  const carrier = carrierOf(role, networks);
  return carrier === null || isNoServiceNet(role) ? null : missingEvidence(carrier, networks.routes);
}

function missingEvidence(carrier: NetworkInterface, routes: readonly Route[]): readonly Evidence[] | null {
  const missing = routingOfBlocks(carrier.name, routes).filter(({ isMissing }) => isMissing);
  if (missing.length === 0) return null;
  return wayEvidence(missing.map(({ block }) => block).join(' and '), carrier, routes);
}

const wayEvidence = (missingRoutes: string, carrier: NetworkInterface, routes: readonly Route[]): readonly Evidence[] => [
  word(carrier.name, 'missingRoutes', missingRoutes, '/proc/net/route'),
  gatewayEvidence(carrier, routes),
];

const routeEvidence = ({ destination, kind, interfaceName }: Route): readonly Evidence[] => [
  word(destination, 'kind', kind, '/proc/net/route'),
  word(destination, 'routeInterface', interfaceName, '/proc/net/route'),
];

/** A guessed interface weakens the verdict, unless the connection itself failed. */
function confidenceIn({ certainty }: NetworkRole, hasFailed: boolean): Confidence {
  if (certainty === 'possible') return 'possible';
  return hasFailed || certainty === 'certain' ? 'certain' : 'likely';
}

function groundOf({ interfaceName, because }: NetworkRole, { tried, open }: Doors): readonly Evidence[] {
  const subject = interfaceName ?? 'ServiceNet';
  const source = 'source-bound TCP connections';
  return [
    word(subject, 'because', because, 'XenStore, routes and addresses'),
    count(subject, 'connectedCount', open.length, source),
    count(subject, 'triedCount', tried.length, source),
  ];
}
