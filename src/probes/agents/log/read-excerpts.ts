// The newest lines of the agent's logs as they stand, for a person who reads on: those of the window, and no more than a cap. They are
// not clean: whoever takes them out of this process redacts them first.
import { parseLogLine } from '../../../facts/log/log-line.js';
import { mapped, type Observed } from '../../../facts/observed.js';
import type { System } from '../../platform/system.js';
import type { LogPlace } from './log-job.js';

export interface LogExcerpt {
  readonly path: string;
  readonly lines: Observed<readonly string[]>;
}

export interface ExcerptLimits {
  readonly windowBeganAt: Date;
  readonly capBytes: number;
}

/** A log that has just rolled over goes on in the file before. */
export async function readExcerpts({ files }: System, places: readonly LogPlace[], limits: ExcerptLimits): Promise<readonly LogExcerpt[]> {
  const all = places.flatMap(({ writer, path }) => [path, `${path}.1`].map((file) => ({ writer, path: file })));
  return Promise.all(
    all.map(async ({ writer, path }) => {
      const tail = await files.readTail(path, limits.capBytes);
      return { path, lines: mapped(tail, ({ text }) => withinWindow(text, writer, limits)) };
    }),
  );
}

/** The updater stamps its lines with the clock on the wall, which is less than a day from UTC. */
const wallClockMs = 86_400_000;

function withinWindow(text: string, writer: LogPlace['writer'], { windowBeganAt }: ExcerptLimits): readonly string[] {
  const lines = text.split('\n');
  const sinceMs = windowBeganAt.getTime() - (writer === 'agent' ? 0 : wallClockMs);
  const first = lines.findIndex((line) => (parseLogLine(writer, line, (ms) => ms)?.atMs ?? -Infinity) >= sinceMs);
  return first < 0 ? [] : lines.slice(first).filter((line) => line !== '');
}
