// Lines that tell what the agent or its updater did: starts, stops, backups. Known by the words that were seen of them,
// never by the number of a source line.
import type { LogEventKind } from '../log.js';
import type { LogLine } from './log-line.js';

export interface NamedEvent {
  readonly kind: LogEventKind;
  readonly backupId: string | null;
}

export const eventIn = (line: LogLine): NamedEvent | null => (line.writer === 'agent' ? agentEvent(line) : updaterEvent(line.message));

function agentEvent({ context, message }: LogLine): NamedEvent | null {
  if (context?.includes('LoggingPolicy::PerformSetup')) return { kind: 'start', backupId: null };
  if (message.startsWith('Tearing down logging')) return { kind: 'stop', backupId: null };
  if (!message.includes('ackup')) return null;
  if (message.includes('Unable to complete the backup')) return { kind: 'backup-failed', backupId: backupIdIn(message) };
  if (message.includes('Failed to start backup')) return { kind: 'backup-not-started', backupId: null };
  const backupId = backupIdIn(message);
  return backupId === null ? null : { kind: 'backup-named', backupId };
}

/** A number, or a UUID in later versions of the API; a cut message may end within it. */
const backupIdIn = (message: string): string | null =>
  /\b(?:the backup \(|BackupId\W{1,4})([0-9a-fA-F-]{1,36})\b/.exec(message.slice(0, 4_000))?.[1] ?? null;

const updaterEvents: readonly (readonly [words: string, kind: LogEventKind])[] = [
  ['Agent brought down', 'agent-brought-down'],
  ['Agent brought up', 'agent-brought-up'],
  ['is upgraded', 'agent-upgraded'],
];

function updaterEvent(message: string): NamedEvent | null {
  const found = updaterEvents.find(([words]) => message.includes(words));
  return found === undefined ? null : { kind: found[1], backupId: null };
}
