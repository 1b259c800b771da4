// Why no packet can leave through a network, as this host's own interfaces and routes tell before anything is tried.
import type { NetworkFacts, NetworkInterface, NetworkName } from '../network.js';
import { defaultRoute } from './roles.js';

/** Some drivers tell no state: then the carrier decides. */
export const isDown = ({ state, hasCarrier }: NetworkInterface): boolean => hasCarrier === false || (state !== 'up' && state !== 'unknown');

/** ENETDOWN for an interface that is not up, ENETUNREACH where no default route leads out; null where nothing is known to stand in the way. */
export function deadEndOf(network: NetworkName, networks: NetworkFacts | null): string | null {
  const role = networks?.roles.find((candidate) => candidate.network === network);
  const carrier = networks?.interfaces.find(({ name }) => name === role?.interfaceName);
  if (networks === null) return null;
  if (carrier !== undefined && isDown(carrier)) return 'ENETDOWN';
  // An interface of ServiceNet has routes of its own; what has none leaves by the default route or not at all.
  const needsDefault = network === 'publicnet' || carrier === undefined;
  return needsDefault && defaultRoute(networks.routes) === null ? 'ENETUNREACH' : null;
}
