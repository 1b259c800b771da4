// Finds where a text stops being JSON. The engine's own message quotes the text, which may hold secrets, and
// names no line; it also lets a repeated key pass, and then nobody knows which of the two the agent reads.

export type JsonFaultKind = 'empty' | 'cut-off' | 'nul-byte' | 'typographic-quote' | 'repeated-key' | 'too-deep' | 'unexpected-character';

export interface JsonFault {
  readonly kind: JsonFaultKind;
  /** Both count from 1; columns count characters, not bytes. */
  readonly line: number;
  readonly column: number;
}

/** Every real registration is at most two levels deep. */
const maxDepth = 64;

const blanks = /[ \t\r\n]*/y;
const wholeString = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const openString = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*/y;
const plainValue = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** The start of a word, number or escape that the end of the text cuts through. */
const cutThrough = /^(?:[a-z]{1,4}|-|\\(?:u[0-9a-fA-F]{0,3})?)$/;
const typographicQuote = /[\u2018-\u201f\u00ab\u00bb]/;

/** @returns null exactly for those texts that JSON.parse takes and that repeat no key */
export function findJsonFault(text: string): JsonFault | null {
  try {
    new Scanner(text).scan();
    return null;
  } catch (error) {
    if (error instanceof Stop) return toFault(text, error);
    throw error;
  }
}

class Stop extends Error {
  constructor(
    readonly kind: JsonFaultKind,
    readonly offset: number,
  ) {
    super(kind);
  }
}

class Scanner {
  private offset = 0;

  constructor(private readonly text: string) {}

  scan(): void {
    this.skip(blanks);
    if (this.offset === this.text.length) throw new Stop('empty', 0);
    this.value(0);
    this.skip(blanks);
    if (this.offset < this.text.length) throw this.misplaced();
  }

  private value(depth: number): void {
    if (depth > maxDepth) throw new Stop('too-deep', this.offset);
    const character = this.text[this.offset];
    if (character === '{') return this.object(depth + 1);
    if (character === '[') return this.list(']', () => this.value(depth + 1));
    if (character === '"') return void this.string();
    if (this.skip(plainValue) === '') throw this.broken();
  }

  private object(depth: number): void {
    const keys = new Set<string>();
    this.list('}', () => {
      this.key(keys);
      this.skip(blanks);
      this.expect(':');
      this.skip(blanks);
      this.value(depth);
    });
  }

  /** What stands between the brackets: nothing, or entries with commas between them. */
  private list(close: string, entry: () => void): void {
    this.offset += 1;
    this.skip(blanks);
    if (this.takes(close)) return;
    for (;;) {
      entry();
      this.skip(blanks);
      if (this.takes(close)) return;
      this.expect(',');
      this.skip(blanks);
    }
  }

  private key(keys: Set<string>): void {
    const start = this.offset;
    // Two spellings of one key (`A`, `\u0041`) are one key.
    const key = JSON.parse(this.string()) as string;
    if (keys.has(key)) throw new Stop('repeated-key', start);
    keys.add(key);
  }

  private string(): string {
    const found = this.skip(wholeString);
    if (found !== '') return found;
    this.skip(openString);
    throw this.broken();
  }

  private expect(character: string): void {
    if (!this.takes(character)) throw this.misplaced();
  }

  private takes(character: string): boolean {
    if (this.text[this.offset] !== character) return false;
    this.offset += 1;
    return true;
  }

  private skip(pattern: RegExp): string {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.offset += found.length;
    return found;
  }

  private broken(): Stop {
    const isCut = cutThrough.test(this.text.slice(this.offset, this.offset + 8));
    return isCut ? new Stop('cut-off', this.text.length) : this.misplaced();
  }

  private misplaced(): Stop {
    const character = this.text[this.offset];
    if (character === undefined) return new Stop('cut-off', this.offset);
    return new Stop(character === '\0' ? 'nul-byte' : 'unexpected-character', this.offset);
  }
}

/** A closing typographic quote lets a string run on: the parser then stumbles later in the line. */
function toFault(text: string, { kind, offset }: Stop): JsonFault {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const quote = kind === 'unexpected-character' ? text.slice(lineStart, offset + 1).search(typographicQuote) : -1;
  const place = quote === -1 ? offset : lineStart + quote;
  return {
    kind: quote === -1 ? kind : 'typographic-quote',
    line: text.slice(0, place).split('\n').length,
    column: Array.from(text.slice(lineStart, place)).length + 1,
  };
}
