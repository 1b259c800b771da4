// What is not a cause: the four symptoms at a glance, what could not be seen, what is well, what was not asked.
import type { Status } from '../../checks/check.js';
import type { CheckResult, NotRun, SymptomResult } from '../../diagnosis/diagnosis.js';
import { countOf, symptomWords } from '../shared-words.js';
import { blindChecks } from '../blind-checks.js';
import type { Report } from '../report.js';
import { waivedFinding } from '../waivers.js';
import { groupedBy } from './grouped-by.js';
import { hang, labelled, marginWidth, wrapped, wrappedList, type Lines, type Page } from './page.js';
import { tree } from './tree.js';

export function symptomBlock({ symptoms }: Report, page: Page): Lines {
  const lines = symptoms.flatMap((symptom) => symptomLines(symptom, page));
  return labelled(page, 'quiet', 'SYMPTOMS', lines);
}

/** What nobody could look at and no cause explains, with what waits for it below. */
export function unknownBlock(report: Report, page: Page): Lines {
  const blind = blindChecks(report);
  const isBlind = (id: string | null): boolean => blind.some((check) => check.id === id);
  const roots = blind.filter(({ causedBy }) => !isBlind(causedBy));
  const waiting = (group: readonly CheckResult[]): readonly CheckResult[] =>
    blind.filter(({ causedBy }) => group.some(({ id }) => id === causedBy));
  const lines = groupedBy(roots, ({ sentence }) => sentence).flatMap((group) => {
    const reason = group[0]?.sentence ?? '';
    const below = [...wrapped(page, marginWidth + 2, reason), ...tree(waiting(group), reason, page, marginWidth + 2)];
    return named(titles(group), below, page);
  });
  return block('unknown', 'UNKNOWN', lines, page);
}

export function okBlock({ checks }: Report, page: Page): Lines {
  const fine = titles(checks.filter(({ status }) => status === 'ok'));
  if (fine.length === 0) return [];
  const lines = [`${countOf(fine.length, 'trouble')} looked for and not found:`, ...wrappedList(page, marginWidth, fine)];
  return block('ok', 'OK', lines, page);
}

/** What was found and accepted stays to be read. */
export function waiverBlock(report: Report, page: Page): Lines {
  const lines = report.waivers
    .filter(({ isExpired }) => !isExpired)
    .flatMap((waiver) => {
      const found = waivedFinding(waiver, report);
      return [...wrapped(page, marginWidth, waiver.sentence), ...(found === null ? [] : quietly(found.sentence, page)).map((line) => `  ${line}`)];
    });
  return block('not-applicable', 'WAIVED', lines, page);
}

export function notApplicableBlock({ checks }: Report, page: Page): Lines {
  const others = checks.filter(({ status }) => status === 'not-applicable');
  const lines = groupedBy(others, ({ sentence }) => sentence).flatMap((group) =>
    named(titles(group), quietly(group[0]?.sentence ?? '', page), page),
  );
  return block('not-applicable', 'N/A', lines, page);
}

export function notRunBlock({ notRun }: Report, page: Page): Lines {
  const lines = groupedBy(notRun, ({ reason }) => reason).flatMap((group) => {
    const ids = group.map(({ id }) => id);
    return named(ids, quietly([group[0]?.reason ?? '', ...commonWay(group)].join('; '), page), page);
  });
  return block('not-applicable', 'NOT RUN', lines, page);
}

function symptomLines({ title, status, checkIds }: SymptomResult, page: Page): Lines {
  const sign = page.paint(status, page.signs.status[status]);
  return hang(`${sign} `, '  ', wrapped(page, marginWidth + 2, `${title}: ${symptomWords({ status, checkIds })}`));
}

const block = (tone: Status, label: string, lines: Lines, page: Page): Lines =>
  labelled(page, tone, `${page.signs.status[tone]} ${label}`, lines);

const titles = (checks: readonly CheckResult[]): readonly string[] => checks.map(({ title }) => title);

/** Several names that share what stands below them. */
const named = (names: readonly string[], below: Lines, page: Page): Lines => [
  ...wrappedList(page, marginWidth, names),
  ...below.map((line) => `  ${line}`),
];

const quietly = (text: string, page: Page): Lines => wrapped(page, marginWidth + 2, text).map((line) => page.paint('quiet', line));

/** One way that makes all of them run, where it is the same for all. */
function commonWay(group: readonly NotRun[]): readonly string[] {
  const ways = new Set(group.map(({ enable }) => enable));
  return ways.size === 1 ? [...ways] : [];
}
