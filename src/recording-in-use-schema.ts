// The form of what a recording tells of files in use.
import { z } from 'zod';
import { count, flag, list, text } from './recording-forms.js';

const holder = z.object({ pid: count, program: text });
const heldLock = z.object({
  ...{ kind: z.enum(['posix', 'flock', 'open-file', 'lease']), access: z.enum(['read', 'write']), holder: holder.nullable() },
});

export const inUse = z.object({
  ...{ source: text, paths: list(text) },
  databases: list(z.object({ kind: z.enum(['mysql', 'postgresql', 'sqlite', 'sql-server']), place: text, holder, because: text, isOnlyHeld: flag.exactOptional() })),
  counts: z.object({
    ...{ openForWriting: count, locked: count, watched: count },
    ...{ rewritten: count, appended: count, replaced: count, vanished: count },
  }),
  files: list(
    z.object({
      ...{ path: text, sizeBytes: count, writers: list(holder), isOnlyAppended: flag, locks: list(heldLock) },
      change: z.enum(['none', 'appended', 'rewritten', 'replaced', 'vanished']).nullable(),
      isReadableWhileWritten: flag,
    }),
  ),
  ...{ betweenMs: count.nullable(), searchedCount: count, hiddenProcessCount: count, unseen: list(text) },
});
