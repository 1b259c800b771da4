// What is kept of each run, so that a later one can tell what changed, what flaps and where a trend leads.
import type { ProbeFailure } from './observed.js';

/** What may change between two runs; each is kept as plain pairs of names and values. */
export const partNames = ['findings', 'version', 'kernel', 'routes', 'resolver', 'certificates', 'configuration'] as const;
export type PartName = (typeof partNames)[number];

/** Short texts by name. */
export type Part = Readonly<Record<string, string>>;

export type RunStatus = 'ok' | 'warning' | 'critical' | 'unknown';

export interface Room {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** One run of `check` on this host. */
export interface KeptRun {
  readonly runId: string;
  /** When the host was looked at, ISO 8601 UTC. */
  readonly at: string;
  readonly status: RunStatus;
  readonly headline: string;
  /** Every check was asked for: no --only, --skip, --symptom or --offline. */
  readonly isWhole: boolean;
  readonly asUser: string;
  readonly durationMs: number;
  /** The causes by rank: ids of checks. */
  readonly causes: readonly string[];
  /** null where that part could not be seen. */
  readonly parts: Readonly<Record<PartName, Part | null>>;
  /** By mount point, for the volumes that the agent writes to. */
  readonly space: Readonly<Record<string, Room>>;
  /** Milliseconds that a connection took, by endpoint and family of addresses: `agent-api/4`. */
  readonly latencyMs: Readonly<Record<string, number>>;
}

/** Free space over time, thinned: what a forecast needs. Two lists of one length, the oldest first. */
export interface SpaceSeries {
  readonly mountPoint: string;
  /** Before this look. */
  readonly ageSeconds: readonly number[];
  /** The lowest of each stretch of time. */
  readonly freeBytes: readonly number[];
}

/** What earlier runs on this host kept. */
export interface HistoryFacts {
  readonly runCount: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** The newest run of all checks that found nothing wrong; null where there is none. Recordings before 2026-11-22 lack it. */
  readonly lastGoodAt?: string | null;
  /** When it was read, ISO 8601 UTC: the present measurement joins the series here. */
  readonly readAt: string;
  readonly space: readonly SpaceSeries[];
  /** Lines that a crash or a full disk left torn; they are passed over. */
  readonly tornLineCount: number;
}

export interface KeptHistory {
  /** The oldest first. */
  readonly runs: readonly KeptRun[];
  readonly tornLineCount: number;
  /** Files that could not be read, and why. */
  readonly unread: readonly { readonly path: string; readonly failure: ProbeFailure }[];
}
