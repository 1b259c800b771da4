// A log of an agent as it was read: two starts, a failed backup, errors that come again, a silence.
import type { LogFacts, LogGroup } from '../../src/facts/log.js';

const group = (changes: Partial<LogGroup>): LogGroup => ({
  writer: 'agent',
  level: 'ERROR',
  writtenBy: 'rax::Backup::PerformBackup',
  message: 'The backup failed',
  lineCount: 1,
  firstAt: '2026-11-20T03:00:00Z',
  lastAt: '2026-11-20T03:00:00Z',
  isRightAfterStart: false,
  startedAt: null,
  agentErrorCode: null,
  curlCode: null,
  httpStatus: null,
  host: null,
  path: null,
  ...changes,
});

export const sampleLog: LogFacts = {
  files: [
    { path: '/var/log/driveclient.log', writer: 'agent', sizeBytes: 81_204_112, readBytes: 8_388_608, modifiedAt: '2026-11-21T14:31:58Z' },
    { path: '/var/log/cloudbackup-updater.log', writer: 'updater', sizeBytes: 40_112, readBytes: 40_112, modifiedAt: '2026-11-21T02:10:01Z' },
  ],
  windowBeganAt: '2026-11-14T14:32:00Z',
  readBackTo: '2026-11-18T00:12:09Z',
  stoppedBy: 'size',
  lastLineAt: '2026-11-21T14:31:58Z',
  lineCount: 61_204,
  unparsedLineCount: 12,
  events: [
    { kind: 'start', at: '2026-11-18T00:12:09Z', writer: 'agent', backupId: null },
    { kind: 'backup-failed', at: '2026-11-19T03:00:41Z', writer: 'agent', backupId: '92501' },
    { kind: 'backup-failed', at: '2026-11-20T03:00:39Z', writer: 'agent', backupId: '92502' },
    { kind: 'stop', at: '2026-11-20T09:14:00Z', writer: 'agent', backupId: null },
    { kind: 'agent-brought-down', at: '2026-11-20T09:14:00Z', writer: 'updater', backupId: null },
    { kind: 'agent-upgraded', at: '2026-11-20T09:14:30Z', writer: 'updater', backupId: null },
    { kind: 'agent-brought-up', at: '2026-11-20T17:15:00Z', writer: 'updater', backupId: null },
    { kind: 'start', at: '2026-11-20T17:15:02Z', writer: 'agent', backupId: null },
    { kind: 'backup-not-started', at: '2026-11-21T03:00:00Z', writer: 'agent', backupId: null },
  ],
  groups: [
    group({ message: 'Could not write to /var/cache/driveclient/95874.db: No space left on device', lineCount: 214, firstAt: '2026-11-19T03:00:02Z', lastAt: '2026-11-21T14:31:58Z', path: '/var/cache/driveclient/95874.db' }),
    group({ level: 'WARN', message: 'HTTP request failed, will retry: Timeout was reached (28)', lineCount: 31, firstAt: '2026-11-19T18:00:00Z', lastAt: '2026-11-20T08:00:00Z', curlCode: 28, host: 'rse.drivesrvr.com' }),
    group({ level: 'WARN', message: 'Unauthorized', lineCount: 2, firstAt: '2026-11-20T17:15:04Z', lastAt: '2026-11-20T17:15:07Z', httpStatus: 401, isRightAfterStart: true }),
    group({ message: 'File is in use by another process', lineCount: 6, firstAt: '2026-11-19T03:00:20Z', lastAt: '2026-11-20T03:00:31Z', agentErrorCode: 313 }),
    group({ level: 'INFO', message: 'Connection reset by peer', lineCount: 4, firstAt: '2026-11-21T01:00:00Z', lastAt: '2026-11-21T09:00:00Z' }),
  ],
  silences: [{ from: '2026-11-20T09:14:00Z', to: '2026-11-20T17:15:02Z' }],
  silenceSeconds: 7200,
  machines: [],
};
