// A backup set that rests; each row of a table changes what it is about.
import type { FileInUse, FilesInUse, InUseCounts, LiveDatabase } from '../../../src/facts/files-in-use.js';

export const file = (over: Partial<FileInUse> = {}): FileInUse => ({
  ...{ path: '/srv/state.bin', sizeBytes: 1_000_000, writers: [], isOnlyAppended: false, locks: [], change: 'none', isReadableWhileWritten: false },
  ...over,
});

export const holder = { pid: 812, program: 'mariadbd' };

export const database = (over: Partial<LiveDatabase> = {}): LiveDatabase => ({
  ...{ kind: 'mysql', place: '/srv/mysql', holder, because: 'the first page of InnoDB' },
  ...over,
});

export function filesInUse({ counts, ...over }: Partial<Omit<FilesInUse, 'counts'>> & { readonly counts?: Partial<InUseCounts> } = {}): FilesInUse {
  const files = over.files ?? [];
  const changed = (change: FileInUse['change']): number => files.filter((one) => one.change === change).length;
  return {
    ...{ source: '--paths', paths: ['/srv'], databases: [], files, betweenMs: 1_003, searchedCount: 40, hiddenProcessCount: 0, unseen: [] },
    counts: {
      ...{ openForWriting: files.filter(({ writers }) => writers.length > 0).length, locked: files.filter(({ locks }) => locks.length > 0).length },
      ...{ watched: files.length, rewritten: changed('rewritten'), appended: changed('appended') },
      ...{ replaced: changed('replaced'), vanished: changed('vanished') },
      ...counts,
    },
    ...over,
  };
}
