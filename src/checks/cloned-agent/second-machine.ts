// Does another machine use the agent now? The service sees it alive, or sees its backups, while nothing of that happened here.
// A disk that was set back to an earlier state has forgotten what it did: only a span without a boot or start counts.
import type { AgentProcess, LogSettings } from '../../facts/agent.js';
import type { ApiFacts, BackupReport, RegisteredAgent } from '../../facts/api.js';
import type { IdentityFacts } from '../../facts/identity.js';
import { secondsBetween } from '../../facts/identity/times.js';
import type { LogEvent, LogFacts } from '../../facts/log.js';
import { valueOf } from '../../facts/observed.js';
import type { Clue, ClueLimits, Scene } from './clue.js';
import { agentAsked } from './service-clues.js';

/** What ran here, as far as it was seen. */
export interface LocalRuns {
  readonly processes: readonly AgentProcess[] | null;
  readonly log: LogFacts | null;
  readonly logSettings: LogSettings | null;
  /** How far the clock that the log is written by is off; null where no server told the time. */
  readonly skewSeconds: number | null;
}

export function secondMachineClues(
  api: ApiFacts,
  identity: IdentityFacts,
  runs: LocalRuns,
  scene: Scene,
  limits: ClueLimits,
): readonly Clue[] {
  const agent = agentAsked(api, identity);
  if (agent === null) return [];
  return [...heartbeatClues(agent, identity, runs, scene, limits), ...foreignBackupClues(api, agent.askedAt, runs, scene, limits)];
}

/**
 * Alive for the service, while nothing runs here. The service may believe so for an hour after the last heartbeat, since an
 * idle agent sends no more; so the agent must have been down here for longer, and it must be known that it was.
 */
function heartbeatClues(
  agent: RegisteredAgent,
  { container }: IdentityFacts,
  runs: LocalRuns,
  { bootedAt }: Scene,
  limits: ClueLimits,
): readonly Clue[] {
  const { status, isBusy, askedAt, source, wasWoken } = agent;
  if (runs.processes === null || runs.processes.length > 0) return [];
  const found = { root: 'service', source, at: askedAt } as const;
  if (status !== 'online' && isBusy !== true) {
    return status === 'offline' && wasWoken
      ? [{ ...found, code: 'nobody-answers-the-service', speaksFor: 'neither', strength: 'medium' }]
      : [];
  }
  const downSince = container === null ? lastSignOfLife(runs, bootedAt) : null;
  const isLongDown = downSince !== null && secondsBetween(downSince, askedAt) > limits.heartbeatSeconds;
  return [{ ...found, code: 'alive-while-nothing-runs-here', speaksFor: 'second-machine', strength: isLongDown ? 'strong' : 'weak' }];
}

/** Known only where the log tells how the last run ended: it was stopped, or the host was booted after its last line. */
function lastSignOfLife({ log, logSettings }: LocalRuns, bootedAt: string | null): string | null {
  const lastLineAt = log?.lastLineAt ?? null;
  if (log === null || lastLineAt === null || bootedAt === null || !writesInfo(logSettings)) return null;
  const last = log.events
    .filter(({ writer, kind }) => writer === 'agent' && (kind === 'start' || kind === 'stop'))
    .reduce<LogEvent | null>(later, null);
  const wasStopped = last?.kind === 'stop' && last.at >= lastLineAt;
  if (!wasStopped && lastLineAt >= bootedAt) return null;
  return lastLineAt > bootedAt ? lastLineAt : bootedAt;
}

const later = (a: LogEvent | null, b: LogEvent): LogEvent => (a !== null && a.at > b.at ? a : b);

/**
 * Backups that the service saw and of which no line stands here. One may be due to a level that was changed for a while; one
 * on either side of a backup that did run here is not.
 */
function foreignBackupClues({ reports }: ApiFacts, askedAt: string, runs: LocalRuns, scene: Scene, limits: ClueLimits): readonly Clue[] {
  const { log, logSettings, processes, skewSeconds } = runs;
  if (log === null || !writesInfo(logSettings)) return [];
  const jobs = (valueOf(reports) ?? []).flatMap(spanOf);
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
      source: 'reports of the API',
      at: newest,
    },
  ];
}

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Of those that ended by themselves: one that failed or was stopped may never have reached an agent. */
function spanOf({ state, startedAt, completedAt }: BackupReport): readonly Span[] {
  const hasRun = state === 'completed' || state === 'completed-with-errors';
  return hasRun && startedAt !== null && completedAt !== null && startedAt <= completedAt ? [{ from: startedAt, to: completedAt }] : [];
}

function isForeign(job: Span, silences: readonly Span[], toleranceSeconds: number): boolean {
  return silences.some(
    ({ from, to }) => secondsBetween(from, job.from) > toleranceSeconds && secondsBetween(job.to, to) > toleranceSeconds,
  );
}

/** The silence since the last line counts where nothing runs: what runs may write to a file that was moved away. */
function trustedSilences(
  { silences, events, lastLineAt }: LogFacts,
  processes: LocalRuns['processes'],
  { bootedAt }: Scene,
  askedAt: string,
): readonly Span[] {
  if (bootedAt === null || lastLineAt === null) return [];
  const sinceThen = processes?.length === 0 ? [{ from: lastLineAt, to: askedAt }] : [];
  const restarts = events.filter(({ kind }) => kind === 'start' || kind.startsWith('agent-')).map(({ at }) => at);
  return [...silences.filter(({ to }) => to <= lastLineAt), ...sinceThen].filter(
    (silence) => ![bootedAt, ...restarts].some((at) => isWithin(at, silence)),
  );
}

/** Its start is the last line before, its end the first one after. */
const isWithin = (at: string, { from, to }: Span): boolean => at > from && at <= to;

const touchesSilence = (job: Span, { silences, readBackTo, lastLineAt }: LogFacts): boolean =>
  readBackTo === null ||
  lastLineAt === null ||
  job.from < readBackTo ||
  job.to > lastLineAt ||
  silences.some(({ from, to }) => job.from < to && job.to > from);

/** Backups are told from this level down; the service may have set another one, so only what was read counts. */
const writesInfo = (settings: LogSettings | null): boolean => /^(info|debug|trace|all)$/i.test(settings?.level ?? '');
