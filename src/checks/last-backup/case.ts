// What one configuration is judged from, and the limits that it is judged by.
import type { Lock } from '../../facts/agent.js';
import type { BackupConfiguration } from '../../facts/api.js';
import type { Run } from '../../facts/jobs/runs.js';
import type { LogFacts } from '../../facts/log.js';
import type { Confidence, Evidence, Verdict } from '../check.js';

export const limitNames = [
  'overdueSeconds',
  'recentSeconds',
  'queuedSeconds',
  'runningSeconds',
  'lockedSeconds',
  'aheadSeconds',
  'uploadBytesPerSecond',
] as const;

export type Limits = Readonly<Record<(typeof limitNames)[number], number>>;

export interface Case {
  readonly configuration: BackupConfiguration;
  /** Newest first. */
  readonly runs: readonly Run[];
  /** Why some of its runs may be missing above; null where every list was answered. */
  readonly unseen: string | null;
  /** Why its schedule was not read; null where it was. */
  readonly whyNoSchedule: string | null;
  /** The newest backup of this agent, of whatever configuration; null where the service names none. */
  readonly agentSavedAt: string | null;
  /** When the services were asked, by a clock set right; null where no answer tells. */
  readonly nowMs: number | null;
  /** A lock on backups that nobody holds. */
  readonly staleLock: Lock | null;
  readonly log: LogFacts | null;
  readonly limits: Limits;
}

export interface Problem {
  readonly problem: string;
  readonly isCritical: boolean;
  readonly confidence?: Confidence;
  /** Stands before that of the run. */
  readonly evidence?: readonly Evidence[];
}

const order: readonly Verdict['status'][] = ['critical', 'warning', 'unknown', 'ok'];

/** The gravest speaks, and all the evidence is shown. */
export function gravest(verdicts: readonly Verdict[]): Verdict | null {
  const sorted = [...verdicts].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  const [first] = sorted;
  return first === undefined ? null : { ...first, evidence: sorted.flatMap(({ evidence }) => evidence ?? []) };
}
