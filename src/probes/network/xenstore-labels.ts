// Asks XenStore, on Xen guests alone, what it calls the network behind each interface.
import { parseXenStoreLabel, xenStoreKeyOf } from '../../facts/network/xenstore-label.js';
import type { NetworkInterface } from '../../facts/network.js';
import { valueOf } from '../../facts/observed.js';
import type { System } from '../platform/system.js';
import { limits } from './limits.js';

/** Interface → label; empty on a host that is no Xen guest or lacks `xenstore-read`. */
export async function readXenStoreLabels(system: System, interfaces: readonly NetworkInterface[]): Promise<ReadonlyMap<string, string>> {
  if (!(await isXenGuest(system))) return new Map();
  const labelled = await Promise.all(
    interfaces.map(async ({ name, mac }): Promise<readonly [string, string | null]> => [
      name,
      mac === null ? null : await readLabel(system, mac),
    ]),
  );
  return new Map(labelled.filter((entry): entry is readonly [string, string] => entry[1] !== null));
}

async function isXenGuest({ files }: System): Promise<boolean> {
  const [hypervisor, procXen] = await Promise.all([files.readText('/sys/hypervisor/type', 64), files.list('/proc/xen')]);
  return valueOf(hypervisor)?.text.trim() === 'xen' || procXen.state === 'observed';
}

async function readLabel(system: System, mac: string): Promise<string | null> {
  const answer = await system.run('xenstore-read', [xenStoreKeyOf(mac)], { limitMs: limits.commandMs });
  return answer.state === 'observed' && answer.value.exitCode === 0 ? parseXenStoreLabel(answer.value.stdout) : null;
}
