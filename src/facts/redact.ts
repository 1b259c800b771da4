// The second net under the rule that secrets are never read: whatever still looks like one is taken out of the
// facts before they are saved, shown or judged.
import { maskSecrets } from './fault/clean-text.js';
import type { Facts } from './facts.js';
import type { Redaction } from './recording.js';

interface SecretForm {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly replacement: string;
}

/** Linear patterns only: they run over text that may be hostile. */
const forms: readonly SecretForm[] = [
  {
    kind: 'private-key',
    pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    replacement: '[private key removed]',
  },
  { kind: 'url-credentials', pattern: /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"']{1,300}@/gi, replacement: '$1[removed]@' },
  { kind: 'temp-url', pattern: /\b(temp_url_sig=)[^\s&"']{1,300}/gi, replacement: '$1[removed]' },
  { kind: 'option', pattern: /(\s--?(?:password|passphrase|api-?key|token|secret)[= ])(?!\[removed)\S{1,300}/gi, replacement: '$1[removed]' },
  {
    kind: 'named-secret',
    pattern:
      /\b(agent_?key|rsa_?key_?pair|api_?key|x-auth-token|x-agent-key|encrypted_?password_?hex|auth_?token|password|passwd|passphrase|secret)(["']?\s{0,3}[:=]\s{0,3}["']?)(?!\[removed)[^\s"',;&}]{1,4000}/gi,
    replacement: '$1$2[removed]',
  },
];

export function redact(facts: Facts): { readonly facts: Facts; readonly redaction: Redaction } {
  const counts: Record<string, number> = {};
  // Strings are replaced by strings, so the shape stays that of Facts.
  const clean = walk(facts, counts) as Facts;
  const selfTest = JSON.stringify(walk(clean, {})) === JSON.stringify(clean) ? 'passed' : 'failed';
  return { facts: clean, redaction: { policy: 'secrets', counts: sortedByKey(counts), selfTest } };
}

/** For text that leaves outside the facts: error messages, notes. */
export const redactText = (text: string): string => walk(text, {}) as string;

function walk(value: unknown, counts: Record<string, number>): unknown {
  if (typeof value === 'string') return cleanText(value, counts);
  if (Array.isArray(value)) return value.map((item) => walk(item, counts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, counts)]));
}

function cleanText(text: string, counts: Record<string, number>): string {
  const replaced = forms.reduce((result, { kind, pattern, replacement }) => counted(result, result.replace(pattern, replacement), kind, counts), text);
  // What the fault interpreter masks in an answer is as secret in a recording.
  return counted(replaced, maskSecrets(replaced), 'answer-secret', counts);
}

function counted(before: string, after: string, kind: string, counts: Record<string, number>): string {
  if (after !== before) counts[kind] = (counts[kind] ?? 0) + 1;
  return after;
}

const sortedByKey = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
