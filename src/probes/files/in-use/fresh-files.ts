// Files of the set that were changed a short while ago, since they are those that may change again: a bounded search, folder by
// folder, that says how far it came.
import { lstatSync, type Stats } from 'node:fs';
import { entriesOf, type Entry } from '../folder-entries.js';
import { forNode, joined } from '../byte-paths.js';
import type { BytePath } from '../scan-lines.js';
import type { CoveredSet } from './covered-set.js';

export interface FreshFiles {
  /** The latest first. */
  readonly paths: readonly BytePath[];
  readonly searchedCount: number;
}

export interface SearchLimits {
  readonly maxEntryCount: number;
  readonly maxMs: number;
  /** Older ones rest. */
  readonly freshMs: number;
}

export function searchFreshFiles(set: CoveredSet, { maxEntryCount, maxMs, freshMs }: SearchLimits): FreshFiles {
  const [endsAt, since] = [performance.now() + maxMs, Date.now() - freshMs];
  const found: { readonly path: BytePath; readonly modifiedMs: number }[] = [];
  let searchedCount = 0;
  // Grows while it is walked.
  const folders: BytePath[] = [];
  const add = (path: BytePath, kind: Entry['kind']): void => {
    if (set.isClosedTo(path)) return;
    if (kind === 'folder') folders.push(path);
    else if (kind === 'file') {
      const modifiedMs = modifiedAt(path);
      if (modifiedMs !== null && modifiedMs >= since) found.push({ path, modifiedMs });
    }
  };
  const isOver = (): boolean => searchedCount >= maxEntryCount || performance.now() >= endsAt;
  for (const place of set.places) if (set.holds(place) && set.apartMountOf(place) === null) add(place, kindAt(place));
  for (const folder of folders) {
    for (const { name, kind } of readableEntries(folder)) {
      searchedCount += 1;
      add(joined(folder, name), kind);
      if (isOver()) break;
    }
    if (isOver()) break;
  }
  found.sort((a, b) => b.modifiedMs - a.modifiedMs);
  return { paths: found.map(({ path }) => path), searchedCount };
}

const kindAt = (path: BytePath): Entry['kind'] => {
  const stats = look(path);
  return stats === null ? 'other' : stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
};

const modifiedAt = (path: BytePath): number | null => look(path)?.mtimeMs ?? null;

const look = (path: BytePath): Stats | null => tolerant(() => lstatSync(forNode(path)));

/** What cannot be listed is the scan's to tell. */
function* readableEntries(folder: BytePath): Generator<Entry, void> {
  const entries = entriesOf(folder);
  for (let next = tolerant(() => entries.next()); next !== null && next.done !== true; next = tolerant(() => entries.next())) {
    yield next.value;
  }
  entries.return();
}

/** Any answer of the system is one; what is no answer is a fault of our own. */
function tolerant<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  }
}
