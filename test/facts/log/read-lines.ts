// A log given as text, read as the reader does: newest line first. A line `torn` stands where lines may be missing.
import { LineJoiner } from '../../../src/facts/log/line-joiner.js';
import { LogTimeline, type Timeline } from '../../../src/facts/log/timeline.js';
import type { LogWriter } from '../../../src/facts/log.js';

export const torn = '(torn)';

export interface ReadText extends Timeline {
  readonly unparsedLineCount: number;
}

export function readText(
  text: string,
  { writer = 'agent', windowBeganAt = '2000-01-01T00:00:00.000Z' }: { writer?: LogWriter; windowBeganAt?: string } = {},
  lookedAt = '2026-11-21T12:00:00.000Z',
): ReadText {
  const timeline = new LogTimeline({ lookedAtMs: Date.parse(lookedAt), windowBeganAtMs: Date.parse(windowBeganAt), graceMs: 10_000 });
  const joiner = new LineJoiner(writer, (ms) => ms);
  for (const line of text.split('\n').reverse()) {
    if (line === torn) timeline.tear();
    const whole = line === torn ? null : joiner.take(line);
    if (whole !== null) timeline.take(whole);
  }
  joiner.end();
  timeline.end();
  return { ...timeline.toFacts(), unparsedLineCount: joiner.unparsedCount };
}

/** @param time `10:27:24` of one day */
export const line = (time: string, message: string, { level = 'ERROR', from = 'rax::Backup::PerformBackup' } = {}): string =>
  `[2026-11-21 ${time}|T1|${level.padEnd(5)}|root|${from}(7)] ${message}`;

export const start = (time: string): string =>
  line(time, 'Setting up logging', { level: 'INFO', from: 'rax::LoggingPolicy::PerformSetup' });

export const stop = (time: string): string => line(time, 'Tearing down logging...', { level: 'INFO', from: 'rax::AgentPolicy::TearDown' });
