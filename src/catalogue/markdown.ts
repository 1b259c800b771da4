// Text to Markdown that shows exactly that text.

/** Nothing in it means anything to Markdown any more; on one line. */
export const plain = (text: string): string => oneLine(text).replace(/[\\`*_[\]<>|~&]/g, '\\$&');

/** As `plain`, with the `{placeholders}` set apart. */
export const sentence = (text: string): string => plain(text).replace(/\{[A-Za-z]\w*\}/g, '`$&`');

export function code(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  if (longest === 0) return `\`${line}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${line} ${fence}`;
}

export const list = (items: readonly (string | null)[]): string =>
  items
    .filter((item) => item !== null)
    .map((item) => `- ${item}`)
    .join('\n');

/** Bars are escaped here once more: even within code they would end the cell. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(withoutBars).join(' | ')} |`).join('\n');

const withoutBars = (cell: string): string => cell.replace(/(?<!\\)\|/g, '\\|');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
