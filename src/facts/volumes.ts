// The mounted volumes behind the folders that the agent writes to, and behind the backup set.
import type { Observed } from './observed.js';
import type { Folder } from './agent.js';

export interface Mount {
  readonly mountPoint: string;
  readonly device: string;
  /** `major:minor` of the kernel, `8:1`; null where only /proc/mounts was there. */
  readonly deviceId: string | null;
  readonly fsType: string;
  readonly options: readonly string[];
  /** `ro` on the mount or on the file system behind it; null where this system does not tell. */
  readonly isReadOnly: boolean | null;
  /** The kernel turned it read-only after an error (`emergency_ro`; ro below a writable mount with `errors=remount-ro`). */
  readonly isReadOnlyByError: boolean;
}

export interface Space {
  /** `statfs`; where the system has none, what stood in for it. */
  readonly source: string;
  readonly totalBytes: number;
  /** What the agent's user may still write: without the reserve unless that user is root. */
  readonly freeBytes: number;
  readonly totalInodeCount: number | null;
  /** null where the file system counts no inodes (btrfs, vfat). */
  readonly freeInodeCount: number | null;
}

/** A second opinion on free space from another reader; null where it did not answer. */
export interface SpaceCrossCheck {
  readonly source: string;
  readonly availableBytes: number;
  /** How much more it sees than the first reader saw for the same accounts; both are asked within a moment. */
  readonly differenceBytes: number;
}

export interface Volume {
  /** The folder as the agent's settings name it; the nearest existing parent was measured. */
  readonly folder: Folder;
  readonly measuredPath: string;
  readonly mount: Mount;
  readonly space: Observed<Space>;
  readonly crossCheck: SpaceCrossCheck | null;
  /** The account for whom `freeBytes` holds. */
  readonly forUser: string;
}

export type DeviceClass = 'local-disk' | 'block-storage' | 'network-file-system' | 'memory' | 'unknown';

/** What a path of the backup set lies on, as far as this host can tell. */
export interface BackupSetVolume {
  readonly path: string;
  readonly mount: Mount;
  readonly deviceClass: DeviceClass;
  /** From the mounted device down to the disk: `dm-0 (crypt)`, `xvdb1 (part)`, `xvdb (disk)`. */
  readonly deviceChain: readonly string[];
  /** What the class rests on; a device name alone is not proof. */
  readonly because: string;
  readonly isEncryptedBelow: boolean | null;
}

export interface VolumeFacts {
  readonly volumes: readonly Volume[];
  readonly backupSet: readonly BackupSetVolume[];
  /** What is mounted within those paths, by its mount point. Recordings of earlier versions do not tell. */
  readonly innerMounts?: readonly BackupSetVolume[];
}
