// Which gateway the missing ServiceNet routes belong to: that of a route which is there, else the first address
// of the interface's subnet, as on every server that was seen.
import { formatIp, networkOf, parseNetwork } from '../../facts/network/ip-address.js';
import type { NetworkInterface, Route } from '../../facts/network.js';
import type { Evidence } from '../check.js';
import { word } from './evidence.js';

export function gatewayEvidence({ name, addresses }: NetworkInterface, routes: readonly Route[]): Evidence {
  const known = routes.find(({ interfaceName, gateway }) => interfaceName === name && gateway !== null)?.gateway ?? null;
  if (known !== null) return word(name, 'gateway', known, '/proc/net/route');
  const own = addresses.find(({ family }) => family === 4);
  const network = own === undefined ? null : parseNetwork(`${own.address}/${own.prefixLength}`);
  const first = network === null ? null : formatIp(4, networkOf(network, network.prefixLength) + 1n);
  return word(name, 'gateway', first, 'first address of the subnet');
}
