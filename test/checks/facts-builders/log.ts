// A log without errors, of an agent that started two days ago; and the parts that tests put into it.
import type { LogEvent, LogFacts, LogGroup } from '../../../src/facts/log.js';

/** All tests of checks look at this time. */
export const now = '2026-11-21T14:00:00.000Z';
/** @param seconds before now */
export const ago = (seconds: number): string => new Date(Date.parse(now) - seconds * 1_000).toISOString();

export const log = (over: Partial<LogFacts> = {}): LogFacts => ({
  files: [{ path: '/var/log/driveclient.log', writer: 'agent', sizeBytes: 90_000, readBytes: 90_000, modifiedAt: ago(60) }],
  windowBeganAt: ago(129_600),
  readBackTo: ago(172_800),
  stoppedBy: 'beginning',
  lastLineAt: ago(60),
  lineCount: 800,
  unparsedLineCount: 0,
  events: [event('start', 172_800)],
  groups: [],
  silences: [],
  silenceSeconds: 3_600,
  machines: [],
  ...over,
});

export const event = (kind: LogEvent['kind'], secondsAgo: number, over: Partial<LogEvent> = {}): LogEvent => ({
  ...{ kind, at: ago(secondsAgo), writer: kind.startsWith('agent-') ? 'updater' : 'agent', backupId: null },
  ...over,
});

export const group = (message: string, over: Partial<LogGroup> = {}): LogGroup => ({
  ...{ writer: 'agent', level: 'ERROR', writtenBy: 'rax::Backup::PerformBackup', message, lineCount: 3 },
  ...{ firstAt: ago(7_200), lastAt: ago(3_600), isRightAfterStart: false, startedAt: ago(172_800) },
  ...{ agentErrorCode: null, curlCode: null, httpStatus: null, host: null, path: null },
  ...over,
});
