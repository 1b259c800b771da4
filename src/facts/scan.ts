// Which files of the backup set the agent's user cannot read, and which path component says no.

export type UnreadableReason =
  | 'permission'
  | 'folder-permission'
  | 'acl'
  | 'io-error'
  | 'vanished'
  | 'name-too-long'
  | 'stale-handle'
  | 'other';

export interface UnreadableGroup {
  /** The component that denies: the file itself, or the folder above that closes all below. */
  readonly path: string;
  readonly reason: UnreadableReason;
  readonly code: string;
  /** Octal mode and owner of that component, `0700 root:root`; null where it could not be read. */
  readonly mode: string | null;
  readonly isFolder: boolean;
  readonly fileCount: number;
  /** Some of the paths, escaped, at most five. */
  readonly examples: readonly string[];
}

export interface ScannedPath {
  readonly path: string;
  readonly state: 'scanned' | 'missing' | 'timed-out' | 'skipped';
  readonly note: string | null;
}

export interface ScanFacts {
  readonly paths: readonly ScannedPath[];
  /** Where the set came from: `--paths`, configuration. */
  readonly source: string;
  readonly asUser: string;
  readonly entryCount: number;
  readonly unreadableCount: number;
  readonly groups: readonly UnreadableGroup[];
  /** Whether every path was walked to its end. */
  readonly isComplete: boolean;
  /** Why it stopped early; null when it is complete. */
  readonly stoppedBecause: string | null;
}
