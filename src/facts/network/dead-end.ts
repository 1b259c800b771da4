// Why no packet can leave through a network, as this host's own interfaces and routes tell before anything is tried.
import type { NetworkFacts, NetworkInterface, NetworkName, Route } from '../network.js';
import { defaultRoute } from './roles.js';

/** Some drivers tell no state: then the carrier decides. The kernel tells `down` up to a second longer than it is true. */
export function isDown({ state, hasCarrier }: NetworkInterface): boolean {
  if (hasCarrier === false) return true;
  return state !== 'up' && state !== 'unknown' && !(state === 'down' && hasCarrier === true);
}

/** By the code that stands for it, as the kernel would answer; null where nothing is known to stand in the way. */
export function deadEndOf(network: NetworkName, networks: NetworkFacts | null): string | null {
  const role = networks?.roles.find((candidate) => candidate.network === network);
  const carrier = networks?.interfaces.find(({ name }) => name === role?.interfaceName);
  if (networks === null) return null;
  if (carrier !== undefined && isDown(carrier)) return 'ENETDOWN';
  // An interface of ServiceNet has routes of its own; what has none leaves by the default route or not at all.
  if (network === 'servicenet') return carrier === undefined ? 'ENODEV' : null;
  const way = defaultRoute(networks.routes);
  return way === null ? 'ENETUNREACH' : refusals[way.kind];
}

const refusals: Readonly<Record<Route['kind'], string | null>> = { unicast: null, unreachable: 'ENETUNREACH', prohibit: 'EACCES', blackhole: 'EINVAL' };
