// Undoes what formats do to text, byte by byte and in one pass: blanks and line ends go, escapes of JSON, of pages, of URLs and of
// our own become what they stand for. Applied to an output and to a secret alike, so that both come out the same.

export interface Unfolding {
  /** Blanks and line ends stay: only what is whole in one word is then found. */
  readonly keepsBlanks: boolean;
  /** Escapes stay as they are. */
  readonly keepsEscapes: boolean;
}

export function unfold(bytes: Uint8Array, { keepsBlanks, keepsEscapes }: Unfolding): Buffer {
  // No escape is shorter than what it stands for.
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    if (byte <= blank && !keepsBlanks) at += 1;
    else if (isPlain[byte] === 1 || keepsEscapes) {
      out[length++] = byte;
      at += 1;
    } else {
      const escape = escapeAt(bytes, at, byte, keepsBlanks);
      length = escape === null ? put(out, length, byte) : write(out, length, escape.codePoint);
      at += escape?.length ?? 1;
    }
  }
  return out.subarray(0, length);
}

interface Escape {
  readonly length: number;
  /** null: it stands for nothing, as the end of a line. */
  readonly codePoint: number | null;
}

const blank = 0x20;
const [backslash, ampersand, percent, quote, apostrophe, box] = [0x5c, 0x26, 0x25, 0x22, 0x27, 0xe2];

const isPlain = Uint8Array.from({ length: 256 }, (_, byte) => ([backslash, ampersand, percent, quote, apostrophe, box].includes(byte) ? 0 : 1));

function escapeAt(bytes: Uint8Array, at: number, byte: number, keepsBlanks: boolean): Escape | null {
  switch (byte) {
    case backslash:
      return afterBackslash(bytes, at, keepsBlanks);
    case ampersand:
      return entity(bytes, at);
    case percent:
      return fromHex(bytes, at + 1, 2, 3);
    case quote:
      // CSV doubles it.
      return bytes[at + 1] === quote ? { length: 2, codePoint: quote } : null;
    case apostrophe:
      // A shell leaves its quotes for it: `'\''`.
      return bytes[at + 1] === backslash && bytes[at + 2] === apostrophe && bytes[at + 3] === apostrophe ? { length: 4, codePoint: apostrophe } : null;
    default:
      // Lines that the text report draws: U+2500 to U+257F.
      return !keepsBlanks && (bytes[at + 1] === 0x94 || bytes[at + 1] === 0x95) ? { length: 3, codePoint: null } : null;
  }
}

const [letterU, letterX, openBrace] = [0x75, 0x78, 0x7b];
const lineEnds: Readonly<Record<number, number>> = { 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09 };

function afterBackslash(bytes: Uint8Array, at: number, keepsBlanks: boolean): Escape | null {
  const next = bytes[at + 1];
  if (next === undefined) return null;
  if (next === letterU) return (bytes[at + 2] === openBrace ? bracedHex(bytes, at) : fourHex(bytes, at)) ?? { length: 1, codePoint: null };
  if (next === letterX) return fromHex(bytes, at + 2, 2, 4) ?? { length: 1, codePoint: null };
  const lineEnd = lineEnds[next];
  if (lineEnd !== undefined) return { length: 2, codePoint: keepsBlanks ? lineEnd : null };
  // Before anything else it only says that the next one is meant as it is.
  return next < 0x80 ? { length: 2, codePoint: next } : { length: 1, codePoint: null };
}

/** `\ud83d\ude00` is one character. */
function fourHex(bytes: Uint8Array, at: number): Escape | null {
  const high = hexValue(bytes, at + 2, 4);
  if (high === null) return null;
  const isPair = high >= 0xd800 && high < 0xdc00 && bytes[at + 6] === backslash && bytes[at + 7] === letterU;
  const low = isPair ? hexValue(bytes, at + 8, 4) : null;
  if (low === null || low < 0xdc00 || low > 0xdfff) return { length: 6, codePoint: high };
  return { length: 12, codePoint: 0x10000 + (high - 0xd800) * 0x400 + (low - 0xdc00) };
}

/** `\u{1f600}`, as outputs in ASCII have it. */
function bracedHex(bytes: Uint8Array, at: number): Escape | null {
  const digits = bytes.subarray(at + 3, at + 10).indexOf(0x7d);
  const codePoint = digits < 1 ? null : hexValue(bytes, at + 3, digits);
  return codePoint === null ? null : { length: digits + 4, codePoint };
}

const named: Readonly<Record<string, number>> = { amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 };

/** `&amp;`, `&#39;`, `&#x27;` */
function entity(bytes: Uint8Array, at: number): Escape | null {
  const end = bytes.subarray(at, at + 12).indexOf(0x3b);
  if (end < 2) return null;
  const name = Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, end - 1).toString('latin1');
  const [, hex, decimal] = /^#(?:[xX]([\da-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
  const number = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const codePoint = named[name] ?? (Number.isNaN(number) ? null : number);
  return codePoint === null ? null : { length: end + 1, codePoint };
}

function fromHex(bytes: Uint8Array, start: number, digits: number, length: number): Escape | null {
  const value = hexValue(bytes, start, digits);
  return value === null ? null : { length, codePoint: digits === 2 ? -1 - value : value };
}

function hexValue(bytes: Uint8Array, start: number, digits: number): number | null {
  let value = 0;
  for (let index = start; index < start + digits; index += 1) {
    const digit = hexDigit[bytes[index] ?? 0] ?? 0;
    if (digit < 0) return null;
    value = value * 16 + digit;
  }
  return value;
}

const hexDigit = Int8Array.from({ length: 256 }, (_, byte) => {
  const digit = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? -1 : digit;
});

/** A negative one is a byte, which may be a part of a character. */
function write(out: Buffer, length: number, codePoint: number | null): number {
  if (codePoint === null) return length;
  if (codePoint < 0) return put(out, length, -1 - codePoint);
  if (codePoint < 0x80) return put(out, length, codePoint);
  return codePoint > 0x10ffff ? length : length + out.write(String.fromCodePoint(codePoint), length);
}

function put(out: Buffer, length: number, byte: number): number {
  out[length] = byte;
  return length + 1;
}
