// Which files of the backup set programs work on while it is looked at: live databases, files held open for writing or
// locked, and files that changed between two looks. Paths are printable (storage/printable.ts).
import type { Change } from './in-use/change.js';
import type { DatabaseKind } from './in-use/content-kind.js';

export interface FilesInUse {
  /** Where the set came from: `--paths`, configuration. */
  readonly source: string;
  readonly paths: readonly string[];
  readonly databases: readonly LiveDatabase[];
  /** Of all that follow; `files` lists no more than the gravest of them. */
  readonly counts: InUseCounts;
  readonly files: readonly FileInUse[];
  /** From the first look at a file to its second; null where nothing was open or fresh. */
  readonly betweenMs: number | null;
  /** Entries of the set that were searched for fresh files. */
  readonly searchedCount: number;
  /** Processes whose open files only root may see. */
  readonly hiddenProcessCount: number;
  /** What could not be looked at, and why; empty where all was. */
  readonly unseen: readonly string[];
}

export interface InUseCounts {
  readonly openForWriting: number;
  readonly locked: number;
  /** Looked at twice. */
  readonly watched: number;
  readonly rewritten: number;
  readonly appended: number;
  readonly replaced: number;
  readonly vanished: number;
}

export interface LiveDatabase {
  readonly kind: DatabaseKind;
  /** The folder of its data; of SQLite and SQL Server the file itself. */
  readonly place: string;
  readonly holder: Holder;
  /** What tells that it is one. */
  readonly because: string;
  /**
   * Neither a lock nor a journal tells that a database program is at work, so that it may as well be a copy that is just being
   * written. Recordings of earlier versions do not tell.
   */
  readonly isOnlyHeld?: boolean;
}

export interface Holder {
  readonly pid: number;
  /** As the kernel calls it: at most 15 characters. */
  readonly program: string;
}

export interface FileInUse {
  readonly path: string;
  readonly sizeBytes: number;
  /** Who holds it open for writing; some of them. */
  readonly writers: readonly Holder[];
  /** Whoever writes to it opened it to append, and can do nothing else. */
  readonly isOnlyAppended: boolean;
  readonly locks: readonly HeldLock[];
  /** null where it was looked at once. */
  readonly change: Change | null;
  /** Its format allows to be read while it is written, as a journal of systemd does. */
  readonly isReadableWhileWritten: boolean;
}

/** Advisory all of them: on Linux none keeps a backup from reading. */
export interface HeldLock {
  readonly kind: 'posix' | 'flock' | 'open-file' | 'lease';
  readonly access: 'read' | 'write';
  /** null where the kernel names nobody, as for a lock of a program in a container. */
  readonly holder: Holder | null;
}
