// One line of a log → its time, level, origin and message. Both date forms of log4cxx are read, and the form of Python's
// logging that the updater writes. Text is latin1, one character a byte: what is shown of it is decoded later.
import type { LogGroup, LogWriter } from '../log.js';

export type LogLevel = LogGroup['level'];

export interface LogLine {
  readonly writer: LogWriter;
  readonly atMs: number;
  readonly level: LogLevel;
  /** `%C::%M` of log4cxx, a C++ signature; null where the line names none. */
  readonly context: string | null;
  readonly message: string;
}

/** From the wall clock that a line was stamped with, taken as if it were UTC, to UTC. */
export type ToUtc = (wallClockMs: number) => number;

/** null where the text is no head of a line: a continuation, or something else. */
export const parseLogLine = (writer: LogWriter, text: string, toUtc: ToUtc): LogLine | null =>
  writer === 'agent' ? parseAgentLine(text) : parseUpdaterLine(text, toUtc);

const levels: ReadonlyMap<string, LogLevel> = new Map([
  ...(['FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'] as const).map((level) => [level, level] as const),
  ['CRITICAL', 'FATAL'],
  ['WARNING', 'WARN'],
]);

const agentStamp = /^\[(?:(\d{4})-(\d\d)-(\d\d)|(\d\d) ([A-Z][a-z]{2}) (\d{4})) (\d\d):(\d\d):(\d\d)(?:[.,]\d{3})?$/;

/** A signature holds blanks, commas and any bracket; the number of its source line ends it, which differs by version. */
const contextEnd = /\(\d{1,9}\)\](?: |$)/;

/** `[DATE TIME|Tthread|LEVEL|logger|CONTEXT(line)] message`; the pattern's times are UTC. */
function parseAgentLine(text: string): LogLine | null {
  if (!text.startsWith('[')) return null;
  const [stamp = '', , level = '', , rest] = columns(text);
  const known = levels.get(level.trim());
  if (known === undefined || rest === undefined) return null;
  const atMs = timeOf(stamp);
  if (atMs === null) return null;
  const end = contextEnd.exec(rest);
  if (end === null) return { writer: 'agent', atMs, level: known, context: null, message: rest };
  return { writer: 'agent', atMs, level: known, context: rest.slice(0, end.index), message: rest.slice(end.index + end[0].length) };
}

/** A busy second has thousands of lines. */
let latest: { readonly stamp: string; readonly atMs: number | null } = { stamp: '', atMs: null };

function timeOf(stamp: string): number | null {
  if (stamp !== latest.stamp) latest = { stamp, atMs: parseStamp(stamp) };
  return latest.atMs;
}

function parseStamp(stamp: string): number | null {
  const match = agentStamp.exec(stamp);
  if (match === null) return null;
  const [, year, month, day, laterDay, monthName, laterYear, ...clock] = match;
  const number = monthName === undefined ? Number(month) : monthNames.indexOf(monthName) + 1;
  return wallClock(Number(year ?? laterYear), number, Number(day ?? laterDay), clock);
}

/** Time, thread, level, logger, and all that follows. */
function columns(text: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  for (let end = text.indexOf('|'); end >= 0 && found.length < 4; end = text.indexOf('|', start)) {
    found.push(text.slice(start, end));
    start = end + 1;
  }
  return found.length < 4 ? found : [...found, text.slice(start)];
}

const updaterStart = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d),(\d{3}) \[([A-Z]{1,10})\]: ?/;

/** `%(asctime)s [%(levelname)s]: %(message)s`; asctime is the local time of its host. */
function parseUpdaterLine(text: string, toUtc: ToUtc): LogLine | null {
  const start = updaterStart.exec(text);
  if (start === null) return null;
  const [whole, year, month, day, hour, minute, second, ms, levelName = ''] = start;
  const localMs = wallClock(Number(year), Number(month), Number(day), [hour, minute, second, ms]);
  const level = levels.get(levelName);
  if (localMs === null || level === undefined) return null;
  return { writer: 'updater', atMs: toUtc(localMs), level, context: null, message: text.slice(whole.length) };
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** null for what no calendar has, and for times before there were such logs. */
function wallClock(year: number, month: number, day: number, clock: readonly (string | undefined)[]): number | null {
  const [hour = 0, minute = 0, second = 0, ms = 0] = clock.map((text) => Number(text ?? 0));
  const isReal = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 60;
  return isReal ? Date.UTC(year, month - 1, day, hour, minute, second, ms) : null;
}
