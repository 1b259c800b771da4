// The entries of one folder: all at once, or a few at a time, since a folder may hold millions.
import { lstatSync, opendirSync, readdirSync, type Dir, type Dirent, type Stats } from 'node:fs';
import { forNode, joined } from './byte-paths.js';
import type { BytePath } from './scan-lines.js';

export interface Entry {
  readonly name: BytePath;
  /** `unknown`: it could not be looked at; `other`: nothing that a backup takes for content, as a link. */
  readonly kind: 'folder' | 'file' | Special | 'other' | 'unknown';
}

export type Special = 'fifo' | 'socket' | 'device';

/** What a folder's owner would miss in a backup. */
export const isContent = ({ kind }: Entry): boolean => kind === 'folder' || kind === 'file' || kind === 'unknown';

export const isSpecial = (kind: Entry['kind'] | 'vanished'): kind is Special => kind === 'fifo' || kind === 'socket' || kind === 'device';

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

export function kindOf(entry: Dirent | Stats): Entry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isFIFO()) return 'fifo';
  if (entry.isSocket()) return 'socket';
  return entry.isCharacterDevice() || entry.isBlockDevice() ? 'device' : 'other';
}

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
    return kindOf(lstatSync(forNode(path)));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'vanished' : 'unknown';
  }
}
