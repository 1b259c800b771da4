// Does the next hop answer on the link? The kernel's own table, read after a connection has made it ask.
import { parseNeighbours } from '../../facts/network/neighbours.js';
import type { Route } from '../../facts/network.js';
import { valueOf } from '../../facts/observed.js';
import type { HostFiles } from '../platform/system.js';

/** null where the route has no IPv4 gateway, or the kernel has not asked. */
export async function answersOnLink(files: Pick<HostFiles, 'readText'>, route: Route | null): Promise<boolean | null> {
  if (route === null || route.gateway === null || route.gateway.includes(':')) return null;
  const table = valueOf(await files.readText('/proc/net/arp'))?.text ?? '';
  return parseNeighbours(table).get(`${route.gateway} ${route.interfaceName ?? ''}`) ?? null;
}
