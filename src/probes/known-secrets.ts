// The secrets that this run has met, held in memory as long as the examined host is: whatever quotes one of them, a line of the log
// above all, is cleaned of it before anything is saved. They never enter the facts.
import { LeakSearch, shortestSecret, type KnownSecret } from '../facts/leaks/leak-search.js';
import { isOwnWord } from '../facts/leaks/own-words.js';
import type { Scrub } from '../facts/redact.js';
import { mask } from '../facts/secrets.js';
import { Secret, scrub } from './api/secret.js';
import type { System } from './platform/system.js';

/** A copy of a system, made to cut a look short, has the same files. Functions, so that nothing shows them by accident. */
const known = new WeakMap<System['files'], () => readonly KnownSecret[]>();

export function keepSecrets({ files }: System, secrets: readonly KnownSecret[]): void {
  const all = [...(known.get(files)?.() ?? []), ...secrets.filter(({ text }) => !mask.includes(text))];
  const distinct = [...new Map(all.map((secret) => [secret.text, secret])).values()];
  known.set(files, () => distinct);
}

export const secretsKnownTo = ({ files }: System): readonly KnownSecret[] => known.get(files)?.() ?? [];

/** Files that hold secrets, which could not be read or not to their end: what they hold can be sought nowhere. */
const unread = new WeakMap<System['files'], ReadonlySet<string>>();

export function keepUnread({ files }: System, path: string): void {
  unread.set(files, new Set([...(unread.get(files) ?? []), path]));
}

export const unreadNotes = ({ files }: System, shownAs: (path: string) => string = (path) => path): readonly string[] =>
  [...(unread.get(files) ?? [])].map((path) => `${shownAs(path)} could not be read to its end, so the secrets that it may hold were not searched in what is written`);

export function scrubKnown(system: System): Scrub {
  const all = secretsKnownTo(system).filter(({ text }) => text.length >= shortestSecret);
  const search = new LeakSearch(all);
  return (text, name) => {
    if (isOwnWord(text, name)) return text;
    const found = search.find(Buffer.from(text));
    return scrubCut(found.length === 0 ? text : without(text, found), all);
  };
}

/** What is spelled in a way that cannot be cut out of its text takes all of the text with it. */
function without(text: string, found: readonly KnownSecret[]): string {
  const left = scrub(
    text,
    found.map((secret) => new Secret(secret.text)),
  );
  return new LeakSearch(found).find(Buffer.from(left)).length === 0 ? left : mask;
}

/** A text that was shortened may end within a secret. */
function scrubCut(text: string, secrets: readonly KnownSecret[]): string {
  if (!text.endsWith('…')) return text;
  const kept = text.slice(0, -1);
  const starts = secrets.flatMap((secret) => {
    const start = kept.lastIndexOf(secret.text.slice(0, shortestSecret));
    return start >= 0 && secret.text.startsWith(kept.slice(start)) ? [start] : [];
  });
  return starts.length === 0 ? text : `${kept.slice(0, Math.min(...starts))}${mask}…`;
}
