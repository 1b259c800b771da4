// All that `history` tells of the kept runs: each with what changed since the one before, the trends, and what flaps.
import type { KeptHistory, KeptRun, RunStatus } from '../facts/history.js';
import { differenceBetween } from './changes.js';
import { flappingIn, type Flapping } from './flapping.js';
import type { ChangeKind } from './relevance.js';
import { trendsIn, type Trend } from './trends.js';

export interface RunLine {
  readonly runId: string;
  readonly at: string;
  readonly status: RunStatus;
  readonly headline: string;
  /** No check was left out by an option. */
  readonly isWhole: boolean;
  readonly causes: readonly string[];
  /** Kinds of what differs from the run before; null for the first. */
  readonly changed: readonly ChangeKind[] | null;
}

export interface Overview {
  readonly runCount: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly tornLineCount: number;
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
  readonly statusCounts: Readonly<Record<RunStatus, number>>;
  /** The newest first. */
  readonly runs: readonly RunLine[];
  readonly omittedRunCount: number;
  readonly trends: readonly Trend[];
  readonly flapping: readonly Flapping[];
}

/** @param shownCount of the newest runs */
export function overviewOf({ runs, tornLineCount, unread }: KeptHistory, shownCount: number): Overview {
  const start = Math.max(0, runs.length - shownCount);
  const lines = runs.slice(start).map((run, index) => runLine(run, runs[start + index - 1]));
  const count = (status: RunStatus): number => runs.filter((run) => run.status === status).length;
  return {
    runCount: runs.length,
    firstAt: runs[0]?.at ?? null,
    lastAt: runs.at(-1)?.at ?? null,
    tornLineCount,
    unread: unread.map(({ path, failure }) => ({ path, reason: failure.detail })),
    statusCounts: { ok: count('ok'), warning: count('warning'), critical: count('critical'), unknown: count('unknown') },
    runs: lines.toReversed(),
    omittedRunCount: start,
    trends: trendsIn(runs),
    flapping: flappingIn(runs),
  };
}

function runLine(run: KeptRun, before: KeptRun | undefined): RunLine {
  const { runId, at, status, headline, isWhole, causes } = run;
  const changed = before === undefined ? null : [...new Set(differenceBetween(before, run).changes.map(({ kind }) => kind))];
  return { runId, at, status, headline, isWhole, causes, changed };
}
