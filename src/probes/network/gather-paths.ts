// Walks every way at once: each endpoint over each family of addresses, from the network that it must be reached through,
// layer by layer as far as it leads. No way waits for another, so the matrix takes as long as its slowest way.
import type { TLSSocket } from 'node:tls';
import type { Endpoint, NetworkFacts, Route } from '../../facts/network.js';
import { observed, type Observed } from '../../facts/observed.js';
import { nothingTried, type Handshake, type NameStep, type PathCell } from '../../facts/paths.js';
import { parseIp } from '../../facts/network/ip-address.js';
import { deadEndOf } from '../../facts/network/dead-end.js';
import { firstFailure } from '../../facts/network/path-failure.js';
import { defaultRoute } from '../../facts/network/roles.js';
import { hasIpv4, hasIpv6, sourceAddressFor } from '../../facts/network/source-address.js';
import { askOver } from './ask-over.js';
import { connectStep, type OpenedStep } from './connect-step.js';
import type { Target } from './connect.js';
import type { FoundName } from './gather-dns.js';
import { handshake } from './handshake.js';
import { kernelRoute } from './kernel-route.js';
import { answersOnLink } from './neighbours.js';
import { probeLargeRequest } from './large-request.js';
import { openSecure } from './open-secure.js';
import type { TrustStore } from './trust-stores.js';
import { readRepeatedRequests } from './repeated-requests.js';
import { tryProxy } from './try-proxy.js';
import type { Walk } from './walk.js';

export async function gatherPaths(
  endpoints: readonly Endpoint[],
  settings: Omit<Walk, 'repeatedBefore'>,
): Promise<Observed<readonly PathCell[]>> {
  const walk: Walk = { ...settings, repeatedBefore: readRepeatedRequests(settings.system.files) };
  const ways = endpoints.flatMap((endpoint) =>
    familiesOf(endpoint).map((family) => walkTo(endpoint, family, walk).catch(crashedWay(endpoint, family))),
  );
  const ends = await Promise.all(ways);
  const cells = ends.map((end) => ('crash' in end ? end.cell : end));
  const crash = ends.find((end) => 'crash' in end);
  // Where no other way was walked nothing was seen, and that must not look like calm.
  if (crash !== undefined && cells.every(({ skipped }) => skipped !== null)) throw crash.crash;
  return observed(cells);
}

interface CrashedWay {
  readonly crash: unknown;
  readonly cell: PathCell;
}

/** One crash never stops the others. */
const crashedWay =
  (endpoint: Endpoint, family: 4 | 6) =>
  (crash: unknown): CrashedWay => {
    const skipped = `the look at this way itself failed: ${crash instanceof Error ? crash.message : String(crash)}`;
    return { crash, cell: { ...nothingTried, endpoint, family, interfaceName: null, skipped } };
  };

/** ServiceNet is IPv4 only. */
const familiesOf = ({ network }: Endpoint): readonly (4 | 6)[] => (network === 'servicenet' ? [4] : [4, 6]);

async function walkTo(endpoint: Endpoint, family: 4 | 6, walk: Walk): Promise<PathCell> {
  const startedAt = performance.now();
  const role = walk.networks?.roles.find(({ network }) => network === endpoint.network);
  const ground = { ...nothingTried, endpoint, family, interfaceName: role?.interfaceName ?? null };
  const skippedFor = (skipped: string): PathCell => ({ ...ground, skipped });
  if (family === 6 && !(walk.networks !== null && hasIpv6(walk.networks))) return skippedFor('this host has no way out over IPv6');
  if (isNeedless(endpoint, walk.networks))
    return skippedFor('no interface of this host carries ServiceNet, and the vault does not need it');
  const found = await walk.names.find(endpoint.host);
  const own = found.addresses.filter((address) => parseIp(address)?.family === family);
  const isOnlyElsewhere = own.length === 0 && (found.addresses.length > 0 || family === 6);
  if (isOnlyElsewhere) return skippedFor(`${endpoint.host} has no IPv${family} address`);
  if (family === 4 && isForIpv6(endpoint, found.addresses, walk.networks)) return skippedFor('this host has no way out over IPv4');
  const walked = { ...ground, ...(await walkLayers(endpoint, own, found, walk)) };
  const failure = firstFailure(walked, deadEndOf(endpoint.network, walk.networks));
  return { ...walked, failure, tookMs: Math.round(performance.now() - startedAt) };
}

/** A host without IPv4 is none the worse where both sides have IPv6. */
const isForIpv6 = ({ network }: Endpoint, addresses: readonly string[], networks: NetworkFacts | null): boolean =>
  network === 'publicnet' &&
  networks !== null &&
  !hasIpv4(networks) &&
  hasIpv6(networks) &&
  addresses.some((address) => parseIp(address)?.family === 6);

