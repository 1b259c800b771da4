// Which security module confines a process; null where none does, or where nobody could look.
import { valueOf } from '../../facts/observed.js';
import { printable } from '../../facts/storage/printable.js';
import { parseConfinement, type Confinement } from '../../facts/storage/confinement.js';
import type { System } from '../platform/system.js';

export async function readConfinement({ files, root }: System, process: number | 'self'): Promise<Confinement | null> {
  // A host image has no processes.
  if (root !== null) return null;
  const [attribute, enforce] = await Promise.all([files.readText(`/proc/${process}/attr/current`), files.readText('/sys/fs/selinux/enforce')]);
  const confinement = parseConfinement(valueOf(attribute)?.text ?? '', valueOf(enforce)?.text ?? null);
  return confinement === null ? null : { ...confinement, label: printable(confinement.label) };
}
