// File names are bytes that anybody may have chosen. Here they become text that a terminal shows as it is:
// control characters, direction overrides, invisible characters and what is not UTF-8 turn into visible escapes.

const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

/** Escapes stay as they are when they come by again: printable(printable(x)) is printable(x). */
export const printable = (text: string): string => text.replace(hidden, escaped);

/** The name of a file on Unix, as `printableBytes` writes it. */
export const printableName = (name: string): string => printable(name.replaceAll('\\', '\\x5c'));

/**
 * A backslash is escaped too, so that no name looks like another one that was escaped.
 *
 * @param bytes a name as latin1 text, one character a byte
 * @returns its UTF-8 reading; `\xNN` stands for each byte that is none, `\x5c` for a backslash
 */
export const printableBytes = (bytes: string): string => printableLine(bytes.replaceAll('\\', '\\x5c'));

/** The same of a line that somebody wrote: there a backslash is what it was, in a path of Windows above all. */
export const printableLine = (bytes: string): string =>
  bytes.replace(unit, (sequence) => (sequence.length > 1 ? printable(decoded(sequence)) : byteText(sequence)));

/** One character of well-formed UTF-8 (no overlong form, no surrogate), or else a single byte. */
const unit =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[^]/g;

function decoded(sequence: string): string {
  const [lead = 0, ...rest] = Array.from(sequence, (byte) => byte.charCodeAt(0));
  return String.fromCodePoint(rest.reduce((value, byte) => (value << 6) | (byte & 0x3f), lead & (0x7f >> sequence.length)));
}

const byteText = (byte: string): string => (byte >= '\x80' ? `\\x${byte.charCodeAt(0).toString(16)}` : printable(byte));

/** A byte that is no UTF-8 is `\x85`, the invisible character of that number `\u{85}`. */
function escaped(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return character < '\x80' ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}
