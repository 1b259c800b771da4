// What is mounted within the paths of a backup set and belongs to it: told by the mount table alone, for some of it may hang.
import { isAtOrBelow } from '../../facts/mounts.js';
import { kindOfFileSystem } from '../../facts/storage/file-systems.js';
import type { Mount } from '../../facts/volumes.js';

/** The mount points. */
export const mountsWithin = (mounts: readonly Mount[], paths: readonly string[], exclusions: readonly string[]): readonly string[] => [
  ...new Set(mounts.filter((mount) => isWithin(mount, paths, exclusions)).map(({ mountPoint }) => mountPoint)),
];

/** An overlay or an image that is written once holds what came with the system. */
function isWithin(mount: Mount, paths: readonly string[], exclusions: readonly string[]): boolean {
  const { mountPoint, fsType } = mount;
  if (!isReadable(mount) || fsType === 'overlay' || fsType === 'squashfs') return false;
  return paths.some((path) => isAtOrBelow(mountPoint, path)) && !exclusions.some((excluded) => isAtOrBelow(mountPoint, excluded));
}

/** An automounter would mount for whoever looks. */
export const isReadable = ({ fsType }: Mount): boolean => !['memory', 'automounter'].includes(kindOfFileSystem(fsType));
