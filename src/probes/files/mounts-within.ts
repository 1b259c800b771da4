// What is mounted within the paths of a backup set and belongs to it: told by the mount table and by where the links above a path lead,
// for some of what is mounted may hang.
import { isAtOrBelow } from '../../facts/mounts.js';
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
  const within = await atOrBelow(files, points, paths);
  const excluded = new Set(await atOrBelow(files, within, exclusions));
  return within.filter((point) => !excluded.has(point));
}

/** No folder is looked for that nothing could lie below. */
async function atOrBelow(files: HostFiles, points: readonly string[], folders: readonly string[]): Promise<readonly string[]> {
  const places = points.length === 0 ? [] : await placesOf(files, folders.filter((folder) => folder.startsWith('/')));
  return points.filter((point) => places.some((place) => isAtOrBelow(point, place)));
}

/** Once a disk gives no answer the rest is taken as named: each look would cost its limit again. */
async function placesOf(files: HostFiles, folders: readonly string[]): Promise<readonly string[]> {
  const places: string[] = [];
  for (const folder of folders) {
    const place = await files.resolve(folder);
    if (place.state !== 'observed') return [...places, ...folders.slice(places.length)];
    places.push(place.value);
  }
  return places;
}

/** An overlay or an image that is written once holds what came with the system. */
const mayHoldFiles = (mount: Mount): boolean => isReadable(mount) && mount.fsType !== 'overlay' && mount.fsType !== 'squashfs';

/** An automounter would mount for whoever looks. */
export const isReadable = ({ fsType }: Mount): boolean => !['memory', 'automounter'].includes(kindOfFileSystem(fsType));
