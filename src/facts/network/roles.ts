// Decides which interface carries ServiceNet and which PublicNet. ServiceNet is a label, not a range of
// addresses: only XenStore's label is certain; routes, then addresses, make an interface likely or possible.
import type { InterfaceAddress, NetworkInterface, NetworkName, NetworkRole, Route } from '../network.js';
import { isPrivate, isPublic, isWithin, parseNetwork } from './ip-address.js';
import { serviceNetBlocks } from './service-net-routes.js';

export const decideRoles = (interfaces: readonly NetworkInterface[], routes: readonly Route[]): readonly NetworkRole[] => [
  decideServiceNet(interfaces, routes),
  decidePublicNet(interfaces, routes),
];

/** The default route that the kernel prefers; IPv4 before IPv6. */
export function defaultRoute(routes: readonly Route[]): Route | null {
  const defaults = routes.filter(({ destination }) => destination === '0.0.0.0/0' || destination === '::/0');
  return [...defaults].sort((a, b) => familyOrder(a) - familyOrder(b) || a.metric - b.metric)[0] ?? splitDefault(routes);
}

/** Tunnels lay two halves over the default route; together they lead everywhere too. */
function splitDefault(routes: readonly Route[]): Route | null {
  const [lower, upper] = ['0.0.0.0/1', '128.0.0.0/1'].map((half) => routes.find(({ destination }) => destination === half));
  return lower === undefined || upper === undefined ? null : lower;
}

/** Bridges, tunnels and the ends of containers: never the network card of a cloud server. */
export const isVirtual = (name: string): boolean =>
  /^(lo|docker|br-|veth|virbr|vnet|lxc|lxd|cni|flannel|cali|kube|tun|tap|wg|tailscale|zt|vxlan|dummy|ifb)/.test(name);

/** Published routes are no narrower than the /18 of servers built before June 2013. */
const narrowestServiceNetPrefix = 18;
/** ServiceNet subnets that were seen are /17 to /21; customers' own networks are usually /24. */
const narrowestServiceNetSubnet = 22;

function decideServiceNet(interfaces: readonly NetworkInterface[], routes: readonly Route[]): NetworkRole {
  const labelled = interfaces.find(({ label }) => label === 'private');
  if (labelled !== undefined) return servicenet(labelled, 'certain', `XenStore labels the network of ${labelled.name} "private"`);
  const candidates = interfaces.filter((candidate) => candidate.label === null && mayCarryServiceNet(candidate));
  return byServiceNetRoute(candidates, routes) ?? byServiceNetAddress(candidates, routes) ?? nothing('servicenet', interfaces);
}

const mayCarryServiceNet = ({ name, addresses }: NetworkInterface): boolean =>
  !isVirtual(name) && addresses.some(({ address, family }) => family === 4 && isPrivate(address));

function byServiceNetRoute(candidates: readonly NetworkInterface[], routes: readonly Route[]): NetworkRole | null {
  const best = candidates
    .map((candidate) => ({ candidate, own: routes.filter((route) => route.interfaceName === candidate.name && isServiceNetRoute(route)) }))
    .sort((a, b) => b.own.length - a.own.length)[0];
  if (best === undefined || best.own.length === 0) return null;
  const destinations = best.own.map(({ destination }) => destination).join(' and ');
  return servicenet(best.candidate, 'likely', `the route to ${destinations} goes through ${best.candidate.name}`);
}

/** A route without a gateway is the interface's own subnet, which any private network may have. */
function isServiceNetRoute({ destination, gateway, kind }: Route): boolean {
  const prefixLength = parseNetwork(destination)?.prefixLength ?? 0;
  const isInBlock = serviceNetBlocks.some((block) => isWithin(destination, block));
  return kind === 'unicast' && gateway !== null && isInBlock && prefixLength <= narrowestServiceNetPrefix;
}

function byServiceNetAddress(candidates: readonly NetworkInterface[], routes: readonly Route[]): NetworkRole | null {
  const others = candidates.filter(({ name }) => name !== defaultRoute(routes)?.interfaceName);
  const inBlock = others.find(({ addresses }) => addresses.some(isServiceNetSubnet));
  if (inBlock !== undefined) return servicenet(inBlock, 'likely', `${inBlock.name} has an address in a ServiceNet subnet`);
  const eth1 = others.find(({ name, addresses }) => name === 'eth1' && addresses.some(({ address }) => isWithin(address, '10.0.0.0/8')));
  if (eth1 === undefined) return null;
  return servicenet(eth1, 'possible', 'eth1 has a 10.x address, as ServiceNet has on most cloud servers');
}

const isServiceNetSubnet = ({ address, prefixLength }: InterfaceAddress): boolean =>
  prefixLength <= narrowestServiceNetSubnet && isInServiceNetBlock(address);

const isInServiceNetBlock = (address: string): boolean => serviceNetBlocks.some((block) => isWithin(address, block));

function decidePublicNet(interfaces: readonly NetworkInterface[], routes: readonly Route[]): NetworkRole {
  const labelled = interfaces.find(({ label }) => label === 'public');
  if (labelled !== undefined) return publicnet(labelled, 'certain', `XenStore labels the network of ${labelled.name} "public"`);
  const way = defaultRoute(routes);
  const exit = interfaces.find(({ name, label }) => name === way?.interfaceName && label !== 'private');
  if (exit !== undefined && hasPublicAddress(exit))
    return publicnet(exit, 'certain', `the default route goes through ${exit.name}, which has a public address`);
  if (exit !== undefined)
    return publicnet(exit, 'likely', `the default route goes through ${exit.name}, whose private address must be translated on the way`);
  const addressed = interfaces.find(hasPublicAddress);
  if (addressed !== undefined) return publicnet(addressed, 'likely', `${addressed.name} has a public address`);
  return nothing('publicnet', interfaces);
}

const hasPublicAddress = ({ addresses }: NetworkInterface): boolean => addresses.some(({ address }) => isPublic(address));

function servicenet(carrier: NetworkInterface, certainty: NetworkRole['certainty'], because: string): NetworkRole {
  const addresses = carrier.addresses.filter(({ family }) => family === 4).map(({ address }) => address);
  const source = addresses.find(isInServiceNetBlock) ?? addresses.find(isPrivate) ?? addresses[0] ?? null;
  return { network: 'servicenet', interfaceName: carrier.name, sourceAddress: source, certainty, because };
}

function publicnet(carrier: NetworkInterface, certainty: NetworkRole['certainty'], because: string): NetworkRole {
  const byPreference = carrier.addresses
    .filter(({ scope }) => scope === 'global')
    .sort((a, b) => a.family - b.family || Number(isPublic(b.address)) - Number(isPublic(a.address)));
  const source = byPreference[0]?.address ?? null;
  return { network: 'publicnet', interfaceName: carrier.name, sourceAddress: source, certainty, because };
}

function nothing(network: NetworkName, interfaces: readonly NetworkInterface[]): NetworkRole {
  const names = interfaces.map(({ name }) => name).join(', ');
  return {
    network,
    interfaceName: null,
    sourceAddress: null,
    certainty: 'none',
    because: `none of ${names || 'the interfaces'} looks like it`,
  };
}

const familyOrder = ({ destination }: Route): number => (destination === '0.0.0.0/0' ? 4 : 6);
