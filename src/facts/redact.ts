// The second net under the rule that secrets are never read: whatever still looks like one is taken out of the
// facts before they are saved, shown or judged.
import type { Facts } from './facts.js';
import type { Conditions, Redaction } from './recording.js';
import { isSecretName, mask, maskSecrets } from './secrets.js';

/** Takes out what is known to be a secret, whatever it looks like. @param name of the member that holds the text */
export type Scrub = (text: string, name: string) => string;

type Counts = Record<string, number>;

interface Pass {
  readonly counts: Counts;
  /** Texts in which no secret was found: most stand there many times, and are looked through once. */
  readonly plain: Set<string>;
  readonly scrub: Scrub;
}

export interface Seen {
  readonly facts: Facts;
  readonly conditions: Conditions;
}

export function redact(seen: Seen, scrub: Scrub = (text) => text): Seen & { readonly redaction: Redaction } {
  const counts: Counts = {};
  const plain = new Set<string>();
  // Strings are replaced by strings, so the shape stays.
  const clean = walk(seen, { counts, plain, scrub }) as Seen;
  const selfTest = JSON.stringify(walk(clean, { counts: {}, plain, scrub })) === JSON.stringify(clean) ? 'passed' : 'failed';
  return { ...clean, redaction: { policy: 'secrets', counts: sortedByKey(counts), selfTest } };
}

function walk(value: unknown, pass: Pass, name = ''): unknown {
  if (typeof value === 'string') return walkText(value, pass, name);
  if (Array.isArray(value)) return value.map((item) => walk(item, pass, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walkMember(key, item, pass)]));
}

function walkText(text: string, { counts, plain, scrub }: Pass, name: string): string {
  if (plain.has(text)) return text;
  const unknown = scrub(text, name);
  if (unknown !== text) count('known-secret', counts);
  const masked = maskSecrets(unknown, (kind) => count(kind, counts));
  if (masked === text) plain.add(text);
  return masked;
}

function walkMember(key: string, value: unknown, pass: Pass): unknown {
  if (typeof value !== 'string' || value === '' || !isSecretName(key)) return walk(value, pass, key);
  count('named-secret', pass.counts);
  return mask;
}

function count(kind: string, counts: Counts): void {
  counts[kind] = (counts[kind] ?? 0) + 1;
}

const sortedByKey = (counts: Counts): Counts => Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
