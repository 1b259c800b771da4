// Opens a regular file so that nobody notices: no waiting for a FIFO, no link followed, no time of access written.
import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { forNode } from '../files/byte-paths.js';
import type { BytePath } from '../files/scan-lines.js';

export interface OpenFile {
  readonly descriptor: number;
  readonly stats: Stats;
}

const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW, O_NOATIME } = constants;
const quiet = O_RDONLY | O_NONBLOCK | O_NOFOLLOW;

/** @returns null where it cannot be opened, or is no regular file any more */
export function openQuietly(path: BytePath, flags = 0): OpenFile | null {
  const descriptor = descriptorOf(path, flags);
  if (descriptor === null) return null;
  const stats = fstatSync(descriptor);
  if (stats.isFile()) return { descriptor, stats };
  closeSync(descriptor);
  return null;
}

/** Only the owner and root may leave the time of access alone. */
function descriptorOf(path: BytePath, flags: number): number | null {
  const open = (more: number): number => openSync(forNode(path), quiet | flags | more);
  try {
    return open(O_NOATIME);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  try {
    return open(0);
  } catch {
    return null;
  }
}
