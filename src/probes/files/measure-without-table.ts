// Volumes of a system without /proc: check-disk-space is the source, and mounts tell no more than their name.
import { mapped, type Observed } from '../../facts/observed.js';
import type { Volume, VolumeFacts } from '../../facts/volumes.js';
import type { System } from '../platform/system.js';
import type { DiskSpace } from './disk-space.js';
import { unknownMount } from './mount-table.js';
import type { VolumeRequest } from './volume-request.js';

export async function measureWithoutTable(system: System, { folders, runsAs }: VolumeRequest): Promise<Observed<VolumeFacts>> {
  const { readDiskSpace } = await import('./disk-space.js');
  const volumes = await Promise.all(
    folders.map(async (folder): Promise<Volume> => {
      const place = await system.files.nearestFolder(folder.path);
      const measuredPath = place.state === 'observed' ? place.value : folder.path;
      const space = place.state === 'observed' ? await readDiskSpace(system, place.value) : place;
      return {
        folder,
        measuredPath,
        mount: mountOf(space),
        space: mapped(space, ({ source, totalBytes, availableBytes }) => ({
          ...{ source, totalBytes, freeBytes: availableBytes },
          ...{ totalInodeCount: null, freeInodeCount: null },
        })),
        crossCheck: null,
        forUser: runsAs.user,
      };
    }),
  );
  return { state: 'observed', value: { volumes, backupSet: [] }, tookMs: 0 };
}

const mountOf = (space: Observed<DiskSpace>): Volume['mount'] =>
  space.state === 'observed' ? { ...unknownMount, mountPoint: space.value.mountPoint, device: space.value.mountPoint } : unknownMount;
