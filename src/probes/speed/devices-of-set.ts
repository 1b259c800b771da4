// On which mounts the backup set lies, what each is, and one more disk of this host to compare with where the set is not on a local one.
import type { VolumeAttachment } from '../../facts/api.js';
import { unavailable, valueOf, type Observed } from '../../facts/observed.js';
import { withAttachments } from '../../facts/storage/attachments.js';
import type { BackupSetVolume, VolumeFacts } from '../../facts/volumes.js';
import { describeBackupSet } from '../files/describe-backup-set.js';
import { listBlockDevices } from '../files/list-block-devices.js';
import { readMounts } from '../files/mount-table.js';
import { isReadable } from '../files/mounts-within.js';
import type { System } from '../platform/system.js';

export interface SetDevice {
  /** Of the backup set, or the mount point of what lies in it; none for a disk that is only compared with. */
  readonly paths: readonly string[];
  /** Where reading begins. */
  readonly places: readonly string[];
  readonly volume: BackupSetVolume;
}

interface BackupSet {
  readonly paths: readonly string[];
  readonly volumes: Observed<VolumeFacts>;
  readonly attachments: readonly VolumeAttachment[] | null;
}

/** The set's own paths first; what is mounted in it follows. */
export async function devicesOfSet(system: System, { paths, volumes, attachments }: BackupSet): Promise<Observed<readonly SetDevice[]>> {
  if (paths.length === 0) return unavailable('unsupported', 'the backup set is not known on this host: name it with --paths');
  if (volumes.state !== 'observed') return volumes;
  const mounts = valueOf(await readMounts(system)) ?? [];
  const { backupSet, innerMounts = [] } = volumes.value;
  const classed = (volume: BackupSetVolume): BackupSetVolume => withAttachments(volume, attachments);
  const devices = grouped([...backupSet.filter(({ mount }) => isReadable(mount)), ...innerMounts].map(classed));
  const [beside] = await describeBackupSet(system, [comparedPlace], mounts, listBlockDevices);
  const other = beside === undefined ? null : diskToCompareWith(devices, classed(beside));
  return { state: 'observed', value: other === null ? devices : [...devices, other], tookMs: 0 };
}

function grouped(volumes: readonly BackupSetVolume[]): readonly SetDevice[] {
  const points = [...new Set(volumes.map(({ mount }) => mount.mountPoint))];
  return points.flatMap((point) => {
    const onIt = volumes.filter(({ mount }) => mount.mountPoint === point);
    const [volume] = onIt;
    const paths = onIt.map(({ path }) => path);
    return volume === undefined ? [] : [{ paths, places: paths, volume }];
  });
}

/** Programs lie there on every system, small files and large ones. */
const comparedPlace = '/usr';

function diskToCompareWith(devices: readonly SetDevice[], volume: BackupSetVolume): SetDevice | null {
  if (devices.every((device) => device.volume.deviceClass === 'local-disk') || volume.deviceClass !== 'local-disk') return null;
  const used = new Set(devices.flatMap((device) => device.volume.deviceChain));
  if (volume.deviceChain.some((link) => used.has(link))) return null;
  return { paths: [], places: [comparedPlace], volume };
}
