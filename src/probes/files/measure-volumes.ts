// Free space and inodes of the volume behind each folder: by statfs, and once for each mount a second time by df.
import { dirname } from 'node:path';
import { mayHang, mountOf } from '../../facts/mounts.js';
import { absent, mapped, through, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import type { Folder } from '../../facts/agent.js';
import type { Mount, Space, SpaceCrossCheck, Volume } from '../../facts/volumes.js';
import type { FileSystemSpace, System } from '../platform/system.js';
import { unknownMount } from './mount-table.js';
import type { Account, VolumeRequest } from './volume-request.js';

export async function measureVolumes(
  system: System,
  { folders, runsAs }: VolumeRequest,
  mounts: readonly Mount[],
): Promise<readonly Volume[]> {
  const secondReader = onceForEachMount(system);
  return Promise.all(folders.map((folder) => measure(system, folder, runsAs, mounts, secondReader)));
}

type SecondReader = (mount: Mount, path: string) => Promise<number | null>;

async function measure(
  system: System,
  folder: Folder,
  runsAs: Account,
  mounts: readonly Mount[],
  secondReader: SecondReader,
): Promise<Volume> {
  const place = await nearestFolder(system, folder.path);
  const measuredPath = valueOf(place) ?? folder.path;
  const mount = mountOf(measuredPath, mounts) ?? unknownMount;
  const [statfs, second] = await Promise.all([spaceAt(system, place), secondReader(mount, measuredPath)]);
  return {
    folder,
    measuredPath,
    mount,
    space: through(statfs, (space) => toSpace(space, measuredPath, runsAs, mount)),
    crossCheck: crossCheckOf(valueOf(statfs), second),
    forUser: runsAs.user,
  };
}

/** Where a file stands in the folder's place, its folder is the one that fills up. */
export async function nearestFolder({ files }: System, path: string): Promise<Observed<string>> {
  const folder = await files.nearestFolder(path);
  const isOther = folder.state === 'unavailable' && folder.failure.kind === 'malformed';
  return isOther && path !== '/' ? files.nearestFolder(dirname(path)) : folder;
}

const spaceAt = async ({ files, root }: System, place: Observed<string>): Promise<Observed<FileSystemSpace>> => {
  if (place.state !== 'observed') return place;
  return root === null ? files.space(place.value) : absent('the free space of a host image is that of the disk that the image lies on');
};

/** Which free bytes count depends on the account: ext4 keeps a reserve for root and for `resuid`. */
function toSpace(space: FileSystemSpace, path: string, { uid }: Account, { options }: Mount): Observed<Space> {
  const { totalBytes, freeBytes, availableBytes, totalInodeCount, freeInodeCount } = space;
  if (totalBytes === 0) return unavailable('unsupported', `the file system of ${path} does not count its space`);
  const mayUseReserve = uid === 0 || options.includes(`resuid=${uid}`);
  return {
    state: 'observed',
    value: {
      source: 'statfs',
      totalBytes,
      freeBytes: mayUseReserve ? freeBytes : availableBytes,
      totalInodeCount: totalInodeCount > 0 ? totalInodeCount : null,
      freeInodeCount: totalInodeCount > 0 ? freeInodeCount : null,
    },
    tookMs: 0,
  };
}

const crossCheckOf = (space: FileSystemSpace | null, availableBytes: number | null): SpaceCrossCheck | null =>
  space === null || availableBytes === null
    ? null
    : { source: 'df', availableBytes, differenceBytes: availableBytes - space.availableBytes };

/** Not on a mount that may hang: what statfs says there is enough. */
function onceForEachMount(system: System): SecondReader {
  const answers = new Map<string, Promise<number | null>>();
  const ask = async (path: string): Promise<number | null> => {
    const { readDiskSpace } = await import('./disk-space.js');
    return valueOf(mapped(await readDiskSpace(system, path), ({ availableBytes }) => availableBytes));
  };
  return (mount, path) => {
    if (system.root !== null || mayHang(mount)) return Promise.resolve(null);
    const answer = answers.get(mount.mountPoint) ?? ask(path);
    answers.set(mount.mountPoint, answer);
    return answer;
  };
}
