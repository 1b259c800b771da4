// The runs of one configuration, newest first: what the list of activities and the reports tell, put together.
import type { Activity, BackupReport, JobState } from '../api.js';
import { gravityOf, hasRun, hasSaved, phaseOf } from './job-phase.js';

export interface Run {
  readonly backupId: string | null;
  readonly state: JobState;
  /** As the service spelled it. */
  readonly stateText: string;
  /** When it ended, or came into its state; null where nobody tells. */
  readonly at: string | null;
  readonly report: BackupReport | null;
}

export function runsOf(configurationId: string, activity: readonly Activity[], reports: readonly BackupReport[]): readonly Run[] {
  const own = reports.filter((report) => report.configurationId === configurationId);
  const jobs = activity.filter((job) => job.kind === 'backup' && job.configurationId === configurationId);
  const isListed = ({ backupId }: BackupReport): boolean => jobs.some((job) => job.backupId === backupId);
  const listed = jobs.map((job) => together(job, own.find(({ backupId }) => backupId === job.backupId) ?? null));
  return newestFirst([...listed, ...own.filter((report) => !isListed(report)).map(fromReport)]);
}

const fromReport = (report: BackupReport): Run => ({
  ...{ backupId: report.backupId, state: report.state, stateText: report.stateText, report },
  at: report.completedAt ?? report.startedAt,
});

/** A report is written at the end, so it outlives "in progress"; of two ends the worse one is believed. */
function together(job: Activity, report: BackupReport | null): Run {
  const { backupId, at, state, stateText } = job;
  if (report === null) return { backupId, state, stateText, at, report };
  const hasEnded = phaseOf(state) === 'ended';
  const told = hasEnded && gravityOf(state) > gravityOf(report.state) ? { state, stateText } : report;
  return { backupId, state: told.state, stateText: told.stateText, at: report.completedAt ?? at ?? report.startedAt, report };
}

/** The list comes newest first, so an entry without a time is no older than the one below it. */
function newestFirst(runs: readonly Run[]): readonly Run[] {
  let olderMs = 0;
  const timed = [...runs].reverse().map((run) => ({ run, timeMs: (olderMs = timeMs(run.at) ?? olderMs) }));
  return timed
    .reverse()
    .sort((a, b) => compare(b.timeMs, a.timeMs) || gravityOf(b.run.state) - gravityOf(a.run.state))
    .map(({ run }) => run);
}

const compare = (a: number, b: number): number => Math.sign(a - b);

export function timeMs(time: string | null): number | null {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? null : ms;
}

export const newestEnded = (runs: readonly Run[]): Run | null => runs.find(({ state }) => phaseOf(state) === 'ended') ?? null;

export const newestSaved = (runs: readonly Run[]): Run | null => runs.find(({ state }) => hasSaved(state)) ?? null;

/**
 * The job that the others wait for: the oldest that has not ended. One that is older than a run that did its work is a
 * record that nobody closed.
 */
export function underWay(runs: readonly Run[]): Run | null {
  const worked = runs.findIndex(({ state }) => hasRun(state));
  const since = worked < 0 ? runs : runs.slice(0, worked);
  return since.findLast(({ state }) => phaseOf(state) === 'waiting' || phaseOf(state) === 'running') ?? null;
}
