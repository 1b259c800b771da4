// What the reader of logs is asked, and what its child says.
import type { LogFacts, LogWriter } from '../../../facts/log.js';
import type { Observed } from '../../../facts/observed.js';

/** A log as the adapter of an agent knows it. */
export interface LogPlace {
  readonly writer: LogWriter;
  /** As the examined host writes it; rollovers are `PATH.1`, `PATH.2` … */
  readonly path: string;
  readonly rolloverCount: number;
}

export interface LogJob {
  readonly root: string | null;
  readonly places: readonly LogPlace[];
  readonly lookedAtMs: number;
  readonly windowBeganAtMs: number;
  readonly graceMs: number;
  readonly limitMs: number;
}

/** `so-far` comes after each file: the next one may hang. */
export type LogSaid =
  { readonly said: 'so-far'; readonly facts: LogFacts } | { readonly said: 'done'; readonly answer: Observed<LogFacts> };
