// The second net under the rule that secrets are never read: whatever still looks like one is taken out of the
// facts before they are saved, shown or judged.
import type { Facts } from './facts.js';
import type { Redaction } from './recording.js';
import { isSecretName, mask, maskSecrets } from './secrets.js';

type Counts = Record<string, number>;

export function redact(facts: Facts): { readonly facts: Facts; readonly redaction: Redaction } {
  const counts: Counts = {};
  // Strings are replaced by strings, so the shape stays that of Facts.
  const clean = walk(facts, counts) as Facts;
  const selfTest = JSON.stringify(walk(clean, {})) === JSON.stringify(clean) ? 'passed' : 'failed';
  return { facts: clean, redaction: { policy: 'secrets', counts: sortedByKey(counts), selfTest } };
}

function walk(value: unknown, counts: Counts): unknown {
  if (typeof value === 'string') return maskSecrets(value, (kind) => count(kind, counts));
  if (Array.isArray(value)) return value.map((item) => walk(item, counts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walkMember(key, item, counts)]));
}

function walkMember(key: string, value: unknown, counts: Counts): unknown {
  if (typeof value !== 'string' || value === '' || !isSecretName(key)) return walk(value, counts);
  count('named-secret', counts);
  return mask;
}

function count(kind: string, counts: Counts): void {
  counts[kind] = (counts[kind] ?? 0) + 1;
}

const sortedByKey = (counts: Counts): Counts => Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
