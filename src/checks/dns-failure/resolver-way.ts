// Whether packets to a resolver can leave this host at all: if not, its silence says nothing about it.
import { scopeOf } from '../../facts/network/ip-address.js';
import { defaultRoute } from '../../facts/network/roles.js';
import { routeTo } from '../../facts/network/service-net-routes.js';
import type { NetworkFacts, Route } from '../../facts/network.js';
import { isDown } from '../../facts/network/dead-end.js';

export function hasWayTo(resolver: string, networks: NetworkFacts): boolean {
  const scope = scopeOf(resolver);
  if (scope === 'link') return true;
  // A resolver on this host passes questions on, and needs a way out for that.
  return isPassable(scope === 'host' ? defaultRoute(networks.routes) : routeTo(resolver, networks.routes), networks);
}

function isPassable(way: Route | null, { interfaces }: NetworkFacts): boolean {
  if (way?.kind !== 'unicast') return false;
  const carrier = interfaces.find(({ name }) => name === way.interfaceName);
  return carrier === undefined || !isDown(carrier);
}
