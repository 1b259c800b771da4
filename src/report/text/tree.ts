// Findings that follow from another one, as branches below it. Those that say the same share a branch.
import type { CheckResult } from '../../diagnosis/diagnosis.js';
import { groupedBy } from './grouped-by.js';
import { hang, wrapped, type Lines, type Page } from './page.js';

/**
 * @param said what stands above already and need not be told again
 * @param indent where the caller will place the branches
 */
export function tree(checks: readonly CheckResult[], said: string, page: Page, indent: number): Lines {
  const { branch, lastBranch, trunk } = page.signs;
  const groups = groupedBy(checks, ({ status, sentence }) => `${status} ${sentence}`);
  return groups.flatMap((group, index) => {
    const isLast = index === groups.length - 1;
    return hang(isLast ? lastBranch : branch, isLast ? '   ' : trunk, leaf(group, said, page, indent + branch.length));
  });
}

function leaf(group: readonly CheckResult[], said: string, page: Page, indent: number): Lines {
  const [{ status, sentence } = { status: 'unknown' as const, sentence: '' }] = group;
  const blind = status === 'unknown' ? ' (could not look)' : '';
  const titles = `${group.map(({ title }) => title).join(', ')}${blind}`;
  const text = sentence === said ? `${titles}, for the same reason` : `${titles}: ${sentence}`;
  return hang(`${page.paint(status, page.signs.status[status])} `, '  ', wrapped(page, indent + 2, text));
}
