// The measured values behind a verdict, grouped by what they are about: name, value, where it was read.
import type { Evidence } from '../../checks/check.js';
import { formatValue } from '../../diagnosis/wording.js';
import { hang, wrapped, type Lines, type Page } from './page.js';
import { groupedBy } from './grouped-by.js';
import { columnsOf, cutMiddle, padEnd, wrap } from './wrap.js';

export function evidenceLines(evidence: readonly Evidence[], page: Page, indent: number): Lines {
  return groupedBy(evidence, ({ subject }) => subject).flatMap((group) => [
    ...wrapped(page, indent, group[0]?.subject ?? ''),
    ...rows(group, page, indent + 2),
  ]);
}

/** Columns where the values are short; a long value goes on below itself. */
function rows(evidence: readonly Evidence[], page: Page, indent: number): Lines {
  const { ellipsis } = page.signs;
  const third = Math.floor((page.width - indent) / 3);
  const names = evidence.map(({ name }) => cutMiddle(page.clean(name), third, ellipsis));
  const values = evidence.map((item) => page.clean(formatValue(item)));
  const nameWidth = Math.max(...names.map(columnsOf)) + 2;
  const valueWidth = Math.max(0, ...values.map(columnsOf).filter((columns) => columns <= third)) + 2;
  const room = page.width - indent - nameWidth;
  return evidence.flatMap(({ source }, index) => {
    const origin = cutMiddle(page.clean(source), room - valueWidth, ellipsis);
    const value = values[index] ?? '';
    const gap = ' '.repeat(Math.max(2, valueWidth - columnsOf(value)));
    const cells = wrap(`${value}${gap}${origin}`, room, ellipsis);
    return hang(`  ${padEnd(names[index] ?? '', nameWidth)}`, ' '.repeat(nameWidth + 2), cells);
  });
}
