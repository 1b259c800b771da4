// A log without errors is good news only where errors would stand in it, and where it was read.
import type { LogSettings } from '../../facts/agent.js';
import type { LogFacts } from '../../facts/log.js';

/** null where its silence counts. */
export function whyUntold(log: LogFacts, settings: LogSettings | null, path: string, isRunning: boolean): string | null {
  const level = settings?.level ?? null;
  if (level === 'OFF' || level === 'FATAL') return `${settings?.source ?? path} sets the level ${level}: errors are not written down`;
  if (log.lastLineAt === null) return `${path} ${whyTimeless(log)}`;
  if (log.lastLineAt < log.windowBeganAt && !isQuiet(level, isRunning)) {
    const ahead = aheadText(log);
    return `the last line of ${path} is of ${log.lastLineAt}: what happened since ${log.windowBeganAt} does not stand there${ahead === null ? '' : `; ${ahead}`}`;
  }
  return isReadWhole(log)
    ? null
    : `${path} was read back to ${log.readBackTo ?? 'no line'} only, not to ${log.windowBeganAt} (${stops[log.stoppedBy]})`;
}

function whyTimeless(log: LogFacts): string {
  const ahead = aheadText(log);
  if (ahead !== null) return `holds no line whose time can be believed: ${ahead}`;
  return `holds no line with a time${log.unparsedLineCount === 0 ? ': it is empty' : ''}`;
}

const aheadText = ({ ahead }: LogFacts): string | null =>
  ahead === null || ahead === undefined
    ? null
    : `${ahead.lineCount === 1 ? '1 line is' : `${ahead.lineCount} lines are`} stamped more than a day ahead of this look, up to ${ahead.lastAt}, so a clock was wrong, then or now`;

/** An agent at work writes at level INFO; at these it has nothing to write as long as all is well. */
const isQuiet = (level: string | null, isRunning: boolean): boolean => isRunning && (level === 'WARN' || level === 'ERROR');

const isReadWhole = ({ stoppedBy, readBackTo, windowBeganAt }: LogFacts): boolean =>
  stoppedBy === 'beginning' || stoppedBy === 'window' || (readBackTo !== null && readBackTo <= windowBeganAt);

const stops = {
  beginning: 'it begins there',
  window: 'it was read far enough',
  size: 'it is too large to be read whole',
  time: 'the time was up',
  unreadable: 'an older part could not be read',
} as const satisfies Readonly<Record<LogFacts['stoppedBy'], string>>;
