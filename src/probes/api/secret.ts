// A secret that is in use: it shows itself to nobody who does not ask for it by `reveal`, so that no log, error or JSON can hold
// it by accident. What an answer repeats of it is taken out by `scrub`.
import { inspect } from 'node:util';
import { mask } from '../../facts/secrets.js';

export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}

export function scrub(text: string, secrets: readonly Secret[]): string {
  const spellings = secrets.flatMap((secret) => spellingsOf(secret.reveal()));
  return spellings.sort((a, b) => b.length - a.length).reduce((left, spelling) => left.replaceAll(spelling, mask), text);
}

/** The same in every text of a parsed answer, names of members included. */
export function scrubTree(value: unknown, secrets: readonly Secret[]): unknown {
  if (typeof value === 'string') return scrub(value, secrets);
  if (Array.isArray(value)) return value.map((item) => scrubTree(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [scrub(key, secrets), scrubTree(item, secrets)]));
}

/** As it is, and as JSON, a URL, a page or a Basic header would have it. */
function spellingsOf(text: string): readonly string[] {
  const page = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const spellings = [
    ...[text, JSON.stringify(text).slice(1, -1), JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1)],
    ...[encodeURIComponent(text), page, page.replaceAll('"', '&quot;'), Buffer.from(text).toString('base64')],
  ];
  return [...new Set(spellings)].filter((spelling) => spelling !== '');
}
