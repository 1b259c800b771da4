// What fits a ticket: the most needed blocks, in the order of the page, and one line that says what was left out.
import { countOf } from '../shared-words.js';

export interface Block {
  readonly text: string;
  /** The lowest comes first when room is short; 0 always stands. */
  readonly need: number;
  /** `cause-1/step`: when one of a series is left out, so are the rest of it and all below it. */
  readonly series: string;
  /** What it is when it is left out, in the singular. */
  readonly what: string;
}

export function fitted(blocks: readonly Block[], maxLength: number, lastLine: string): string {
  // The line about the rest is longest where everything is left out.
  let room = maxLength - lastLine.length - leftOut(blocks, maxLength).length - 6;
  const closed = new Set<string>();
  const kept = new Set<Block>();
  for (const block of [...blocks].sort((a, b) => a.need - b.need)) {
    const length = block.text.length + 2;
    if (block.need > 0 && (length > room || closed.has(block.series) || closed.has(parentOf(block.series)))) {
      closed.add(block.series);
      continue;
    }
    kept.add(block);
    room -= length;
  }
  const rest = leftOut(
    blocks.filter((block) => !kept.has(block)),
    maxLength,
  );
  const page = joined(blocks.filter((block) => kept.has(block)));
  return `${[page, ...(rest === '' ? [] : [rest]), lastLine].join('\n\n')}\n`;
}

const parentOf = (series: string): string => series.split('/')[0] ?? '';

/** The items of one list stand together. */
const joined = (blocks: readonly Block[]): string =>
  blocks.reduce(
    (page, { text, series }, index) => `${page}${index === 0 ? '' : blocks[index - 1]?.series === series ? '\n' : '\n\n'}${text}`,
    '',
  );

function leftOut(blocks: readonly Block[], maxLength: number): string {
  if (blocks.length === 0) return '';
  const kinds = [...new Set(blocks.map(({ what }) => what))];
  const counts = kinds.map((kind) => countOf(blocks.filter(({ what }) => what === kind).length, kind));
  return `*Left out to fit ${maxLength} characters: ${counts.join(', ')}. The JSON report holds everything.*`;
}
