// Looks for known secrets in finished bytes, in whatever spelling a format, a log or an answer left them. The bytes are unfolded a
// few times, and each time all spellings are sought at once: a table of hashes of four bytes says where to look closer.
import { encodedFormsOf } from './encoded-forms.js';
import { unfold, type Unfolding } from './unfold.js';

export const secretKinds = [
  'agent key',
  'key pair',
  'password',
  'vault password',
  'API key',
  'token',
  'password of a proxy',
  'password in an address',
] as const;
export type SecretKind = (typeof secretKinds)[number];

export interface KnownSecret {
  readonly kind: SecretKind;
  readonly text: string;
}

/** Shorter ones occur in innocent words and numbers. */
export const shortestSecret = 6;
/** From here on it is sought without regard to blanks; a shorter one only where it stands in one piece. */
const shortestSplit = 8;

/** Until nothing is left to undo; a page holds JSON that may quote JSON that names an address. */
const depth = 6;

interface Needle {
  readonly secret: KnownSecret;
  readonly bytes: Buffer;
}

export class LeakSearch {
  readonly #splittable: NeedleTable;
  readonly #whole: NeedleTable;
  /** Too short, or a word of the program itself: to find them would tell nothing. */
  readonly unsought: readonly SecretKind[];

  /** @param ownWords what every output may hold, whatever the host */
  constructor(secrets: readonly KnownSecret[], ownWords = '') {
    const own = ownWords.replace(/\s+/g, '');
    const isSought = ({ text }: KnownSecret): boolean => text.trim().length >= shortestSecret && !own.includes(text.replace(/\s+/g, ''));
    const sought = secrets.filter(isSought);
    this.unsought = [...new Set(secrets.filter((secret) => !isSought(secret)).map(({ kind }) => kind))];
    this.#splittable = new NeedleTable(sought.filter(isSplittable).flatMap((secret) => needlesOf(secret, false)));
    this.#whole = new NeedleTable(sought.filter((secret) => !isSplittable(secret)).flatMap((secret) => needlesOf(secret, true)));
  }

  /** @returns each secret that the bytes hold, once */
  find(bytes: Uint8Array): readonly KnownSecret[] {
    const found = new Set<KnownSecret>();
    for (const [table, keepsBlanks] of [
      [this.#splittable, false],
      [this.#whole, true],
    ] as const) {
      if (!table.isEmpty) for (const level of levelsOf(bytes, keepsBlanks)) table.collect(level, found);
    }
    return [...found];
  }
}

/** Any eight digits stand somewhere in a megabyte of numbers, once the blanks are gone. */
const isSplittable = ({ text }: KnownSecret): boolean => text.replace(/\s/g, '').length >= shortestSplit && !/^[\d\s]+$/.test(text);

/** As they are, and unfolded again and again, as long as that changes anything. */
function* levelsOf(bytes: Uint8Array, keepsBlanks: boolean): Generator<Uint8Array> {
  const how = (keepsEscapes: boolean): Unfolding => ({ keepsBlanks, keepsEscapes });
  let level: Uint8Array = keepsBlanks ? bytes : unfold(bytes, how(true));
  yield level;
  for (let count = 0; count < depth; count += 1) {
    const next = unfold(level, how(false));
    if (next.length === level.length) return;
    level = next;
    yield level;
  }
}

function needlesOf(secret: KnownSecret, keepsBlanks: boolean): readonly Needle[] {
  const plain = Buffer.from(secret.text);
  // Nothing in base64 or hex is an escape.
  const all = [...levelsOf(plain, keepsBlanks), ...encodedFormsOf(plain)];
  const distinct = new Map(all.map((bytes) => [Buffer.from(bytes).toString('latin1'), Buffer.from(bytes)]));
  return [...distinct.values()].filter(({ length }) => length >= shortestSecret).map((bytes) => ({ secret, bytes }));
}

/** All needles, by their first four bytes; a hash of those says at most places that none begins there. */
class NeedleTable {
  readonly #slots = new Uint8Array(1 << 16);
  readonly #needles = new Map<number, readonly Needle[]>();
  readonly isEmpty: boolean;

  constructor(needles: readonly Needle[]) {
    this.isEmpty = needles.length === 0;
    for (const needle of needles) {
      const word = needle.bytes.readInt32LE();
      this.#slots[slotOf(word)] = 1;
      this.#needles.set(word, [...(this.#needles.get(word) ?? []), needle]);
    }
  }

  collect(bytes: Uint8Array, found: Set<KnownSecret>): void {
    const hay = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const slots = this.#slots;
    let word = 0;
    for (let at = 0; at < hay.length; at += 1) {
      word = (word >>> 8) | ((hay[at] ?? 0) << 24);
      if (slots[slotOf(word)] === 1 && at >= 3) this.#compare(hay, at - 3, word, found);
    }
  }

  #compare(hay: Buffer, at: number, word: number, found: Set<KnownSecret>): void {
    for (const { bytes, secret } of this.#needles.get(word) ?? []) {
      if (hay.compare(bytes, 0, bytes.length, at, Math.min(hay.length, at + bytes.length)) === 0 && standsAlone(hay, at, bytes))
        found.add(secret);
    }
  }
}

const slotOf = (word: number): number => Math.imul(word, 0x9e3779b1) >>> 16;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** A number within a longer one is another number. */
function standsAlone(hay: Buffer, at: number, needle: Buffer): boolean {
  if (!needle.every(isDigit)) return true;
  return !isDigit(hay[at - 1]) && !isDigit(hay[at + needle.length]);
}
