// Does a backup end before the next one is due? Only new data is sent, so the last run's own figures tell, not the set's size.
import type { ApiFacts, BackupConfiguration, BackupReport } from '../../facts/api.js';
import { hasSaved } from '../../facts/jobs/job-phase.js';
import { runsOf } from '../../facts/jobs/runs.js';
import { valueOf } from '../../facts/observed.js';

export interface TightSchedule {
  readonly configuration: string;
  readonly newBytes: number;
  readonly neededSeconds: number;
  readonly intervalSeconds: number;
}

/** A backup that runs by itself. */
export interface DueBackup {
  readonly configuration: string;
  readonly intervalSeconds: number;
  /** What the last run saved; null where no run tells what is new. */
  readonly newBytes: number | null;
  readonly tookSeconds: number | null;
}

/** The first configuration whose last backup saved more than can be uploaded until the next one is due. */
export function tightSchedule(api: ApiFacts | null, ceilingBytesPerSecond: number): TightSchedule | null {
  return dueBackups(api).flatMap((due) => tightnessOf(due, ceilingBytesPerSecond) ?? [])[0] ?? null;
}

/** The one that is due most often. */
export const nextDue = (api: ApiFacts | null): DueBackup | null =>
  [...dueBackups(api)].sort((a, b) => a.intervalSeconds - b.intervalSeconds)[0] ?? null;

const dueBackups = (api: ApiFacts | null): readonly DueBackup[] =>
  api === null ? [] : (valueOf(api.configurations) ?? []).flatMap((configuration) => dueBackup(configuration, api) ?? []);

function dueBackup(configuration: BackupConfiguration, api: ApiFacts): DueBackup | null {
  const { isActive, isDeleted, frequency, intervalSeconds, id, name } = configuration;
  if (isActive === false || isDeleted === true || frequency === 'manually' || intervalSeconds === null || intervalSeconds <= 0) return null;
  const report = reportOfNewData(id, api);
  return { configuration: name || id, intervalSeconds, newBytes: report?.savedBytes ?? null, tookSeconds: report?.durationSeconds ?? null };
}

/** The oldest run that is known may be the first of all, which sent the whole set: it is no measure of the next one. */
function reportOfNewData(id: string, api: ApiFacts): BackupReport | null {
  const [newest, ...older] = runsOf(id, valueOf(api.activity) ?? [], valueOf(api.reports) ?? []).filter(({ state }) => hasSaved(state));
  return newest === undefined || older.length === 0 ? null : newest.report;
}

function tightnessOf({ configuration, intervalSeconds, newBytes, tookSeconds }: DueBackup, ceilingBytesPerSecond: number): TightSchedule | null {
  if (newBytes === null) return null;
  const neededSeconds = newBytes / ceilingBytesPerSecond;
  // What was saved and what was sent differ where the vault had some of it: a run that was in time is believed.
  const isTight = Math.min(neededSeconds, tookSeconds ?? neededSeconds) > intervalSeconds;
  return isTight ? { configuration, newBytes, neededSeconds, intervalSeconds } : null;
}
