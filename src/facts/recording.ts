// The saved form of one look at a host: what `gather` writes and `judge` reads.
import type { Facts } from './facts.js';
import { absent } from './observed.js';
import type { Policy } from './redaction/policy.js';

/** Under which conditions the facts were gathered. */
export interface Conditions {
  readonly asUser: string;
  readonly isRoot: boolean;
  readonly offline: boolean;
  readonly deep: boolean;
  /** The host image that was examined instead of the running host; null on the live host. */
  readonly root: string | null;
  /** Proxy variables that were set, without their values' credentials. */
  readonly proxy: readonly string[];
  /** `auto`, or the adapter that was asked for. */
  readonly agent: string;
  /** The options of the call that change what is looked at, to be given again when it is verified: `['--root', '/mnt']`. */
  readonly options?: readonly string[];
}

export interface Redaction {
  readonly policy: Policy;
  /** What was removed, by kind. Secrets that are never read do not count. */
  readonly counts: Readonly<Record<string, number>>;
  /** A second pass over the redacted facts finds nothing more. */
  readonly selfTest: 'passed' | 'failed';
}

export const recordingFormat = 'backup-doctor-recording';
export const recordingFormatVersion = 1;

/** Facts that an earlier version did not look at: the format has only grown by them. */
export const withLaterFacts = <Saved extends object>(facts: Saved): Saved => ({
  throughput: absent('an earlier version that does not measure it made this recording'),
  inUse: absent('an earlier version that does not look at it made this recording'),
  history: absent('an earlier version that keeps no history made this recording'),
  ...facts,
});

export interface Recording {
  readonly format: typeof recordingFormat;
  readonly formatVersion: typeof recordingFormatVersion;
  readonly toolVersion: string;
  readonly runId: string;
  /** ISO 8601 UTC */
  readonly gatheredAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly deadlineMs: number;
  readonly conditions: Conditions;
  readonly redaction: Redaction;
  readonly facts: Facts;
}
