// Backups that the service saw end, while nothing of them stands in the log of this machine.
import type { ApiFacts, BackupReport } from '../../facts/api.js';
import { secondsBetween } from '../../facts/identity/times.js';
import { hasSaved } from '../../facts/jobs/job-phase.js';
import type { LogFacts } from '../../facts/log.js';
import { isEndKept } from '../../facts/log/told-by-log.js';
import { valueOf } from '../../facts/observed.js';
import type { Clue, ClueLimits, Scene } from './clue.js';
import { writesInfo, type LocalRuns } from './local-runs.js';

/**
 * Backups that the service saw and of which no line stands here. One may be due to a level that was changed for a while; one
 * on either side of a backup that did run here is not.
 */
export function foreignBackupClues(api: ApiFacts, askedAt: string, runs: LocalRuns, scene: Scene, limits: ClueLimits): readonly Clue[] {
  const { log, logSettings, processes, skewSeconds } = runs;
  if (log === null || !writesInfo(logSettings)) return [];
  const jobs = jobsOf(api, limits.jobDelaySeconds);
  const silences = trustedSilences(log, processes, scene, askedAt);
  const foreign = jobs.filter((job) => isForeign(job, silences, limits.toleranceSeconds));
  const [first, newest] = [
    foreign.map(({ from }) => from).sort()[0],
    foreign
      .map(({ to }) => to)
      .sort()
      .at(-1),
  ];
  if (first === undefined || newest === undefined) return [];
  const isBetween = jobs.some((job) => !foreign.includes(job) && job.from > first && job.to < newest && !touchesSilence(job, log));
  // The times of the service are held against those of this clock.
  const isClockRight = skewSeconds !== null && Math.abs(skewSeconds) <= limits.toleranceSeconds;
  const strength = !isClockRight ? 'weak' : isBetween ? 'strong' : 'medium';
  return [
    {
      code: 'backups-that-never-ran-here',
      speaksFor: 'second-machine',
      strength,
      root: 'service',
      source: 'reports and activity of the API',
      at: newest,
    },
  ];
}

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Of those that ended by themselves: one that failed or was stopped may never have reached an agent. */
function jobsOf({ reports, activity }: ApiFacts, delaySeconds: number): readonly Span[] {
  const reported = (valueOf(reports) ?? []).filter(({ state }) => hasSaved(state));
  const others = (valueOf(activity) ?? []).filter(
    ({ kind, state, backupId }) => kind === 'backup' && hasSaved(state) && !reported.some((report) => report.backupId === backupId),
  );
  return [...reported.flatMap(spanOf), ...others.flatMap(({ at }) => (at === null ? [] : [around(at, delaySeconds)]))];
}

const spanOf = ({ startedAt, completedAt }: BackupReport): readonly Span[] =>
  startedAt !== null && completedAt !== null && startedAt <= completedAt ? [{ from: startedAt, to: completedAt }] : [];

/** An activity has one time, and nobody says whether it is that of its order, beginning or end. */
function around(at: string, seconds: number): Span {
  const shifted = (by: number): string => new Date(Date.parse(at) + by * 1000).toISOString();
  return { from: shifted(-seconds), to: shifted(seconds) };
}

function isForeign(job: Span, silences: readonly Span[], toleranceSeconds: number): boolean {
  return silences.some(
    ({ from, to }) => secondsBetween(from, job.from) > toleranceSeconds && secondsBetween(job.to, to) > toleranceSeconds,
  );
}

/** The silence since the last line counts where nothing runs and its log was kept: what runs may write to a file that was moved away. */
function trustedSilences(
  log: LogFacts,
  processes: LocalRuns['processes'],
  { bootedAt }: Scene,
  askedAt: string,
): readonly Span[] {
  const { silences, events, lastLineAt } = log;
  if (bootedAt === null || lastLineAt === null) return [];
  const sinceThen = processes?.length === 0 && isEndKept(log) ? [{ from: lastLineAt, to: askedAt }] : [];
  const restarts = events.filter(({ kind }) => kind === 'start' || kind.startsWith('agent-')).map(({ at }) => at);
  return [...silences.filter(({ to }) => to <= lastLineAt), ...sinceThen].filter(
    (silence) => ![bootedAt, ...restarts].some((at) => isWithin(at, silence)),
  );
}

/** Its start is the last line before, its end the first one after. */
const isWithin = (at: string, { from, to }: Span): boolean => at > from && at <= to;

/** Where lines are missing nobody knows whether it ran here. */
const touchesSilence = (job: Span, { silences, gaps = [], readBackTo, lastLineAt }: LogFacts): boolean =>
  readBackTo === null ||
  lastLineAt === null ||
  job.from < readBackTo ||
  job.to > lastLineAt ||
  [...silences, ...gaps].some(({ from, to }) => (to === null || job.from < to) && job.to > from);
