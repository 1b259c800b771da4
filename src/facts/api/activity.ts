// What an agent did: backups, restores and cleanups, as the activity of v1 and the backups of v2 list them.
import type { Activity } from '../api.js';
import { idIn, isId, member, textIn, timeIn } from './fields.js';
import { jobStateOf } from './job-state.js';
import { isObject, objectsIn, type Json } from './loose-json.js';

const kinds = ['backup', 'restore', 'cleanup'] as const;

/** Written out, a job has some 400 bytes, so no answer that is read holds so many; one that does is made to keep us busy. */
const mostJobs = 100_000;

/** Newest first; null for what is no list of jobs. */
export function parseActivity(json: unknown): readonly Activity[] | null {
  const jobs = objectsIn(json);
  return jobs === null || jobs.length > mostJobs ? null : newestFirst(jobs.map(toActivity));
}

function toActivity(json: Json): Activity {
  const stateText = textIn(json, 'CurrentState') ?? '';
  const type = textIn(json, 'Type')?.toLowerCase();
  return {
    kind: kinds.find((kind) => kind === type) ?? 'other',
    configurationId: idIn(json, 'ParentId'),
    name: textIn(json, 'DisplayName'),
    backupId: idIn(json, 'BackupId'),
    state: jobStateOf(stateText),
    stateText,
    at: timeIn(json, 'TimeOfActivity'),
  };
}

/** Restorable backups of one configuration. */
export function parseCompleted(json: unknown): readonly Activity[] | null {
  const runs = objectsIn(json)?.map((item): Activity => {
    const errorCount = textIn(item, 'NumErrors');
    const stateText = errorCount === null || errorCount === '0' ? 'Completed' : 'CompletedWithErrors';
    return {
      ...{ kind: 'backup', configurationId: idIn(item, 'BackupConfigurationId'), name: textIn(item, 'BackupConfigurationName') },
      ...{ backupId: idIn(item, 'BackupId'), state: jobStateOf(stateText), stateText, at: timeIn(item, 'CompletedTime') },
    };
  });
  return newestFirst(runs ?? null);
}

/** Backups of v2, of the given agent alone; a list, or an object that holds one. */
export function parseV2Backups(json: unknown, agentId: string): readonly Activity[] | null {
  const items = objectsIn(isObject(json) ? member(json, 'backups') : json);
  const own = items?.filter((item) => idOf(member(item, 'agent')) === agentId);
  const jobs = own?.map((item): Activity => {
    const stateText = textIn(item, 'state') ?? '';
    const at = timeIn(item, 'ended_time') ?? timeIn(item, 'started_time');
    const configurationId = idOf(member(item, 'configuration'));
    return { kind: 'backup', configurationId, name: null, backupId: idIn(item, 'id'), state: jobStateOf(stateText), stateText, at };
  });
  return newestFirst(jobs ?? null);
}

const idOf = (value: unknown): string | null => {
  const id = isObject(value) ? member(value, 'id') : null;
  return typeof id === 'string' && isId(id) ? id : null;
};

function newestFirst(jobs: readonly Activity[] | null): readonly Activity[] | null {
  const timeOf = ({ at }: Activity): number => (at === null ? 0 : Date.parse(at));
  return jobs === null ? null : [...jobs].sort((a, b) => timeOf(b) - timeOf(a));
}
