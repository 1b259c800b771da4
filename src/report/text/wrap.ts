// Lines that fit a terminal: measured in columns, broken between words, and inside a word only where it is longer
// than a line.

/** Columns that a terminal needs: none for combining marks, two for wide letters and emoji. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

export function wrap(text: string, width: number, ellipsis: string): readonly string[] {
  const lines: string[] = [];
  let line: string | null = null;
  for (const word of text.split(' ').flatMap((part) => pieces(part, width, ellipsis))) {
    const longer: string = line === null ? word : `${line} ${word}`;
    if (columnsOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== null) lines.push(line.trimEnd());
    line = word;
  }
  return [...lines, (line ?? '').trimEnd()];
}

/** A list whose items stay whole as long as they fit a line. The end of a line separates as well as the separator. */
export function wrapList(items: readonly string[], separator: string, width: number, ellipsis: string): readonly string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    const longer = last === undefined ? item : `${last}${separator}${item}`;
    if (last !== undefined && columnsOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(item);
  }
  return lines.flatMap((line) => wrap(line, width, ellipsis));
}

/** A path tells most at its two ends. */
export function cutMiddle(text: string, width: number, ellipsis: string): string {
  if (columnsOf(text) <= width) return text;
  const room = Math.max(0, width - columnsOf(ellipsis));
  const start = takeColumns(Array.from(text), Math.ceil(room / 2));
  const end = takeColumns(Array.from(text).reverse(), Math.floor(room / 2));
  return `${start.join('')}${ellipsis}${[...end].reverse().join('')}`;
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columnsOf(text)));

const maxLinesOfOneWord = 3;

/** A very long word is cut first. */
function pieces(word: string, wantedWidth: number, ellipsis: string): readonly string[] {
  // A wide letter must fit, or the word would never end.
  const width = Math.max(2, wantedWidth);
  if (columnsOf(word) <= width) return [word];
  const result: string[] = [];
  let rest: readonly string[] = Array.from(cutMiddle(word, width * maxLinesOfOneWord, ellipsis));
  while (columnsOf(rest.join('')) > width) {
    const end = breakOf(rest, takeColumns(rest, width).length);
    result.push(rest.slice(0, end).join(''));
    rest = rest.slice(end);
  }
  return [...result, rest.join('')];
}

/** Behind a separator, or before a backslash, since that may begin an escape; anywhere where neither is near. */
function breakOf(characters: readonly string[], end: number): number {
  for (let place = end; place > end / 2; place--) {
    if ('/,;:?&='.includes(characters[place - 1] ?? ' ') || characters[place] === '\\') return place;
  }
  return end;
}

function takeColumns(characters: readonly string[], width: number): readonly string[] {
  let columns = 0;
  const end = characters.findIndex((character) => (columns += columnsOfCharacter(character)) > width);
  return end < 0 ? characters : characters.slice(0, end);
}

const zeroWidth = /^[\p{Mn}\p{Me}]$/u;

/** The wide and full-width blocks of Unicode's East Asian Width, coarsely, and emoji. */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u;

function columnsOfCharacter(character: string): number {
  if (character <= '\u02ff') return 1;
  if (zeroWidth.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
