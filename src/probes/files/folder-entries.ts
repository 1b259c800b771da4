// The entries of one folder: all at once, or a few at a time, since a folder may hold millions.
import { lstatSync, opendirSync, readdirSync, type Dir, type Dirent } from 'node:fs';
import { forNode, joined } from './byte-paths.js';
import type { BytePath } from './scan-lines.js';

export interface Entry {
  readonly name: BytePath;
  /** `unknown`: it could not be looked at; `other`: a link, FIFO, socket or device. */
  readonly kind: 'folder' | 'file' | 'other' | 'unknown';
}

/** @throws the error of opening or reading the folder */
export function* entriesOf(folder: BytePath): Generator<Entry, void> {
  const opened = opendirSync(forNode(folder), { encoding: 'latin1', bufferSize: 256 });
  let count = 0;
  try {
    for (let entry = nextOf(opened); entry !== null; entry = nextOf(opened)) {
      if (entry === 'cannot tell') {
        yield* entriesByLook(folder, count);
        return;
      }
      count += 1;
      yield entry;
    }
  } finally {
    opened.closeSync();
  }
}

/** null where the file system does not say what each entry is. @throws the error of opening or reading the folder */
export function entriesAtOnce(folder: BytePath): readonly Dirent[] | null {
  try {
    return readdirSync(forNode(folder), { encoding: 'latin1', withFileTypes: true });
  } catch (error) {
    if (isUntold(error as NodeJS.ErrnoException)) return null;
    throw error;
  }
}

export const kindOf = (entry: Dirent): Entry['kind'] => (entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other');

/**
 * Where the file system does not say what an entry is, Node asks lstat for its name as UTF-8: that fails for any
 * other name, in a folder with such a name, and for an entry that just vanished.
 */
function nextOf(folder: Dir): Entry | 'cannot tell' | null {
  try {
    const entry = folder.readSync();
    if (entry === null) return null;
    return { name: entry.name, kind: kindOf(entry) };
  } catch (error) {
    if (isUntold(error as NodeJS.ErrnoException)) return 'cannot tell';
    throw error;
  }
}

const isUntold = ({ syscall, code }: NodeJS.ErrnoException): boolean => syscall === 'lstat' || code === 'ERR_INVALID_ARG_TYPE';

function* entriesByLook(folder: BytePath, alreadyTold: number): Generator<Entry, void> {
  for (const name of readdirSync(forNode(folder), { encoding: 'latin1' }).slice(alreadyTold)) {
    const kind = kindByLook(joined(folder, name));
    if (kind !== 'vanished') yield { name, kind };
  }
}

export function kindByLook(path: BytePath): Entry['kind'] | 'vanished' {
  try {
    const stats = lstatSync(forNode(path));
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'vanished' : 'unknown';
  }
}
