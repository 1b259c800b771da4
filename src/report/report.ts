// The JSON report: what scripts and support staff rely on. Every other format is a pure function of it.
import type { Diagnosis } from '../diagnosis/diagnosis.js';
import type { Facts } from '../facts/facts.js';
import type { Conditions, Redaction } from '../facts/recording.js';

export interface ReportHost {
  readonly hostname: string | null;
  readonly os: string | null;
  readonly kernel: string | null;
  readonly virtualization: string | null;
  readonly cpuCount: number | null;
  readonly memoryBytes: number | null;
  readonly bootedAt: string | null;
}

export interface ReportAgent {
  readonly name: string;
  readonly version: string | null;
  readonly agentId: string | null;
  readonly registered: boolean | null;
  readonly running: boolean | null;
  readonly updaterVersion: string | null;
  readonly region: string | null;
  readonly encrypted: boolean | null;
  readonly usesServiceNet: boolean | null;
}

export interface Report extends Diagnosis {
  readonly schemaVersion: '1';
  readonly tool: { readonly name: 'backup-doctor'; readonly version: string };
  readonly runId: string;
  /** ISO 8601 UTC */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly deadlineMs: number;
  readonly host: ReportHost | null;
  readonly agent: ReportAgent | null;
  readonly conditions: Conditions;
  readonly redaction: Redaction;
  readonly facts: Facts;
}
