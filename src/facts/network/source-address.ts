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
export function hasIpv6({ interfaces, routes }: NetworkFacts): boolean {
  const hasAddress = interfaces.some(({ addresses }) => addresses.some(({ family, scope }) => family === 6 && scope === 'global'));
  return hasAddress && routes.some(({ destination, kind }) => destination === '::/0' && kind === 'unicast');
}
