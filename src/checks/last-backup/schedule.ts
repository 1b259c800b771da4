// Is there a backup as young as its schedule promises?
import type { BackupConfiguration } from '../../facts/api.js';
import { newestSaved, timeMs, underWay } from '../../facts/jobs/runs.js';
import type { Case } from './case.js';

const monthSeconds = 31 * 86_400;

/** null where nothing is ever due: started by hand, or nobody knows the schedule. */
export function intervalOf({ frequency, intervalSeconds }: BackupConfiguration): number | null {
  if (frequency === 'manually' || intervalSeconds === null || intervalSeconds <= 0) return null;
  return frequency === 'monthly' ? Math.max(intervalSeconds, monthSeconds) : intervalSeconds;
}

export type Timeliness = 'in-time' | 'overdue' | 'unknown';

/** A job that runs now counts from its start: it is the backup that was due. */
export function timelinessOf(since: string | null, runningSince: string | null, { configuration, nowMs, limits }: Case): Timeliness {
  if (configuration.frequency === 'manually') return 'in-time';
  const interval = intervalOf(configuration);
  const sinceMs = timeMs(since);
  if (interval === null || sinceMs === null || nowMs === null) return 'unknown';
  if (sinceMs - nowMs > limits.aheadSeconds * 1000) return 'unknown';
  const untilMs = Math.min(timeMs(runningSince) ?? nowMs, nowMs);
  return untilMs - sinceMs > (interval + limits.overdueSeconds) * 1000 ? 'overdue' : 'in-time';
}

/** What was saved last is older than the schedule allows, or there is no trace of any, and none that is under way. */
export function isSavedOverdue(one: Case): boolean {
  const savedAt = newestSaved(one.runs)?.at ?? one.agentSavedAt;
  const hasNoTrace = savedAt === null && one.unseen === null && underWay(one.runs) === null;
  return hasNoTrace ? one.configuration.frequency !== 'manually' : timelinessOf(savedAt, null, one) === 'overdue';
}
