// Two looks at the files of the set that are open or fresh, some time apart.
import type { FileInUse, HeldLock, InUseCounts } from '../../../facts/files-in-use.js';
import { changeOf, type Change } from '../../../facts/in-use/change.js';
import { printableBytes } from '../../../facts/storage/printable.js';
import type { BytePath } from '../scan-lines.js';
import type { OpenFile } from './in-use-lines.js';
import type { HeldFile } from './live-databases.js';
import { LockTable } from './lock-table.js';
import { isSameFile, lookAtFile, statOf, type Sight } from './look-at-file.js';

interface WatchedFile {
  readonly path: BytePath;
  readonly open: OpenFile | null;
  readonly locks: readonly HeldLock[];
  readonly mayRead: boolean;
  readonly first: Sight;
}

export class Watch {
  private readonly files = new Map<BytePath, WatchedFile>();
  private readonly locks = new LockTable();

  get count(): number {
    return this.files.size;
  }

  /** The first look. What is gone by now, or no regular file, is left out. */
  add(path: BytePath, open: OpenFile | null): void {
    const stats = this.files.has(path) ? null : statOf(path);
    if (stats === null || (open !== null && !isSameFile(stats, open.descriptor))) return;
    const locks = this.locks.locksOf(stats);
    // To be read, a file with a lease must first be given back by whoever holds it.
    const mayRead = !locks.some(({ kind }) => kind === 'lease');
    this.files.set(path, { path, open, locks, mayRead, first: lookAtFile(path, stats, null, mayRead) });
  }

  held(): readonly HeldFile[] {
    return [...this.files.values()].flatMap(({ path, open, locks, first }) => {
      const holder = open?.writers[0];
      return holder === undefined ? [] : [{ path, holder, locks, content: first.content }];
    });
  }

  /** The second look. @returns the gravest first */
  lookAgain(): readonly FileInUse[] {
    return [...this.files.values()].map(toFileInUse).sort((a, b) => gravityOf(a) - gravityOf(b));
  }
}

function toFileInUse(file: WatchedFile): FileInUse {
  const { path, open, locks, first } = file;
  return {
    path: printableBytes(path),
    sizeBytes: first.look.sizeBytes,
    writers: open?.writers ?? [],
    isOnlyAppended: isOnlyAppended(open),
    locks,
    change: changeSince(file),
    isReadableWhileWritten: first.content?.kind === 'journal',
  };
}

const isOnlyAppended = (open: OpenFile | null): boolean => open !== null && open.writers.length > 0 && open.isOnlyAppended;

function changeSince({ path, open, mayRead, first: { look } }: WatchedFile): Change {
  const stats = statOf(path);
  const isSame =
    stats !== null && stats.size === BigInt(look.sizeBytes) && stats.mtimeNs === look.modifiedNs && stats.ctimeNs === look.changedNs;
  const after = stats === null ? null : lookAtFile(path, stats, look.sizeBytes, mayRead && !isSame).look;
  const isHeldOpen = open !== null && open.writers.length > 0 && !open.isOnlyAppended;
  return changeOf(look, after, isHeldOpen);
}

/** What cannot be backed up well, then what is told for completeness. */
const order: readonly ((file: FileInUse) => boolean)[] = [
  ({ change, isReadableWhileWritten }) => change === 'rewritten' && !isReadableWhileWritten,
  ({ change }) => change === 'vanished',
  ({ locks }) => locks.length > 0,
  ({ change }) => change !== null && change !== 'none',
  ({ writers }) => writers.length > 0,
];

function gravityOf(file: FileInUse): number {
  const rank = order.findIndex((holds) => holds(file));
  return rank < 0 ? order.length : rank;
}

export const isWorthTelling = (file: FileInUse): boolean => gravityOf(file) < order.length;

export function countsOf(files: readonly FileInUse[]): InUseCounts {
  const changed = (change: Change): number => files.filter((file) => file.change === change).length;
  return {
    openForWriting: files.filter(({ writers }) => writers.length > 0).length,
    locked: files.filter(({ locks }) => locks.length > 0).length,
    watched: files.length,
    rewritten: changed('rewritten'),
    appended: changed('appended'),
    replaced: changed('replaced'),
    vanished: changed('vanished'),
  };
}
