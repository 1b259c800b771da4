// Files of the set that were changed a short while ago, since they are those that may change again: a search folder by folder, in
// which each path has its share of the time, and which says how far it came.
import { lstatSync, type Stats } from 'node:fs';
import { tolerant } from '../../platform/tolerant.js';
import { entriesOf, type Entry } from '../folder-entries.js';
import { forNode, joined } from '../byte-paths.js';
import type { BytePath } from '../scan-lines.js';
import type { CoveredSet } from './covered-set.js';
import { LatestFiles } from './latest-files.js';

export interface FreshFiles {
  /** The latest first. */
  readonly paths: readonly BytePath[];
  /** With those that were too many to keep. */
  readonly freshCount: number;
  readonly searchedCount: number;
  /** The folders at which the time was up, one a path of the set. */
  readonly stoppedAt: readonly BytePath[];
}

export interface SearchLimits {
  readonly maxMs: number;
  /** Older ones rest. */
  readonly freshMs: number;
  readonly keptCount: number;
}

/** @param beat hears at each entry that the search goes on */
export function searchFreshFiles(set: CoveredSet, { maxMs, freshMs, keptCount }: SearchLimits, beat: () => void): FreshFiles {
  const [endsAt, found] = [performance.now() + maxMs, new LatestFiles(Date.now() - freshMs, keptCount)];
  const places = set.places.filter((place) => set.holds(place) && set.apartMountOf(place) === null);
  const named: ReadonlySet<BytePath> = new Set(places);
  // One path may lie below another one: it has a search of its own.
  const isClosedTo = (path: BytePath): boolean => set.isClosedTo(path) || named.has(path);
  const searches = places.map((place) => new PlaceSearch(place, isClosedTo, found, beat));
  // What is left of the large ones then shares what the others did not need.
  for (let waiting = searches; waiting.length > 0 && performance.now() < endsAt; ) {
    waiting = waiting.filter((search, index) => {
      const now = performance.now();
      return !search.goOn(now + (endsAt - now) / (waiting.length - index));
    });
  }
  for (const search of searches) search.end();
  return {
    ...{ paths: found.paths(), freshCount: found.count },
    searchedCount: searches.reduce((sum, { searchedCount }) => sum + searchedCount, 0),
    stoppedAt: searches.flatMap(({ stoppedAt }) => stoppedAt ?? []),
  };
}

class PlaceSearch {
  searchedCount = 0;
  /** The folder that it is in; null once it is at its end. */
  stoppedAt: BytePath | null;
  private readonly entries: Generator<void, void>;

  constructor(
    place: BytePath,
    private readonly isClosedTo: (path: BytePath) => boolean,
    private readonly found: LatestFiles,
    private readonly beat: () => void,
  ) {
    this.stoppedAt = place;
    this.entries = this.entriesBelow(place);
  }

  /** Goes on where it was. @returns whether it came to its end */
  goOn(endsAtMs: number): boolean {
    while (this.entries.next().done !== true) {
      this.beat();
      if (performance.now() >= endsAtMs) return false;
    }
    this.stoppedAt = null;
    return true;
  }

  end(): void {
    this.entries.return();
  }

  private *entriesBelow(place: BytePath): Generator<void, void> {
    let level = this.foldersIn(place, kindAt(place));
    while (level.length > 0) {
      const below: BytePath[] = [];
      for (const folder of level) {
        this.stoppedAt = folder;
        for (const { name, kind } of readableEntries(folder)) {
          this.searchedCount += 1;
          const path = joined(folder, name);
          if (!this.isClosedTo(path)) below.push(...this.foldersIn(path, kind));
          yield;
        }
      }
      level = below;
    }
  }

  /** Where the search goes on; a file is taken if it is fresh. */
  private foldersIn(path: BytePath, kind: Entry['kind']): readonly BytePath[] {
    if (kind === 'file') this.found.add(path, look(path)?.mtimeMs ?? 0);
    return kind === 'folder' ? [path] : [];
  }
}

const kindAt = (path: BytePath): Entry['kind'] => {
  const stats = look(path);
  return stats === null ? 'other' : stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
};

const look = (path: BytePath): Stats | null => tolerant(() => lstatSync(forNode(path)));

/** What cannot be listed is the scan's to tell. */
function* readableEntries(folder: BytePath): Generator<Entry, void> {
  const entries = entriesOf(folder);
  try {
    for (let next = tolerant(() => entries.next()); next !== null && next.done !== true; next = tolerant(() => entries.next())) {
      yield next.value;
    }
  } finally {
    entries.return();
  }
}
