// Does another machine use the agent now? The service sees it alive, or sees its backups, while nothing of that happened here.
// A disk that was set back to an earlier state has forgotten what it did: only a span without a boot or start counts.
import type { ApiFacts, RegisteredAgent } from '../../facts/api.js';
import type { IdentityFacts } from '../../facts/identity.js';
import { secondsBetween } from '../../facts/identity/times.js';
import type { LogEvent } from '../../facts/log.js';
import { isEndKept } from '../../facts/log/told-by-log.js';
import type { Clue, ClueLimits, Scene } from './clue.js';
import { foreignBackupClues } from './foreign-backups.js';
import { writesInfo, type LocalRuns } from './local-runs.js';
import { agentAsked } from './service-clues.js';

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
  if (log === null || !isEndKept(log) || lastLineAt === null || bootedAt === null || !writesInfo(logSettings)) return null;
  const last = log.events
    .filter(({ writer, kind }) => writer === 'agent' && (kind === 'start' || kind === 'stop'))
    .reduce<LogEvent | null>(later, null);
  const wasStopped = last?.kind === 'stop' && last.at >= lastLineAt;
  if (!wasStopped && lastLineAt >= bootedAt) return null;
  return lastLineAt > bootedAt ? lastLineAt : bootedAt;
}

const later = (a: LogEvent | null, b: LogEvent): LogEvent => (a !== null && a.at > b.at ? a : b);
