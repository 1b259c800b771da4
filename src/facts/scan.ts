// Which files of the backup set the agent's user cannot read, and which path component says no.
// Paths are printable: what is not UTF-8 or not visible in a name is escaped (storage/printable.ts).

import type { Confinement } from './storage/confinement.js';

export type UnreadableReason =
  /** The mode bits of the file itself. */
  | 'permission'
  /** A folder that cannot be listed or entered, with all below it. */
  | 'folder-permission'
  /** The mode bits would allow it: an access control list says no, or a security module where one confines this account. */
  | 'acl'
  /** Neither mode nor list stops this account: a security module says no, or whoever else the kernel asks. */
  | 'security-module'
  /** A FUSE file system that lets nobody in but who mounted it, not even root. */
  | 'fuse-owner'
  /** The server of a share refuses even root, whom it takes for somebody else (root_squash). */
  | 'server-refusal'
  /** A file system without owners of its own: the options of the mount say who owns what. */
  | 'mount-option'
  | 'io-error'
  | 'name-too-long'
  | 'stale-handle'
  /** Links on the way to it that lead in a circle. */
  | 'link-loop'
  /** Encrypted by its file system, and its key is not loaded. */
  | 'key-missing'
  | 'other';

export interface UnreadableGroup {
  /** What denies: the closed folder, the file, or the folder of several files that deny alike. */
  readonly path: string;
  readonly reason: UnreadableReason;
  readonly code: string;
  /** Octal mode and owner of what denies, `0700 root:root`; null where it could not be read. */
  readonly mode: string | null;
  /** The folder itself is closed; else the files at `path` deny, each by itself. */
  readonly isFolder: boolean;
  /** Files that cannot be read because of it; null where nobody could count them. */
  readonly fileCount: number | null;
  /** Some of the files, at most five; none where they could not be listed. */
  readonly examples: readonly string[];
  /** What those files hold; null where nobody could tell. Earlier recordings have no such count. */
  readonly bytes?: number | null;
  /** Why nobody could tell; null where it is told. */
  readonly uncountedBecause?: string | null;
  /** What the set excludes of the same folder, where several files of it deny; null where that is too much to tell. Earlier recordings do not tell. */
  readonly leftOut?: readonly string[] | null;
}

export const oddityKinds = ['not-utf8', 'socket', 'fifo', 'device', 'huge-folder', 'sparse-file'] as const;

export type OddityKind = (typeof oddityKinds)[number];

/** What is no denial and may surprise a backup all the same. */
export interface Oddity {
  readonly kind: OddityKind;
  /** `not-utf8`: files and folders whose path is none, with all that lies below such a folder. */
  readonly count: number;
  /** What sparse files seem to hold; null for the other kinds. */
  readonly bytes: number | null;
  /** At most five. */
  readonly examples: readonly string[];
}

export interface ScannedPath {
  readonly path: string;
  /** `unfinished`: the time was up, or the scan ended, before its end. */
  readonly state: 'scanned' | 'unfinished' | 'missing' | 'timed-out' | 'skipped';
  readonly note: string | null;
  /** A symbolic link, whose target is not backed up. */
  readonly isLink?: boolean;
  /** Named, and nothing of it is backed up: it lies in memory, or is neither file nor folder. Earlier recordings do not tell. */
  readonly isPassedOver?: boolean;
}

export interface ScanFacts {
  /** The set's paths, and each mount below them that was looked at by itself because it may hang. */
  readonly paths: readonly ScannedPath[];
  /** Where the set came from: `--paths`, configuration. */
  readonly source: string;
  /** The account that looked. */
  readonly asUser: string;
  /** The account that should have looked, where only root could have become it; else null. */
  readonly insteadOf: string | null;
  readonly entryCount: number;
  /** Files that cannot be read; a closed folder counts for the files that it hides, and for one where they are none or unknown. */
  readonly unreadableCount: number;
  /** The largest first. */
  readonly groups: readonly UnreadableGroup[];
  /** How many more groups there are; their files are in `unreadableCount`. */
  readonly omittedGroupCount: number;
  /** What their files hold; null where nobody could tell. Earlier recordings do not tell. */
  readonly omittedBytes?: number | null;
  /** Looked for where a host is examined; absent where paths alone were asked for. Sparse files are looked for with --deep. */
  readonly oddities?: readonly Oddity[];
  /** What SELinux or AppArmor holds them to; null where nothing does. Earlier recordings do not tell. */
  readonly confinement?: { readonly ofScan: Confinement | null; readonly ofAgent: Confinement | null };
  /** Whether every path was walked to its end. */
  readonly isComplete: boolean;
  /** Why it stopped early, and how far it got; null when it is complete. */
  readonly stoppedBecause: string | null;
}
