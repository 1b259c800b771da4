// Which way the kernel itself takes to an address, policy rules and all: `ip route get` sends no packet.
import { parseRouteLookup } from '../../facts/network/ip-command.js';
import { routeTo } from '../../facts/network/service-net-routes.js';
import type { NetworkFacts, Route } from '../../facts/network.js';
import type { System } from '../platform/system.js';
import { limits } from './limits.js';

/** null where there is no way. Without iproute2 the main table answers. */
export async function kernelRoute(
  system: Pick<System, 'run'>,
  address: string,
  sourceAddress: string | null,
  networks: NetworkFacts | null,
): Promise<Route | null> {
  const from = sourceAddress === null ? [] : ['from', sourceAddress];
  const answer = await system.run('ip', ['-j', 'route', 'get', address, ...from], { limitMs: limits.commandMs });
  const mainTable = networks === null ? null : routeTo(address, networks.routes);
  if (answer.state !== 'observed') return mainTable;
  const found = parseRouteLookup(answer.value.stdout);
  if (found === null) return refused(mainTable, answer.value.exitCode);
  // The kernel names the address that was asked; the table names the route behind it.
  return mainTable?.kind === 'unicast' && mainTable.interfaceName === found.interfaceName ? mainTable : found;
}

/** An open way in the main table that the kernel does not take: a rule sends the packets elsewhere, and there it ends. */
function refused(mainTable: Route | null, exitCode: number | null): Route | null {
  if (exitCode === 0 || mainTable?.kind !== 'unicast') return mainTable;
  return { ...mainTable, kind: 'unreachable', gateway: null, interfaceName: null };
}
