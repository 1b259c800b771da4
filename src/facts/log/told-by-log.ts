// What other questions than "which errors?" want to know of the log.
import type { LogFacts, LogGroup } from '../log.js';

/** All lines that tell the same, as one. */
export interface ToldLines {
  readonly lineCount: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Of the newest of them. */
  readonly newest: LogGroup;
}

export const serviceNetTimeouts = (log: LogFacts | null): ToldLines | null =>
  told(log, ({ host, curlCode, message }) => host?.startsWith('snet-') === true && (curlCode === timedOut || /timed out/i.test(message)));

const timedOut = 28;

/** 401 and 403 from any of the services; right after a start they are normal, since the key is not known everywhere yet. */
export const lateRefusals = (log: LogFacts | null): ToldLines | null =>
  told(log, ({ isRightAfterStart, ...group }) => !isRightAfterStart && isRefusal(group));

export const isRefusal = ({ httpStatus }: Pick<LogGroup, 'httpStatus'>): boolean => httpStatus === 401 || httpStatus === 403;

export const missingPasswords = (log: LogFacts | null): ToldLines | null =>
  told(log, ({ message }) => /missing password for encrypted volume/i.test(message));

/** Groups that began before a time and ended no longer than so many seconds before it, and nearly at it. */
export const justBefore = ({ firstAt, lastAt }: LogGroup, at: string, seconds: number): boolean =>
  firstAt <= at && Date.parse(lastAt) >= Date.parse(at) - seconds * 1_000;

/** Nothing was written after the last line, as far as the log was kept. */
export const isEndKept = ({ gaps = [] }: LogFacts): boolean => gaps.every(({ to }) => to !== null);

/** The orderly stop that the agent's log ends with; null where it went on, may have gone on, or ended otherwise. */
export function lastStop(log: LogFacts | null): string | null {
  if (log !== null && !isEndKept(log)) return null;
  const last = log?.events.findLast(({ writer, kind }) => writer === 'agent' && (kind === 'start' || kind === 'stop'));
  return last?.kind === 'stop' && last.at >= (log?.lastLineAt ?? '') ? last.at : null;
}

/** The newest trouble with the network or the services in the minutes before a time. */
export const troubleBefore = (log: LogFacts | null, at: string, seconds: number): ToldLines | null =>
  told(log, (group) => isTrouble(group) && justBefore(group, at, seconds));

const isTrouble = (group: LogGroup): boolean =>
  isRefusal(group) || group.curlCode !== null || (group.httpStatus ?? 0) >= 500 || httpFailure.test(group.message);
const httpFailure = /could not perform an http request|connection timed out/i;

/** The updater took the agent down, to install a newer one, within a minute of that time. */
export const wasTakenDown = (log: LogFacts, at: string): boolean =>
  log.events.some(({ kind, at: downAt }) => kind === 'agent-brought-down' && Math.abs(Date.parse(downAt) - Date.parse(at)) <= 60_000);

function told(log: LogFacts | null, isMeant: (group: LogGroup) => boolean): ToldLines | null {
  const groups = (log?.groups ?? []).filter((group) => group.writer === 'agent' && isMeant(group));
  return groups.length === 0 ? null : asOne(groups);
}

/** @param groups at least one */
export function asOne(groups: readonly LogGroup[]): ToldLines {
  const [newest] = groups.toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1)) as [LogGroup, ...LogGroup[]];
  return {
    lineCount: groups.reduce((sum, { lineCount }) => sum + lineCount, 0),
    firstAt: groups.reduce((first, { firstAt }) => (firstAt < first ? firstAt : first), newest.firstAt),
    lastAt: newest.lastAt,
    newest,
  };
}
