// The agent's own secrets, held in memory as long as the examined host is: whatever quotes one of them, a line of the log above
// all, is cleaned of it before anything is saved. They never enter the facts.
import type { Scrub } from '../facts/redact.js';
import { mask } from '../facts/secrets.js';
import { Secret, scrub } from './api/secret.js';
import type { System } from './platform/system.js';

/** A copy of a system, made to cut a look short, has the same files. */
const known = new WeakMap<System['files'], readonly Secret[]>();

/** Shorter ones occur in innocent words. */
const shortest = 6;
const isLongEnough = (text: string): boolean => text.length >= shortest && !mask.includes(text);

export function keepSecrets({ files }: System, texts: readonly string[]): void {
  const secrets = [...new Set(texts)].filter(isLongEnough).map((text) => new Secret(text));
  known.set(files, [...(known.get(files) ?? []), ...secrets]);
}

export function scrubKnown({ files }: System): Scrub {
  const secrets = known.get(files) ?? [];
  return (text, name) => (name !== 'message' && isOwnWord(text) ? text : scrubCut(scrub(text, secrets), secrets));
}

/** A state, a kind or a time of the facts themselves, which a weak password may equal. */
const isOwnWord = (text: string): boolean => /^(?:[a-z][a-z-]{0,30}|\d{4}-\d\d-\d\dT[\d:.]{8,12}Z)$/.test(text);

/** A text that was shortened may end within a secret. */
function scrubCut(text: string, secrets: readonly Secret[]): string {
  if (!text.endsWith('…')) return text;
  const kept = text.slice(0, -1);
  const starts = secrets.flatMap((secret) => {
    const start = kept.lastIndexOf(secret.reveal().slice(0, shortest));
    return start >= 0 && secret.reveal().startsWith(kept.slice(start)) ? [start] : [];
  });
  return starts.length === 0 ? text : `${kept.slice(0, Math.min(...starts))}${mask}…`;
}
