// The measured values behind a verdict, grouped by what they are about: name, value, where it was read.
import type { Evidence } from '../../checks/check.js';
import { formatQuantity } from '../../diagnosis/wording.js';
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
  const values = evidence.map((item) => page.clean(valueText(item)));
  const nameWidth = Math.max(...names.map(columnsOf)) + 2;
  const valueWidth = Math.max(0, ...values.map(columnsOf).filter((columns) => columns <= third)) + 2;
  const room = page.width - indent - nameWidth;
  return evidence.flatMap(({ source }, index) => {
    const origin = cutMiddle(page.clean(source), room - valueWidth, ellipsis);
    const cells = wrap(`${padEnd(values[index] ?? '', valueWidth)}${origin}`, room, ellipsis);
    return hang(`  ${padEnd(names[index] ?? '', nameWidth)}`, ' '.repeat(nameWidth + 2), cells);
  });
}

function valueText(item: Evidence): string {
  if (item.unit !== null) return formatQuantity(item.value, item.unit);
  if (typeof item.value === 'boolean') return item.value ? 'yes' : 'no';
  return item.value ?? 'unknown';
}
