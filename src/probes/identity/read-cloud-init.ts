// cloud-init's own memory on the disk (facts of canonical/cloud-init, cloudinit/stages.py and helpers.py): data/instance-id,
// a folder for each instance that ever booted from it, and in it `sem/` with one mark for each thing done once.
import { currentFolderNames, type CloudInitTraces, type InstanceFolder } from '../../facts/identity/instance-history.js';
import { instanceIdIn } from '../../facts/identity/instance-id.js';
import { unknownId, type Reading } from '../../facts/identity/reading.js';
import type { NamedReading } from '../../facts/identity/signals.js';
import { mapped, observed, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import type { HostFiles } from '../platform/system.js';
import { readIdText } from './read-id-text.js';

const idPath = '/var/lib/cloud/data/instance-id';
const previousIdPath = '/var/lib/cloud/data/previous-instance-id';
const instancesPath = '/var/lib/cloud/instances';
/** Disks see a handful of instances, and an instance some thirty once-marks. */
const maxFolderCount = 200;
const maxSpellingCount = 4;
const maxMarkCount = 64;

export const readInstanceId = (files: HostFiles): Promise<Observed<string>> => readIdText(files, idPath);

export const instanceIdReading = (id: Observed<string>): NamedReading => ({ name: 'instance-id', source: idPath, reading: readingOf(id) });

/** 'absent' where cloud-init never ran, or left no id. */
export async function readCloudInit(files: HostFiles, instanceId: Promise<Observed<string>>): Promise<Observed<CloudInitTraces>> {
  const [id, previousId, folders] = await Promise.all([instanceId, readIdText(files, previousIdPath), files.list(instancesPath)]);
  if (id.state !== 'observed') return id;
  const folderNames = (valueOf(folders) ?? []).slice(0, maxFolderCount);
  const currentNames = currentFolderNames(id.value, folderNames).slice(0, maxSpellingCount);
  const current = await Promise.all(currentNames.map((name) => readFolder(files, name)));
  const unread = [previousId, folders, ...current].find((look) => look.state === 'unavailable');
  if (unread !== undefined) return unread;
  const currentFolders = current.flatMap((folder) => valueOf(folder) ?? []);
  return observed({ instanceId: id.value, previousInstanceId: valueOf(previousId), folderNames, currentFolders });
}

function readingOf(id: Observed<string>): Reading {
  if (id.state === 'observed') return instanceIdIn(id.value);
  return unknownId(id.state === 'absent' ? 'cloud-init left no instance id on this disk' : id.failure.detail);
}

async function readFolder(files: HostFiles, name: string): Promise<Observed<InstanceFolder>> {
  const path = `${instancesPath}/${name}`;
  const [stat, marks, bootFinished, datasource] = await Promise.all([
    files.stat(path),
    files.list(`${path}/sem`),
    files.stat(`${path}/boot-finished`),
    readIdText(files, `${path}/datasource`),
  ]);
  const unread = [stat, marks].find((look) => look.state === 'unavailable');
  // The failure's own words hold the folder's name, which is a raw id.
  if (unread !== undefined) return unavailable(unread.failure.kind, `a folder below ${instancesPath} could not be read`, unread.failure);
  const onceMarksAt = await readTimes(files, `${path}/sem`, valueOf(marks) ?? []);
  const bootFinishedAt = valueOf(bootFinished)?.modifiedAt ?? null;
  return mapped(stat, ({ bornAt, modifiedAt }) => ({
    name,
    bornAt,
    modifiedAt,
    onceMarksAt,
    bootFinishedAt,
    datasource: valueOf(datasource),
  }));
}

async function readTimes(files: HostFiles, path: string, names: readonly string[]): Promise<readonly string[]> {
  const stats = await Promise.all(names.slice(0, maxMarkCount).map((name) => files.stat(`${path}/${name}`)));
  return stats.flatMap((stat) => valueOf(stat)?.modifiedAt ?? []);
}
