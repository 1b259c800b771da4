// What --verbose adds: each check with its sentence, evidence and stack, and where the time went.
import type { CheckResult } from '../../diagnosis/diagnosis.js';
import { formatQuantity } from '../../diagnosis/wording.js';
import type { Report } from '../report.js';
import { isWaived } from '../waivers.js';
import { evidenceLines } from './evidence.js';
import { hang, wrapped, type Lines, type Page } from './page.js';

const indent = 4;

/** The causes have told theirs already. */
export function detailBlocks({ checks, causes }: Report, page: Page): readonly Lines[] {
  const told = new Set(causes.map(({ checkId }) => checkId));
  const others = checks.filter(({ id, stack }) => !told.has(id) || stack !== undefined);
  return others.length === 0 ? [] : [[page.paint('strong', 'DETAILS'), ...others.flatMap((check) => detail(check, page))]];
}

export function timeBlock({ checks }: Report, page: Page): Lines {
  const slowest = checks.filter(({ tookMs }) => tookMs > 0).sort((a, b) => b.tookMs - a.tookMs);
  if (slowest.length === 0) return [];
  const times = slowest.map(({ id, tookMs }) => [id, formatQuantity(tookMs, 'milliseconds')] as const);
  const column = Math.max(...times.map(([, time]) => time.length));
  const lines = times.flatMap(([id, time]) => hang(`  ${time.padStart(column)}  `, ' '.repeat(column + 4), wrapped(page, column + 4, id)));
  return [page.paint('strong', 'TIME to gather what each check needs'), ...lines];
}

function detail(check: CheckResult, page: Page): Lines {
  const { id, title, status, sentence, evidence, stack } = check;
  const answer = isWaived(check) ? `${status}, waived` : status;
  const sign = page.paint(status, page.signs.status[status]);
  const stackLines = stack === undefined ? [] : stack.split('\n').flatMap((line) => wrapped(page, indent, line.trim()));
  return [
    ...hang(`${sign} `, '  ', wrapped(page, 2, `${title} (${id}): ${answer}`)),
    ...[...wrapped(page, indent, sentence), ...evidenceLines(evidence, page, indent), ...stackLines].map((line) => `    ${line}`),
  ];
}
