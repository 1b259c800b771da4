// Which gateway the missing ServiceNet routes belong to: that of a route which is there, else the first address
// of the interface's subnet, as on every server that was seen.
import { firstAddressOf } from '../../facts/network/ip-address.js';
import type { NetworkInterface, Route } from '../../facts/network.js';
import type { Evidence } from '../check.js';
import { word } from './evidence.js';

export function gatewayEvidence({ name, addresses }: NetworkInterface, routes: readonly Route[]): Evidence {
  const known = routes.find(({ interfaceName, gateway }) => interfaceName === name && gateway !== null)?.gateway ?? null;
  if (known !== null) return word(name, 'gateway', known, '/proc/net/route');
  const own = addresses.find(({ family }) => family === 4);
  const first = own === undefined ? null : firstAddressOf(own.address, own.prefixLength);
  return word(name, 'gateway', first, 'first address of the subnet');
}
