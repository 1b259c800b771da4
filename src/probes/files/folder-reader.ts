// Reads one folder and looks at each of its files: the one thing that a scan does a million times. Two ways to do it,
// by-system-call.ts where the optional package loads, else plainly.ts.
import type { Ownership } from '../../facts/storage/denial.js';
import type { BytePath } from './scan-lines.js';

export interface FolderReader {
  /**
   * @param leaveOut names that do not count
   * @throws the error of opening or reading the folder
   */
  read(folder: BytePath, leaveOut: ReadonlySet<BytePath> | null, take: EntryTaker): void;
  /** Of the folder that is being read: it can be listed and still be closed, when nothing in it can be reached. */
  whyNotSearchable(): string | null;
}

/** Readable files are only counted. What returns false ends the reading. */
export interface EntryTaker {
  folder(name: BytePath): boolean;
  /** @param owned null where even its mode could not be seen */
  unreadable(name: BytePath, code: string, owned: Ownership | null): boolean;
  /** A name beyond ASCII, which may be no UTF-8; told before what it names, where names are looked at. */
  foreignName(name: BytePath): void;
  special(name: BytePath, kind: 'fifo' | 'socket' | 'device'): void;
  /** Of a file, where sizes are looked at. */
  weighed(name: BytePath, size: number, storedBytes: number): void;
  /** Now and then, and at the end: how many entries, and how many files among them, since it was last called. */
  counted(entryCount: number, fileCount: number): boolean;
}
