// What others tell of an agent beside its own disk: the service, its log, its processes. Each builder gives an ordinary
// witness that a row spoils in one place.
import type { AgentProcess, LogSettings } from '../../../src/facts/agent.js';
import type { Activity, ApiFacts, BackupReport, RegisteredAgent } from '../../../src/facts/api.js';
import type { LogEvent, LogFacts } from '../../../src/facts/log.js';
import { absent, observed } from '../../../src/facts/observed.js';
import { apiFacts, registeredAgent as anyAgent } from './api.js';
import { event, log as anyLog } from './log.js';
import { canonicalUuid } from '../../../src/facts/identity/uuid.js';

export const courtLimits = {
  toleranceSeconds: 600,
  clockErrorSeconds: 50_400,
  settledSeconds: 2_592_000,
  heartbeatSeconds: 3_600,
  jobDelaySeconds: 3_600,
};

/** A run without credentials that could read neither log nor processes. */
export const noWitness = {
  host: null,
  conditions: null,
  networks: null,
  paths: null,
  log: null,
  api: null,
  'agent.processes': null,
  'agent.logSettings': null,
} as const;

const notAsked = absent('not asked');

/** @param serverId that it was registered for, as any caller spells it; the builder of disks hashes nothing either */
export const registeredAgent = (agentId: string, serverId: string | null, over: Partial<RegisteredAgent> = {}): RegisteredAgent =>
  anyAgent({
    ...{ agentId, hostServerIdHash: serverId === null ? null : canonicalUuid(serverId), address: null, vaultUrl: null },
    ...{ lastSuccessfulBackupAt: null, askedAt: '2024-09-20T12:00:00.000Z' },
    ...over,
  });

export const apiThatKnows = (agent: RegisteredAgent, over: Partial<ApiFacts> = {}): ApiFacts =>
  apiFacts({
    ...{ agent: observed(agent), agentsOfThisServer: notAsked, configurations: notAsked, activity: notAsked, reports: notAsked },
    ...over,
  });

export const backupReport = (startedAt: string, completedAt: string, over: Partial<BackupReport> = {}): BackupReport => ({
  backupId: startedAt,
  configurationId: '1',
  configurationName: 'nightly',
  state: 'completed',
  stateText: 'Completed',
  startedAt,
  completedAt,
  durationSeconds: null,
  searchedFileCount: null,
  searchedBytes: null,
  savedFileCount: null,
  savedBytes: null,
  errorCount: 0,
  reason: 'Success',
  diagnostics: 'No errors',
  errors: [],
  bandwidthPerSecond: null,
  ...over,
});

export const activityAt = (at: string, over: Partial<Activity> = {}): Activity => ({
  kind: 'backup',
  configurationId: '1',
  name: 'nightly',
  backupId: at,
  state: 'completed',
  stateText: 'Completed',
  at,
  ...over,
});

export const agentLog = (over: Partial<LogFacts> = {}): LogFacts =>
  anyLog({
    ...{ windowBeganAt: '2024-09-01T00:00:00.000Z', readBackTo: '2024-09-02T00:00:00.000Z', stoppedBy: 'window' },
    ...{ lastLineAt: '2024-09-20T11:59:00.000Z', events: [] },
    ...over,
  });

export const logEvent = (kind: LogEvent['kind'], at: string): LogEvent => event(kind, 0, { at, writer: 'agent' });

export const logSettings = (level: string | null = 'INFO'): LogSettings => ({
  path: '/var/log/driveclient.log',
  maxFileBytes: 500_000_000,
  maxBackupCount: 10,
  level,
  source: 'log4cxx.xml',
  usedBytes: 1_000_000,
});

export const runningAgent: readonly AgentProcess[] = [
  { pid: 4711, user: 'root', uid: 0, startedAt: '2024-09-01T08:01:00.000Z', state: 'running' },
];
