// One line on stderr that says what is being looked at, for how long already and for how long at most; only where a person
// watches a terminal.
import { isUtf8Locale } from './output.js';
import type { Began } from '../probes/gather.js';
import type { Spinner } from './spinner.js';

export interface Progress {
  readonly began: Began;
  stop(): void;
}

/** A quick look needs no progress, and should not pay for loading it. */
const quietMs = 1_000;

export function watch(deadlineMs: number): Progress {
  if (!process.stderr.isTTY || process.env['TERM'] === 'dumb') return { began: () => () => undefined, stop: () => undefined };
  const startedAt = performance.now();
  const current = new Set<{ readonly what: string }>();
  const line = (): string => progressLine([...current].map(({ what }) => what), performance.now() - startedAt, deadlineMs, process.stderr.columns);
  let spinner: Spinner | null = null;
  let isOver = false;
  const start = setTimeout(() => {
    void import('./spinner.js').then(({ spin }) => {
      if (!isOver) spinner = spin(line, isUtf8Locale(process.env));
    });
  }, quietMs);
  start.unref();
  return {
    began: (what) => {
      const look = { what };
      current.add(look);
      return () => current.delete(look);
    },
    stop: () => {
      isOver = true;
      clearTimeout(start);
      spinner?.stop();
    },
  };
}

/** `4 s of at most 60 s: the volumes and 2 more`. It stays on one line, since the terminal is cleared line by line. */
export function progressLine(current: readonly string[], elapsedMs: number, deadlineMs: number, columns: number): string {
  const [first = 'judging', ...others] = current;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const text = `${Math.round(elapsedMs / 1000)} s of at most ${Math.round(deadlineMs / 1000)} s: ${first}${more}`;
  // The sign before it takes two columns, and the last one stays free.
  return text.slice(0, Math.max(0, (columns || 80) - 3));
}
