// What is mounted within the paths of a backup set and belongs to it: told by the mount table and by where the links above a path lead,
// for some of what is mounted may hang.
import { takes } from '../../facts/backup-set.js';
import { absent, valueOf, type Observed } from '../../facts/observed.js';
import { kindOfFileSystem } from '../../facts/storage/file-systems.js';
import type { Mount } from '../../facts/volumes.js';
import type { HostFiles } from '../platform/system.js';

/** The mount points. */
export async function mountsWithin(
  files: HostFiles,
  mounts: readonly Mount[],
  paths: readonly string[],
  exclusions: readonly string[],
): Promise<readonly string[]> {
  const points = [...new Set(mounts.filter(mayHoldFiles).map(({ mountPoint }) => mountPoint))];
  const places = await placesOf(files, paths);
  const within = points.filter((point) => takes({ paths: places, exclusions: [] }, point));
  const excluded = within.length === 0 ? [] : await placesOf(files, exclusions);
  return within.filter((point) => takes({ paths: places, exclusions: excluded }, point));
}

/** Once a disk gives no answer the rest is taken as named: each look would cost its limit again. */
async function placesOf(files: HostFiles, named: readonly string[]): Promise<readonly string[]> {
  const places: string[] = [];
  let isSilent = false;
  for (const path of named.filter((one) => one.startsWith('/'))) {
    const place: Observed<string> = isSilent ? absent('not asked for') : await files.resolve(path);
    isSilent ||= place.state === 'unavailable' && place.failure.kind === 'timed-out';
    places.push(valueOf(place) ?? path);
  }
  return places;
}

/** An overlay or an image that is written once holds what came with the system. */
const mayHoldFiles = (mount: Mount): boolean => isReadable(mount) && mount.fsType !== 'overlay' && mount.fsType !== 'squashfs';

/** An automounter would mount for whoever looks. */
export const isReadable = ({ fsType }: Mount): boolean => !['memory', 'automounter'].includes(kindOfFileSystem(fsType));
