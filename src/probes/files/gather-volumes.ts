// The volumes behind the folders that the agent writes to, and behind its backup set. A mount that hangs costs
// its own volume and no other.
import { unavailable, type Observed } from '../../facts/observed.js';
import type { Mount, VolumeFacts } from '../../facts/volumes.js';
import type { System } from '../platform/system.js';
import { describeBackupSet } from './describe-backup-set.js';
import { listBlockDevices } from './list-block-devices.js';
import { measureVolumes } from './measure-volumes.js';
import { measureWithoutTable } from './measure-without-table.js';
import { readMounts } from './mount-table.js';
import { mountsWithin } from './mounts-within.js';
import type { VolumeRequest } from './volume-request.js';

/** Each look has its own limit, so there is nothing to stop early but what has not begun. */
export async function gatherVolumes(system: System, request: VolumeRequest, signal: AbortSignal): Promise<Observed<VolumeFacts>> {
  if (system.platform !== 'linux') return measureWithoutTable(system, request);
  const mounts = await readMounts(system);
  if (mounts.state !== 'observed') return mounts;
  if (signal.aborted) return unavailable('timed-out', 'the time of the run was over before the volumes were looked at');
  const [volumes, set] = await Promise.all([measureVolumes(system, request, mounts.value), describeSet(system, request, mounts.value)]);
  return { state: 'observed', value: { volumes, ...set }, tookMs: 0 };
}

async function describeSet(
  system: System,
  { backupPaths, exclusions }: VolumeRequest,
  mounts: readonly Mount[],
): Promise<Pick<VolumeFacts, 'backupSet' | 'innerMounts'>> {
  const paths = await backupPaths;
  const points = await mountsWithin(system.files, mounts, paths, (await exclusions) ?? []);
  const described = await describeBackupSet(system, [...paths, ...points], mounts, listBlockDevices);
  const backupSet = described.slice(0, paths.length);
  const own = new Set(backupSet.map(({ mount }) => mount.mountPoint));
  return { backupSet, innerMounts: described.slice(paths.length).filter(({ mount }) => !own.has(mount.mountPoint)) };
}
