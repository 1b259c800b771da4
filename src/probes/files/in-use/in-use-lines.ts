// What the look for files in use and its children say to each other. Byte paths are latin1 text, as in the scan; what is
// meant for people is printable already.
import type { FileInUse, Holder, InUseCounts, LiveDatabase } from '../../../facts/files-in-use.js';
import type { BytePath } from '../scan-lines.js';

/** A file of the set, as the programs that hold it open. */
export interface OpenFile {
  readonly path: BytePath;
  /** `/proc/PID/fd/N` of one that does. */
  readonly descriptor: string;
  readonly writers: readonly Holder[];
  readonly isOnlyAppended: boolean;
}

/** Where a program works: a server lives in the folder of its data. */
export interface WorkFolder {
  readonly path: BytePath;
  /** Several processes of a database server work there, and a shell may, too. */
  readonly holders: readonly Holder[];
}

export interface OpenThings {
  readonly files: readonly OpenFile[];
  readonly folders: readonly WorkFolder[];
}

export interface InUseJob {
  /** The backup set as it is named; below a mount that may hang, the part of it that lies there. */
  readonly paths: readonly string[];
  readonly exclusions: readonly string[];
  /** The mount that this child may hang in. */
  readonly mayEnter: string | null;
  /** The agent's processes and our own: what they hold is no trouble of the set. */
  readonly ignoredPids: readonly number[];
  /** How long fresh files may be searched for. */
  readonly searchMs: number;
  /** What another child saw there; null for the one that looks at the processes itself. */
  readonly open: OpenThings | null;
}

export interface Watched {
  readonly counts: InUseCounts;
  /** The gravest first. */
  readonly files: readonly FileInUse[];
  readonly betweenMs: number | null;
  readonly searchedCount: number;
  /** Where the time of the search was up, a folder for each path of the set that has more; printable. */
  readonly stoppedAt: readonly string[];
}

export type InUseLine =
  | { readonly said: 'hidden'; readonly processCount: number }
  | { readonly said: 'unseen'; readonly what: string }
  /** Part of the set lies on a mount that may hang; nothing of it was touched. */
  | { readonly said: 'apart'; readonly mountPoint: string; readonly paths: readonly string[]; readonly open: OpenThings }
  | { readonly said: 'databases'; readonly databases: readonly LiveDatabase[] }
  /** It goes on. */
  | { readonly said: 'searching' }
  | ({ readonly said: 'watched' } & Watched)
  | { readonly said: 'done' };