/** Packets to ServiceNet would leave by PublicNet and be lost: nothing to learn, and many seconds to wait. */
const isNeedless = ({ network, isRequired }: Endpoint, networks: NetworkFacts | null): boolean =>
  network === 'servicenet' && !isRequired && networks?.roles.find((role) => role.network === network)?.interfaceName === null;

async function walkLayers(endpoint: Endpoint, addresses: readonly string[], found: FoundName, walk: Walk): Promise<Partial<PathCell>> {
  const { networks, system } = walk;
  const name = nameStep(endpoint.host, found, walk);
  const targets = addresses.map((address): Target => ({
    address,
    port: endpoint.port,
    sourceAddress: sourceAddressFor(endpoint.network, address, networks),
  }));
  const [first] = targets;
  if (first === undefined) return { name: await name, ...(await wayOut(endpoint, walk)) };
  const [opened, route] = await Promise.all([
    connectStep(endpoint.host, targets, walk),
    kernelRoute(system, first.address, first.sourceAddress, networks),
  ]);
  const beyond = opened === null ? {} : await walkBeyond(endpoint, opened, route, walk);
  return { route: withExactKind(route, opened?.step.code ?? null), connection: opened?.step ?? null, ...beyond, name: await name };
}

/** Where no name leads on, the next hop that all ways share: the resolvers lie behind it, too. */
async function wayOut({ network }: Endpoint, { system, networks }: Walk): Promise<Partial<PathCell>> {
  const route = network === 'publicnet' && networks !== null ? defaultRoute(networks.routes) : null;
  return { route, gatewayAnswers: await answersOnLink(system.files, route) };
}

/** The kernel's look-up says that it refuses; the error of the connection says how. */
function withExactKind(route: Route | null, code: string | null): Route | null {
  if (route?.kind !== 'unreachable') return route;
  return { ...route, kind: code === 'EINVAL' ? 'blackhole' : code === 'EACCES' ? 'prohibit' : 'unreachable' };
}

async function walkBeyond(endpoint: Endpoint, { step, socket }: OpenedStep, route: Route | null, walk: Walk): Promise<Partial<PathCell>> {
  if (socket === null) {
    const [proxied, gatewayAnswers] = await Promise.all([tryProxy(endpoint, walk), answersOnLink(walk.system.files, route)]);
    return { proxied, gatewayAnswers };
  }
  const [first, ...others] = walk.stores;
  const { socket: secure, sentBytes: _, ...shaken } = await handshake(socket, endpoint.host, first.context, walk.signal);
  if (secure === null) return { handshake: { ...shaken, stores: [] } };
  const target: Target = { address: step.address, port: endpoint.port, sourceAddress: step.sourceAddress };
  const [stores, answers] = await Promise.all([
    Promise.all(others.map((store) => judgedBy(store, target, endpoint, walk))),
    askHealth(endpoint, target, secure, walk),
  ]);
  const own: Handshake['stores'][number] = { store: first.name, code: shaken.code };
  return { handshake: { ...shaken, stores: [own, ...stores.flat()] }, ...answers };
}

/** Empty where the second connection did not come about: then this store has said nothing. */
async function judgedBy({ name, context }: TrustStore, target: Target, { host }: Endpoint, walk: Walk): Promise<Handshake['stores']> {
  const { outcome, code, socket } = await openSecure(target, host, context, walk);
  socket?.destroy();
  return outcome === 'trusted' || outcome === 'untrusted' ? [{ store: name, code }] : [];
}

async function askHealth(endpoint: Endpoint, target: Target, secure: TLSSocket, walk: Walk): Promise<Partial<PathCell>> {
  if (endpoint.healthPath === null) {
    secure.destroy();
    return {};
  }
  const reply = await askOver(secure, endpoint, endpoint.healthPath, walk.signal);
  if (reply.status === null) return { reply };
  return { reply, largeRequest: await probeLargeRequest(endpoint, endpoint.healthPath, target, walk) };
}

async function nameStep(host: string, { addresses, answer, isOverridden }: FoundName, { names }: Walk): Promise<NameStep> {
  if (answer !== null) {
    const { outcome, resolver, code } = answer;
    return { outcome, source: resolver, addresses, otherAddresses: [], code };
  }
  if (!isOverridden)
    return { outcome: addresses.length > 0 ? 'answered' : 'timed-out', source: null, addresses, otherAddresses: [], code: null };
  const others = (await names.ask(host))?.addresses ?? [];
  const isContradicted = !others.some((address) => addresses.includes(address));
  return { outcome: 'answered', source: '/etc/hosts', addresses, otherAddresses: isContradicted ? others : [], code: null };
}
