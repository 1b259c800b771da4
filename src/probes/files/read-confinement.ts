// Which security module confines a process; null where none does, or where nobody could look.
import { readFileSync } from 'node:fs';
import { valueOf } from '../../facts/observed.js';
import { printable } from '../../facts/storage/printable.js';
import { parseConfinement, type Confinement } from '../../facts/storage/confinement.js';
import type { System } from '../platform/system.js';

const [labelOf, enforceFile] = [(process: number | 'self') => `/proc/${process}/attr/current`, '/sys/fs/selinux/enforce'];

export async function readConfinement({ files, root }: System, pid: number): Promise<Confinement | null> {
  // A host image has no processes.
  if (root !== null) return null;
  const [attribute, enforce] = await Promise.all([files.readText(labelOf(pid)), files.readText(enforceFile)]);
  return shown(parseConfinement(valueOf(attribute)?.text ?? '', valueOf(enforce)?.text ?? null));
}

/** Of this process, whatever it examines. */
export const ownConfinement = (): Confinement | null => shown(parseConfinement(textOf(labelOf('self')), textOf(enforceFile)));

/** Of a file of the kernel that never waits; empty where there is none, or no answer in it. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

const shown = (confinement: Confinement | null): Confinement | null =>
  confinement === null ? null : { ...confinement, label: printable(confinement.label) };
