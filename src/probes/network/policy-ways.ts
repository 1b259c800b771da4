// Routes that only a rule of policy routing leads to: /proc shows the main table alone. Asked for where that table leaves a
// hole; the kernel's own look-up then tells the way, and sends no packet.
import { hasPolicyRules, parseRouteLookup } from '../../facts/network/ip-command.js';
import { isPrivate } from '../../facts/network/ip-address.js';
import { defaultRoute } from '../../facts/network/roles.js';
import { routeTo, serviceNetBlocks } from '../../facts/network/service-net-routes.js';
import type { NetworkInterface, Route } from '../../facts/network.js';
import { valueOf } from '../../facts/observed.js';
import type { System } from '../platform/system.js';
import { limits } from './limits.js';

interface Hole {
  readonly destination: string;
  /** An address that only such a route can lead to. */
  readonly sample: string;
  readonly isFrom: (address: string) => boolean;
}

const [lowerBlock, upperBlock] = serviceNetBlocks;
const holes: readonly Hole[] = [
  // Kept for documentation, so no network has a route of its own to it (RFC 5737).
  { destination: '0.0.0.0/0', sample: '192.0.2.1', isFrom: () => true },
  { destination: lowerBlock, sample: '10.191.255.254', isFrom: isPrivate },
  { destination: upperBlock, sample: '10.223.255.254', isFrom: isPrivate },
];

/** The routes that the rules add to the main table. */
export async function policyWays(
  system: Pick<System, 'run'>,
  interfaces: readonly NetworkInterface[],
  routes: readonly Route[],
): Promise<readonly Route[]> {
  const open = holes.filter(({ destination, sample }) =>
    destination === '0.0.0.0/0' ? defaultRoute(routes) === null : isOnlyByDefault(sample, routes),
  );
  if (open.length === 0 || !hasPolicyRules(await ip(system, ['-j', 'rule', 'show']))) return [];
  const sources = interfaces.flatMap(({ addresses }) => addresses).filter(({ family, scope }) => family === 4 && scope === 'global');
  const asked = open.flatMap((hole) =>
    sources.filter(({ address }) => hole.isFrom(address)).map(async ({ address }) => lookUp(system, hole, address)),
  );
  return (await Promise.all(asked)).flatMap((way) => way ?? []);
}

const isOnlyByDefault = (sample: string, routes: readonly Route[]): boolean =>
  (routeTo(sample, routes)?.destination ?? '0.0.0.0/0') === '0.0.0.0/0';

async function lookUp(system: Pick<System, 'run'>, { destination, sample }: Hole, from: string): Promise<Route | null> {
  const way = parseRouteLookup(await ip(system, ['-j', 'route', 'get', sample, 'from', from]));
  return way === null ? null : { ...way, destination };
}

async function ip(system: Pick<System, 'run'>, args: readonly string[]): Promise<string> {
  return valueOf(await system.run('ip', args, { limitMs: limits.commandMs }))?.stdout ?? '';
}
