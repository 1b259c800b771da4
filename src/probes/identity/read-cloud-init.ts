// cloud-init's own memory on the disk (facts of canonical/cloud-init, cloudinit/stages.py and helpers.py): data/instance-id,
// a folder for each instance that ever booted from it, and in it `sem/` with one mark for each thing done once.
import { currentFolderNames, type CloudInitTraces, type InstanceFolder } from '../../facts/identity/instance-history.js';
import { instanceIdIn } from '../../facts/identity/instance-id.js';
import { unknownId } from '../../facts/identity/reading.js';
import type { NamedReading } from '../../facts/identity/signals.js';
import { valueOf } from '../../facts/observed.js';
import type { HostFiles } from '../platform/system.js';
import { readIdText } from './read-id-text.js';

const idPath = '/var/lib/cloud/data/instance-id';
const previousIdPath = '/var/lib/cloud/data/previous-instance-id';
const instancesPath = '/var/lib/cloud/instances';
/** Disks see a handful of instances, and an instance some thirty once-marks. */
const maxFolderCount = 200;
const maxSpellingCount = 4;
const maxMarkCount = 64;

/** null where cloud-init never ran, or left no id. */
export async function readCloudInit(files: HostFiles): Promise<CloudInitTraces | null> {
  const [id, previousId, folders] = await Promise.all([
    readIdText(files, idPath),
    readIdText(files, previousIdPath),
    files.list(instancesPath),
  ]);
  const instanceId = valueOf(id);
  if (instanceId === null) return null;
  const folderNames = (valueOf(folders) ?? []).slice(0, maxFolderCount);
  const currentNames = currentFolderNames(instanceId, folderNames).slice(0, maxSpellingCount);
  const currentFolders = await Promise.all(currentNames.map((name) => readFolder(files, name)));
  return { instanceId, previousInstanceId: valueOf(previousId), folderNames, currentFolders: currentFolders.flat() };
}

export const instanceIdReading = (traces: CloudInitTraces | null): NamedReading => ({
  name: 'instance-id',
  source: idPath,
  reading: traces === null ? unknownId('cloud-init left no instance id on this disk') : instanceIdIn(traces.instanceId),
});

async function readFolder(files: HostFiles, name: string): Promise<readonly InstanceFolder[]> {
  const path = `${instancesPath}/${name}`;
  const [stat, onceMarksAt, bootFinished, datasource] = await Promise.all([
    files.stat(path),
    readOnceMarks(files, `${path}/sem`),
    files.stat(`${path}/boot-finished`),
    readIdText(files, `${path}/datasource`),
  ]);
  if (stat.state !== 'observed') return [];
  const { bornAt, modifiedAt } = stat.value;
  const bootFinishedAt = valueOf(bootFinished)?.modifiedAt ?? null;
  return [{ name, bornAt, modifiedAt, onceMarksAt, bootFinishedAt, datasource: valueOf(datasource) }];
}

async function readOnceMarks(files: HostFiles, path: string): Promise<readonly string[]> {
  const names = (valueOf(await files.list(path)) ?? []).slice(0, maxMarkCount);
  const stats = await Promise.all(names.map((name) => files.stat(`${path}/${name}`)));
  return stats.flatMap((stat) => valueOf(stat)?.modifiedAt ?? []);
}
