// Child side of the look for files in use: looks at the processes, then at what they hold and at what is fresh, waits, and looks
// again. It tells as it goes, so that what it saw until it was killed is not lost.
import { readFileSync } from 'node:fs';
import { isAtOrBelow } from '../../../facts/mounts.js';
import { endWithParent } from '../../platform/end-with-parent.js';
import { writeLine } from '../../platform/lines.js';
import { printableBytes } from '../../../facts/storage/printable.js';
import { toBytePath, toText } from '../byte-paths.js';
import { coverSet, type CoveredSet } from './covered-set.js';
import { searchFreshFiles } from './fresh-files.js';
import type { BytePath } from '../scan-lines.js';
import type { InUseJob, InUseLine, OpenFile, OpenThings } from './in-use-lines.js';
import { liveDatabases } from './live-databases.js';
import { lookForOpenThings } from './open-things.js';
import { countsOf, isWorthTelling, Watch } from './watch.js';

/** A file that changes more seldom than this is rarely caught by a backup in the midst of a change. */
const betweenLooksMs = 1_000;

/** A table of 100,000 open files takes 1 to 2 s. */
const openLimitMs = 4_000;

/** Of each more is read than its times: on a cold disk that costs two seeks. */
const [firstLookMs, maxWatchedCount] = [1_000, 2_000];

/** What was changed ten minutes ago rests. */
const freshMs = 600_000;

/** More are summed up in the counts. */
const maxToldCount = 100;

export function serve(): void {
  const job = JSON.parse(readFileSync(0, 'utf8')) as InUseJob;
  if (job.mayEnter !== null) endWithParent();
  Error.stackTraceLimit = 0;
  const set = coverSet(job.paths, job.exclusions, job.mayEnter);
  const open = job.open ?? openThings(set, job);
  if (job.open === null) for (const mountPoint of set.apart) tellApart(mountPoint, set, open);
  watch(set, open, job.searchMs);
  tell({ said: 'done' });
}

const tell = (line: InUseLine): void => writeLine(line);

const unseen = (what: string): void => tell({ said: 'unseen', what });

function openThings(set: CoveredSet, { ignoredPids }: InUseJob): OpenThings {
  const { files, folders, hiddenProcessCount, endedBecause } = lookForOpenThings(set, ignoredPids, performance.now() + openLimitMs);
  tell({ said: 'hidden', processCount: hiddenProcessCount });
  if (endedBecause !== null) unseen(endedBecause);
  return { files, folders };
}

function tellApart(mountPoint: string, set: CoveredSet, { files, folders }: OpenThings): void {
  const isThere = ({ path }: { readonly path: string }): boolean => set.apartMountOf(path) === mountPoint;
  const point = toBytePath(mountPoint);
  const named = set.places.filter((place) => isAtOrBelow(place, point)).map(toText);
  tell({
    said: 'apart',
    mountPoint,
    paths: set.holds(point) ? [mountPoint] : named,
    open: { files: files.filter(isThere), folders: folders.filter(isThere) },
  });
}

function watch(set: CoveredSet, things: OpenThings, searchMs: number): void {
  const isHere = ({ path }: { readonly path: string }): boolean => set.apartMountOf(path) === null;
  const open = things.files.filter(isHere).sort((a, b) => rank(a) - rank(b));
  tellDatabases(open, things.folders.filter(isHere), set);
  const fresh = searchFreshFiles(set, { maxMs: searchMs, freshMs, keptCount: maxWatchedCount }, tellSearching());
  const watching = new Watch();
  const openCount = firstLooks(watching, open);
  if (openCount < open.length) unseen(`of ${open.length} open files, ${open.length - openCount} were not looked into`);
  const freshCount = firstLooks(watching, fresh.paths);
  if (freshCount < fresh.freshCount) unseen(`of ${fresh.freshCount} files changed in the last ten minutes, ${fresh.freshCount - freshCount} were not looked at twice`);
  const betweenMs = watching.count === 0 ? null : waitFrom(performance.now(), betweenLooksMs);
  const files = watching.lookAgain();
  const told = files.filter(isWorthTelling).slice(0, maxToldCount);
  const { searchedCount, stoppedAt } = fresh;
  tell({ said: 'watched', counts: countsOf(files), files: told, betweenMs, searchedCount, stoppedAt: stoppedAt.map(printableBytes) });
}

/** Once a second. */
function tellSearching(): () => void {
  let toldAt = performance.now();
  return () => {
    if (performance.now() - toldAt < 1_000) return;
    toldAt = performance.now();
    tell({ said: 'searching' });
  };
}

/** Before the search, which may come to no end; for the first of two looks it would lie too far back. */
function tellDatabases(open: readonly OpenFile[], folders: OpenThings['folders'], set: CoveredSet): void {
  const held = new Watch();
  firstLooks(held, open);
  tell({ said: 'databases', databases: liveDatabases(held.held(), folders, set) });
}

/** Databases are written anywhere in the file, logs at their end alone; what is only read matters for its locks. */
const rank = ({ writers, isOnlyAppended }: OpenFile): number => (writers.length === 0 ? 2 : isOnlyAppended ? 1 : 0);

/** @returns how many were looked at */
function firstLooks(watching: Watch, files: readonly (OpenFile | BytePath)[]): number {
  const endsAt = performance.now() + firstLookMs;
  for (const [index, file] of files.entries()) {
    if (watching.count >= maxWatchedCount || performance.now() >= endsAt) return index;
    if (typeof file === 'string') watching.add(file, null);
    else watching.add(file.path, file);
  }
  return files.length;
}

/** @returns how long it was in the end */
function waitFrom(startedAtMs: number, waitMs: number): number {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
  return Math.round(performance.now() - startedAtMs);
}
