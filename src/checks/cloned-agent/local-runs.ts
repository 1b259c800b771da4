// What ran here, as far as it was seen: processes, the agent's log, and how far its times can be believed.
import type { AgentProcess, LogSettings } from '../../facts/agent.js';
import type { LogFacts } from '../../facts/log.js';

export interface LocalRuns {
  readonly processes: readonly AgentProcess[] | null;
  readonly log: LogFacts | null;
  readonly logSettings: LogSettings | null;
  /** How far the clock that the log is written by is off; null where no server told the time. */
  readonly skewSeconds: number | null;
}

/** Backups are told from this level down; the service may have set another one, so only what was read counts. */
export const writesInfo = (settings: LogSettings | null): boolean => /^(info|debug|trace|all)$/i.test(settings?.level ?? '');
