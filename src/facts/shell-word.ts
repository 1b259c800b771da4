// How text is written in a command, so that it stays one word whatever it holds.

/**
 * What `printable` spells out: a byte, or an invisible character by its number. It never spells a visible letter, a `/` or a NUL:
 * who reads `\x2e\x2e\x2f` sees a name that somebody made up, and a shell must not make `../` of it.
 */
const spelledOut = /\\x(0[1-9a-f]|1[0-9a-f]|5c|7f|[89a-f][0-9a-f])|\\u\{([89a-f][0-9a-f]|[1-9a-f][0-9a-f]{2,4}|10[0-9a-f]{4})\}/;

/** Quotes to PowerShell, and in an output in ASCII, where ’ is spelled as ': a name would end its own quotes. */
const otherQuote = /[\u2018-\u201f]/;

const special = new RegExp(`${spelledOut.source}|${otherQuote.source}|[\\p{Cc}'\\\\]`, 'gu');

/**
 * For a POSIX shell or PowerShell: single quotes keep blanks, `$` and `;` harmless. Where a name was made printable, and where it
 * holds control characters, which would be lost on the way through a terminal, or other quotes, `$'…'` (bash, zsh, ksh) writes the
 * bytes out.
 */
export function shellWord(text: string): string {
  if (/^[\w./:@%+,=-]+$/.test(text)) return text;
  if (/\p{Cc}/u.test(text) || spelledOut.test(text) || otherQuote.test(text)) return `$'${text.replace(special, inBytes)}'`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function inBytes(match: string, byte: string | undefined, point: string | undefined): string {
  if (byte !== undefined) return match;
  // No argument of a program can hold it: a shell would drop the rest of the word.
  if (match === '\0') return '\\x5cx00';
  const code = point === undefined ? (match.codePointAt(0) ?? 0) : Number.parseInt(point, 16);
  return utf8(code).map((part) => `\\x${part.toString(16).padStart(2, '0')}`).join('');
}

/** The bytes of one character. */
function utf8(code: number): readonly number[] {
  if (code < 0x80) return [code];
  const rest = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return [0xc0 | (code >> 6), rest(0)];
  return code < 0x10000 ? [0xe0 | (code >> 12), rest(6), rest(0)] : [0xf0 | (code >> 18), rest(12), rest(6), rest(0)];
}
