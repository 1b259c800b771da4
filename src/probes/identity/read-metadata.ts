// What the cloud says of this server in this boot. A running host alone can tell: below /run nothing outlives a boot, and
// a mounted config drive is handed in by the hypervisor.
import { configDriveIdIn, instanceDataIdIn } from '../../facts/identity/metadata-id.js';
import { unknownId, type Reading } from '../../facts/identity/reading.js';
import type { NamedReading } from '../../facts/identity/signals.js';
import { mapped, valueOf } from '../../facts/observed.js';
import { readMounts } from '../files/mount-table.js';
import type { HostFiles, System } from '../platform/system.js';
import { judged } from './read-hardware.js';

export const instanceDataPath = '/run/cloud-init/instance-data.json';
const drivePath = 'openstack/latest/meta_data.json';
/** A config drive is made in one of these; a host has a boot partition and a few media at most. */
const driveFileSystems: ReadonlySet<string> = new Set(['iso9660', 'vfat']);
const maxDriveCount = 4;
/** Metadata hold the answers for all the network cards. */
const capBytes = 1024 * 1024;

interface Place {
  readonly source: string;
  readonly reading: Reading;
}

export async function readMetadataId(system: System): Promise<NamedReading> {
  const name = 'metadata-id';
  if (system.root !== null) return { name, source: instanceDataPath, reading: unknownId('only a running host can tell') };
  const [kept, drives] = await Promise.all([
    readPlace(system.files, instanceDataPath, instanceDataIdIn),
    drivePaths(system).then((paths) => Promise.all(paths.map((path) => readPlace(system.files, path, configDriveIdIn)))),
  ]);
  return { name, ...([...drives, kept].find(({ reading }) => reading.value !== null) ?? kept) };
}

async function drivePaths(system: System): Promise<readonly string[]> {
  const mounts = valueOf(await readMounts(system)) ?? [];
  const drives = mounts.filter(({ fsType }) => driveFileSystems.has(fsType)).slice(0, maxDriveCount);
  return drives.map(({ mountPoint }) => `${mountPoint}/${drivePath}`);
}

async function readPlace(files: HostFiles, source: string, judge: (text: string) => Reading): Promise<Place> {
  return {
    source,
    reading: judged(
      mapped(await files.readText(source, capBytes), ({ text }) => text),
      judge,
    ),
  };
}
