// What the look at the volumes is asked for.
import type { Folder } from '../../facts/agent.js';

/** Whose free space counts. */
export interface Account {
  readonly user: string;
  readonly uid: number;
}

export interface VolumeRequest {
  /** Where the agent writes. */
  readonly folders: readonly Folder[];
  readonly runsAs: Account;
  /** Known later where a service tells them: the folders need not wait. */
  readonly backupPaths: readonly string[] | Promise<readonly string[]>;
  /** Nothing where it is not told. */
  readonly exclusions?: readonly string[] | Promise<readonly string[]>;
}
