// Does a backup end before the next one is due? Only new data is sent, so the last run's own figures tell, not the set's size.
import type { ApiFacts, BackupConfiguration } from '../../facts/api.js';
import { newestSaved, runsOf } from '../../facts/jobs/runs.js';
import { valueOf } from '../../facts/observed.js';

export interface TightSchedule {
  readonly configuration: string;
  readonly newBytes: number;
  readonly neededSeconds: number;
  readonly intervalSeconds: number;
}

/** The first configuration whose last backup saved more than can be uploaded until the next one is due. */
export function tightSchedule(api: ApiFacts | null, ceilingBytesPerSecond: number): TightSchedule | null {
  const configurations = api === null ? [] : (valueOf(api.configurations) ?? []);
  return configurations.flatMap((one) => tightnessOf(one, api, ceilingBytesPerSecond) ?? [])[0] ?? null;
}

function tightnessOf(configuration: BackupConfiguration, api: ApiFacts | null, ceilingBytesPerSecond: number): TightSchedule | null {
  const { isActive, isDeleted, frequency, intervalSeconds, id, name } = configuration;
  if (api === null || isActive === false || isDeleted === true || frequency === 'manually' || intervalSeconds === null) return null;
  const report = newestSaved(runsOf(id, valueOf(api.activity) ?? [], valueOf(api.reports) ?? []))?.report ?? null;
  const newBytes = report?.savedBytes ?? null;
  if (report === null || newBytes === null || intervalSeconds <= 0) return null;
  const neededSeconds = newBytes / ceilingBytesPerSecond;
  // What was saved and what was sent differ where the vault had some of it: a run that was in time is believed.
  const hasTaken = report.durationSeconds ?? neededSeconds;
  return Math.min(neededSeconds, hasTaken) > intervalSeconds ? { configuration: name || id, newBytes, neededSeconds, intervalSeconds } : null;
}
