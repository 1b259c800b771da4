// The newest backup that the agent's log calls failed. Success leaves no line there that could be relied on.
import type { LogEvent, LogFacts } from '../log.js';

export interface LoggedFailure {
  readonly event: LogEvent;
  /** A later line names another backup; how that one ended, the log does not tell. */
  readonly wasFollowed: boolean;
  /** Between the failure and the last line of the log. */
  readonly ageSeconds: number;
}

export function loggedFailure({ events, lastLineAt }: LogFacts): LoggedFailure | null {
  const event = events.findLast(({ kind }) => kind === 'backup-failed' || kind === 'backup-not-started');
  if (event === undefined) return null;
  const isLater = (other: LogEvent): boolean => Date.parse(other.at) > Date.parse(event.at);
  const wasFollowed = events.some((other) => other.kind === 'backup-named' && other.backupId !== event.backupId && isLater(other));
  return { event, wasFollowed, ageSeconds: Math.max(0, (Date.parse(lastLineAt ?? event.at) - Date.parse(event.at)) / 1000) };
}
