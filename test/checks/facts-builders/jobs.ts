// A daily backup that ended well half an hour ago, as the services tell it; tests change what they are about.
import type { Activity, ApiFacts, BackupConfiguration, BackupReport, JobError } from '../../../src/facts/api.js';
import type { LogEvent, LogFacts } from '../../../src/facts/log.js';
import { absent, observed } from '../../../src/facts/observed.js';
import { apiFacts, registeredAgent } from './api.js';
import { event, log as anyLog } from './log.js';

export const nowAt = '2026-11-22T06:00:00.000Z';
export const hour = 3_600;
export const day = 86_400;

export const ago = (seconds: number): string => new Date(Date.parse(nowAt) - seconds * 1000).toISOString();

export const configuration = (over: Partial<BackupConfiguration> = {}): BackupConfiguration => ({
  ...{ id: '7', name: 'Nightly', isActive: true, isDeleted: false, frequency: 'daily', intervalSeconds: day },
  ...{ lastRunAt: ago(hour), nextRunAt: ago(hour - day), inclusions: ['/srv'], exclusions: [] },
  ...over,
});

export const activity = (over: Partial<Activity> = {}): Activity => {
  const state = over.state ?? 'completed';
  return {
    ...{ kind: 'backup', configurationId: '7', name: 'Nightly', backupId: '100', at: ago(hour / 2) },
    ...over,
    state,
    stateText: over.stateText ?? state,
  };
};

export const report = (over: Partial<BackupReport> = {}): BackupReport => {
  const state = over.state ?? 'completed';
  return {
    ...{ backupId: '100', configurationId: '7', configurationName: 'Nightly', startedAt: ago(hour), completedAt: ago(hour / 2) },
    ...{ durationSeconds: hour / 2, searchedFileCount: 11_936, searchedBytes: 3.7e9, savedFileCount: 6, savedBytes: 1.8e8, errorCount: 0 },
    ...{ reason: 'Success', diagnostics: 'No errors', errors: [], bandwidthPerSecond: null },
    ...over,
    ...{ state, stateText: over.stateText ?? state },
  };
};

export const jobError = (over: Partial<JobError> = {}): JobError => ({ code: null, type: null, path: '/srv/a', message: null, ...over });

export const inUse = jobError({ code: 313, path: 'C:\\data\\tempdb.mdf', message: 'being used by another process' });
export const vanished = jobError({ code: 3015, type: 'file_or_folder_missing', path: '/srv/cache/x' });
export const denied = jobError({ path: '/srv/private/key', message: 'Cannot open file "/srv/private/key". Permission denied' });
export const noSpace = jobError({ code: 9016, type: 'phx_exception', message: 'WRITE failed (3042): No space left on device' });
export const damaged = jobError({ type: 'file_missing_blocks', path: '/srv/b' });

interface Jobs {
  readonly configurations?: readonly BackupConfiguration[];
  readonly activity?: readonly Activity[];
  readonly reports?: readonly BackupReport[];
}

export const api = (
  { configurations = [configuration()], activity: jobs = [], reports = [] }: Jobs = {},
  over: Partial<ApiFacts> = {},
): ApiFacts => {
  const agent = registeredAgent({ lastSuccessfulBackupAt: null, askedAt: nowAt });
  return apiFacts({
    ...{ agent: observed(agent), agentsOfThisServer: observed([agent]), vault: absent('not asked') },
    ...{ configurations: observed(configurations), activity: observed(jobs), reports: observed(reports) },
    ...over,
  });
};

export const logEvent = (kind: LogEvent['kind'], at: string, over: Partial<LogEvent> = {}): LogEvent => event(kind, 0, { at, ...over });

/** It reaches thirty days back. */
export const log = (events: readonly LogEvent[], over: Partial<LogFacts> = {}): LogFacts =>
  anyLog({ windowBeganAt: ago(30 * day), readBackTo: ago(30 * day), stoppedBy: 'window', lastLineAt: nowAt, silenceSeconds: 600, events, ...over });
