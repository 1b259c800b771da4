// Reads JSON that JSON.parse refuses, as it turns up in logs, tickets and documentation: cut at the end, in single
// quotes, as Python prints it (u'…', None, True), with trailing commas, raw line breaks or unescaped inner quotes.
// It gives what could be read up to the first place that cannot be.

export interface LenientJson {
  readonly value: unknown;
  readonly end: 'closed' | 'cut' | 'unreadable';
}

const maxDepth = 64;
const literals: Readonly<Record<string, unknown>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
  undefined: null,
};

interface Reader {
  readonly text: string;
  position: number;
  end: 'closed' | 'cut' | 'unreadable';
}

export function parseLenientJson(text: string): LenientJson {
  const reader: Reader = { text, position: 0, end: 'closed' };
  const value = readValue(reader, 0);
  return { value, end: reader.end };
}

function readValue(reader: Reader, depth: number): unknown {
  const start = peek(reader);
  if (start === '') return stop(reader, 'cut');
  if (depth > maxDepth) return stop(reader, 'unreadable');
  if (start === '{') return readObject(reader, depth);
  if (start === '[') return readArray(reader, depth);
  if (isStringStart(reader)) return readString(reader);
  return readWord(reader);
}

function readObject(reader: Reader, depth: number): unknown {
  // Without a prototype, a key `__proto__` is a key like any other.
  const record: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  reader.position += 1;
  while (reader.end === 'closed') {
    skip(reader, ',');
    if (take(reader, '}')) break;
    if (!isStringStart(reader)) stop(reader, peek(reader) === '' ? 'cut' : 'unreadable');
    else readEntry(reader, record, depth);
  }
  return record;
}

function readEntry(reader: Reader, record: Record<string, unknown>, depth: number): void {
  const key = readString(reader);
  if (reader.end !== 'closed') return;
  if (!take(reader, ':')) {
    stop(reader, peek(reader) === '' ? 'cut' : 'unreadable');
    return;
  }
  const value = readValue(reader, depth + 1);
  if (value !== undefined) record[key] = value;
}

function readArray(reader: Reader, depth: number): unknown {
  const items: unknown[] = [];
  reader.position += 1;
  while (reader.end === 'closed') {
    skip(reader, ',');
    if (take(reader, ']')) break;
    const value = readValue(reader, depth + 1);
    if (value !== undefined) items.push(value);
  }
  return items;
}

function readWord(reader: Reader): unknown {
  const [word = ''] = /^[-+.\w]{1,40}/.exec(reader.text.slice(reader.position, reader.position + 40)) ?? [];
  const isLiteral = Object.hasOwn(literals, word);
  if (!isLiteral && !/^[-+]?\d/.test(word)) return stop(reader, 'unreadable');
  reader.position += word.length;
  if (isLiteral) return literals[word];
  return Number.isFinite(Number(word)) ? Number(word) : word;
}

function isStringStart(reader: Reader): boolean {
  return /^\s*[uUbB]?["']/.test(reader.text.slice(reader.position, reader.position + 40).trimStart());
}

function readString(reader: Reader): string {
  peek(reader);
  if (/[a-z]/i.test(reader.text[reader.position] ?? '')) reader.position += 1;
  const quote = reader.text[reader.position];
  reader.position += 1;
  const parts: string[] = [];
  while (reader.position < reader.text.length) {
    const character = reader.text[reader.position] ?? '';
    if (character === quote && closesString(reader)) {
      reader.position += 1;
      return parts.join('');
    }
    parts.push(character === '\\' ? readEscape(reader) : character);
    reader.position += 1;
  }
  stop(reader, 'cut');
  return parts.join('');
}

/** A quote in the middle of a sentence (`The path "x" is wrong`) is text: only a delimiter may follow the last one. */
function closesString(reader: Reader): boolean {
  const next = reader.text.slice(reader.position + 1, reader.position + 65).trimStart();
  return next === '' || ',:}]'.includes(next.charAt(0));
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function readEscape(reader: Reader): string {
  const escaped = reader.text[reader.position + 1] ?? '';
  const hex = /^u([0-9a-f]{4})/i.exec(reader.text.slice(reader.position + 1, reader.position + 6))?.[1];
  reader.position += hex === undefined ? 1 : 5;
  return hex === undefined ? (escapes[escaped] ?? escaped) : String.fromCharCode(Number.parseInt(hex, 16));
}

function peek(reader: Reader): string {
  while (/\s/.test(reader.text[reader.position] ?? '')) reader.position += 1;
  return reader.text[reader.position] ?? '';
}

function take(reader: Reader, character: string): boolean {
  if (peek(reader) !== character) return false;
  reader.position += 1;
  return true;
}

function skip(reader: Reader, character: string): void {
  while (take(reader, character));
}

/** The value of what cannot be read is none. */
function stop(reader: Reader, end: 'cut' | 'unreadable'): unknown {
  reader.end = end;
  return undefined;
}
