// The combined result: what to tell, what follows from what, and what to do, in the order to do it.
import type { Confidence, Evidence, Status } from '../checks/check.js';
import type { SymptomId } from '../catalogue/catalogue.js';

export type OverallStatus = 'ok' | 'warning' | 'critical' | 'unknown';

export interface SolutionLine {
  readonly text: string;
  readonly command?: string;
  /** The operating system that the command is for; absent where it is the same on all. */
  readonly os?: 'linux' | 'windows';
  readonly verify?: string;
}

export interface Cause {
  readonly rank: number;
  readonly checkId: string;
  readonly problem: string;
  readonly status: 'warning' | 'critical';
  readonly confidence: Confidence;
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
  /** Ids of the checks whose findings follow from this one. */
  readonly consequences: readonly string[];
  readonly symptoms: readonly SymptomId[];
  readonly solution: readonly SolutionLine[];
  readonly docs: string | null;
  /** Noun phrase for what was found. */
  readonly title: string;
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly problem: string | null;
  /** Why it is unknown or does not apply. */
  readonly reason: string | null;
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
  readonly symptoms: readonly SymptomId[];
  readonly dependsOn: readonly string[];
  /** The check whose failure explains this one. */
  readonly causedBy: string | null;
  readonly tookMs: number;
  /** Only where it is waived: then its status counts for nothing, and it is no cause. */
  readonly waived?: true;
  /** Only where the check itself crashed. */
  readonly stack?: string;
}

export interface SymptomResult {
  readonly id: SymptomId;
  readonly title: string;
  readonly status: OverallStatus;
  /** The checks that found something, or could not look. */
  readonly checkIds: readonly string[];
}

export interface NotRun {
  readonly id: string;
  readonly reason: string;
  /** What to do so that it runs. */
  readonly enable: string;
}

/** What somebody has accepted, and what became of it in this run. */
export interface WaiverResult {
  /** Of the check. */
  readonly id: string;
  readonly target: string | null;
  readonly reason: string;
  /** The last day on which it holds, in UTC. */
  readonly expires: string;
  readonly by: string | null;
  /** What it names was found; it holds where it has not expired and nothing else is affected. */
  readonly matched: boolean;
  readonly isExpired: boolean;
  /** What it does, and why. */
  readonly sentence: string;
}

export interface Diagnosis {
  readonly status: OverallStatus;
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly headline: string;
  readonly symptoms: readonly SymptomResult[];
  readonly causes: readonly Cause[];
  readonly checks: readonly CheckResult[];
  readonly notRun: readonly NotRun[];
  readonly waivers: readonly WaiverResult[];
}
