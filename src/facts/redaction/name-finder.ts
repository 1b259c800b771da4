// Finds names in running text, as words of their own and in whatever case. A log may name thousands of users: each word of a text is
// looked up once, however many names there are.

interface Candidate {
  readonly name: string;
  /** Where its first word begins: behind the dot of `.net-admin`. */
  readonly wordAt: number;
}

export class NameFinder {
  /** By their first words. */
  readonly #candidates = new Map<string, readonly Candidate[]>();

  add(name: string): void {
    const lower = name.toLowerCase();
    const first = wordForm.exec(lower);
    if (first === null) return;
    const alike = this.#candidates.get(first[0]) ?? [];
    if (alike.some((other) => other.name === lower)) return;
    const longestFirst = [...alike, { name: lower, wordAt: first.index }].sort((one, other) => other.name.length - one.name.length);
    this.#candidates.set(first[0], longestFirst);
  }

  replace(text: string, tokenFor: (found: string) => string): string {
    if (this.#candidates.size === 0) return text;
    let done = 0;
    let result = '';
    for (const { 0: word, index } of text.matchAll(words)) {
      const found = this.#at(text, word, index);
      if (found === null || found.start < done) continue;
      result += text.slice(done, found.start) + tokenFor(text.slice(found.start, found.end));
      done = found.end;
    }
    return done === 0 ? text : result + text.slice(done);
  }

  #at(text: string, word: string, index: number): { readonly start: number; readonly end: number } | null {
    for (const { name, wordAt } of this.#candidates.get(word.toLowerCase()) ?? []) {
      const [start, end] = [index - wordAt, index - wordAt + name.length];
      if (start >= 0 && text.slice(start, end).toLowerCase() === name && isApart(text, start, end)) return { start, end };
    }
    return null;
  }
}

/** Letters and digits beside it make it another word. */
const isApart = (text: string, start: number, end: number): boolean => !letterBefore.test(text.slice(Math.max(0, start - 2), start)) && !letterAfter.test(text.slice(end, end + 2));

const wordForm = /[\p{L}\p{N}]+/u;
const words = /[\p{L}\p{N}]+/gu;
const letterBefore = /[\p{L}\p{N}]$/u;
const letterAfter = /^[\p{L}\p{N}]/u;
