// The address that a connection must leave from, so that it goes through the network that it judges.
import type { NetworkFacts, NetworkName } from '../network.js';
import { parseIp, scopeOf } from './ip-address.js';

/** null where the network's interface is unknown or only guessed: the kernel then chooses. */
export function sourceAddressFor(network: NetworkName, target: string, networks: NetworkFacts | null): string | null {
  const role = networks?.roles.find((candidate) => candidate.network === network);
  if (role === undefined || role.certainty === 'none' || role.certainty === 'possible') return null;
  const family = parseIp(target)?.family;
  if (role.sourceAddress !== null && parseIp(role.sourceAddress)?.family === family) return role.sourceAddress;
  const carrier = networks?.interfaces.find(({ name }) => name === role.interfaceName);
  return carrier?.addresses.find((own) => own.family === family && scopeOf(own.address) === 'global')?.address ?? null;
}

/** Whether this host can reach IPv6 servers at all: an address and a way out. */
export const hasIpv6 = (networks: NetworkFacts): boolean =>
  hasAddress(networks, 6) && networks.routes.some(({ destination, kind }) => destination === '::/0' && kind === 'unicast');

/** The same of IPv4; tunnels lay two halves over the default route. */
export const hasIpv4 = (networks: NetworkFacts): boolean =>
  hasAddress(networks, 4) &&
  networks.routes.some(({ destination, kind }) => /^(?:0\.0\.0\.0\/[01]|128\.0\.0\.0\/1)$/.test(destination) && kind === 'unicast');

const hasAddress = ({ interfaces }: NetworkFacts, wanted: 4 | 6): boolean =>
  interfaces.some(({ addresses }) => addresses.some(({ family, scope }) => family === wanted && scope === 'global'));
