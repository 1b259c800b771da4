// What the folders below /var/lib/cloud tell of the instances that booted from this disk.
import type { IdHash, InstanceHistory } from '../identity.js';
import { canonicalInstanceId, datasourceIn, formOfId, instanceIdIn } from './instance-id.js';

export interface InstanceFolder {
  readonly name: string;
  readonly bornAt: string | null;
  readonly modifiedAt: string;
  /** Modification times of the marks of what runs once in an instance's life. */
  readonly onceMarksAt: readonly string[];
  readonly bootFinishedAt: string | null;
  /** The text of its file `datasource`. */
  readonly datasource: string | null;
}

export interface CloudInitTraces {
  readonly instanceId: string;
  readonly previousInstanceId: string | null;
  /** Names of all the folders below instances/. */
  readonly folderNames: readonly string[];
  /** Those of the current instance: more than one where its id changed only its spelling. */
  readonly currentFolders: readonly InstanceFolder[];
}

export function instanceHistoryOf(traces: CloudInitTraces, hash: (value: string) => IdHash): InstanceHistory | null {
  const current = instanceIdIn(traces.instanceId).value;
  if (current === null) return null;
  const previous = instanceIdIn(traces.previousInstanceId ?? '').value;
  const others = [previous, ...traces.folderNames.map(canonicalInstanceId)].filter((id): id is string => id !== null && id !== current);
  const isOfForm = (id: string): boolean => formOfId(id) === formOfId(current);
  const folders = traces.currentFolders;
  return {
    currentHash: hash(current),
    idForm: formOfId(current) === 'uuid' ? 'uuid' : 'other',
    datasource: datasourceIn(folders.map(({ datasource }) => datasource).find((text) => text !== null) ?? ''),
    // From the second boot on cloud-init names the current instance as the previous one.
    previousHash: previous === null || previous === current ? null : hash(previous),
    earlierInstanceCount: new Set(others.filter(isOfForm)).size,
    otherFormHashes: [...new Set(others.filter((id) => !isOfForm(id)))].map(hash),
    currentSince: firstBootOf(folders),
    folderBornAt: oldest(folders.flatMap(({ bornAt }) => bornAt ?? [])),
    lastBootAt:
      folders
        .flatMap(({ bootFinishedAt }) => bootFinishedAt ?? [])
        .sort()
        .at(-1) ?? null,
  };
}

/** The folders of a name's other spellings belong to the same instance. */
export function currentFolderNames(instanceId: string, folderNames: readonly string[]): readonly string[] {
  const current = instanceIdIn(instanceId).value;
  return current === null ? [] : folderNames.filter((name) => canonicalInstanceId(name) === current);
}

/**
 * Every trace is younger than the first boot or as old as it, so the oldest one is nearest. Most files are written
 * again at each boot: without a birth time or a once-mark nothing tells when the first one was.
 */
function firstBootOf(folders: readonly InstanceFolder[]): string | null {
  const fixed = folders.flatMap(({ bornAt, onceMarksAt }) => [bornAt, ...onceMarksAt]).filter((time) => time !== null);
  if (fixed.length === 0) return null;
  return oldest([...fixed, ...folders.flatMap(({ modifiedAt, bootFinishedAt }) => [modifiedAt, bootFinishedAt ?? modifiedAt])]);
}

/** ISO 8601 UTC texts sort by time. */
const oldest = (times: readonly string[]): string | null => [...times].sort()[0] ?? null;
