// The key order that the contract promises, for each part of the report. What a part has beyond it comes after.
import { factNames } from '../../facts/facts.js';

export const keyOrder = {
  report: [
    ...['schemaVersion', 'tool', 'runId', 'startedAt', 'finishedAt', 'durationMs', 'deadlineMs'],
    ...['status', 'exitCode', 'headline', 'host', 'agent', 'conditions', 'symptoms', 'causes', 'checks', 'notRun', 'waivers', 'redaction', 'facts'],
  ],
  tool: ['name', 'version'],
  host: ['hostname', 'os', 'kernel', 'virtualization', 'cpuCount', 'memoryBytes', 'bootedAt'],
  agent: ['name', 'version', 'agentId', 'registered', 'running', 'updaterVersion', 'region', 'encrypted', 'usesServiceNet'],
  conditions: ['asUser', 'isRoot', 'offline', 'root', 'deep', 'proxy', 'agent', 'options'],
  symptom: ['id', 'title', 'status', 'checkIds'],
  cause: [
    ...['rank', 'checkId', 'problem', 'status', 'confidence', 'sentence'],
    ...['evidence', 'consequences', 'symptoms', 'solution', 'docs', 'title'],
  ],
  solution: ['text', 'command', 'os', 'verify'],
  check: [
    ...['id', 'title', 'status', 'problem', 'reason', 'sentence'],
    ...['evidence', 'symptoms', 'dependsOn', 'causedBy', 'tookMs', 'waived', 'stack'],
  ],
  evidence: ['subject', 'name', 'value', 'unit', 'source'],
  notRun: ['id', 'reason', 'enable'],
  waiver: ['id', 'target', 'reason', 'expires', 'by', 'matched', 'isExpired', 'sentence'],
  redaction: ['policy', 'counts', 'selfTest'],
  facts: factNames,
} as const satisfies Record<string, readonly string[]>;

/** The same object, its keys in the wanted order. */
export function inOrder<T extends object>(object: T, keys: readonly string[]): T {
  const entries = Object.entries(object);
  const placeOf = ([key]: readonly [string, unknown]): number => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  // Only the order changes, so the type stays.
  return Object.fromEntries(entries.sort((a, b) => placeOf(a) - placeOf(b))) as T;
}
