// One block a cause: what is wrong, what follows from it, what to do, and how to see that it is mended.
import type { Cause } from '../../diagnosis/diagnosis.js';
import { verificationParts } from '../shared-words.js';
import type { Report } from '../report.js';
import { evidenceLines } from './evidence.js';
import { matrixUnder } from './matrix.js';
import { hang, labelled, marginWidth, toCopy, wrapped, type Lines, type Page } from './page.js';
import { tree } from './tree.js';

export const causeBlocks = (report: Report, page: Page): readonly Lines[] => report.causes.map((cause) => causeBlock(cause, report, page));

function causeBlock(cause: Cause, report: Report, page: Page): Lines {
  const { checks, symptoms } = report;
  const consequences = checks.filter(({ id }) => cause.consequences.includes(id));
  return [
    ...heading(cause, page),
    ...part(page, '', wrapped(page, marginWidth, cause.sentence)),
    ...part(page, 'ways', matrixUnder(cause.checkId, report, page)),
    ...part(page, 'evidence', page.isVerbose ? evidenceLines(cause.evidence, page, marginWidth) : []),
    ...part(page, 'symptom', symptomTitles(cause, symptoms, page)),
    ...part(page, 'follows', tree(consequences, cause.sentence, page, marginWidth)),
    ...part(page, 'do', steps(cause, page)),
    ...part(page, 'check', verification(cause, page)),
    ...part(page, 'more', furtherReading(cause, page)),
  ];
}

function heading({ rank, title, status, confidence }: Cause, page: Page): Lines {
  const gravity = confidence === 'certain' ? status : `${status}, ${confidence}`;
  const lines = wrapped(page, marginWidth + 1, `${title} (${gravity})`).map((line) => page.paint('strong', line));
  return labelled(page, status, `${page.signs.status[status]} CAUSE ${rank}`, lines);
}

const part = (page: Page, label: string, lines: Lines): Lines => labelled(page, 'quiet', `  ${label}`, lines);

/** Numbered where there is an order to keep. */
function steps({ solution }: Cause, page: Page): Lines {
  return solution.flatMap(({ text, command }, index) => {
    const number = solution.length > 1 ? `${index + 1}. ` : '';
    const toRun = command === undefined ? [] : [`${' '.repeat(number.length + 2)}${toCopy(page, command)}`];
    return [...numbered(number, wrapped(page, marginWidth + number.length, text)), ...toRun];
  });
}

const numbered = (number: string, lines: Lines): Lines => hang(number, ' '.repeat(number.length), lines);

const symptomTitles = (cause: Cause, symptoms: Report['symptoms'], page: Page): Lines =>
  symptoms.filter(({ id }) => cause.symptoms.includes(id)).flatMap(({ title }) => wrapped(page, marginWidth, title));

/** Numbered like the steps where there is more than one way to check. */
function verification({ solution }: Cause, page: Page): Lines {
  const isTheLast = (verify: string, index: number): boolean => !solution.slice(index + 1).some((later) => later.verify === verify);
  const ways = solution.flatMap(({ verify }, index) =>
    verify !== undefined && isTheLast(verify, index) ? [{ verify, number: `${index + 1}. ` }] : [],
  );
  return ways.flatMap(({ verify, number }) => {
    const first = ways.length > 1 ? number : '';
    return numbered(first, verificationLines(verify, marginWidth + first.length, page));
  });
}

/** What to see, and the command of ours that sees it, which is to be copied. */
const verificationLines = (verify: string, indent: number, page: Page): Lines =>
  verificationParts(verify).flatMap((part) => (part.startsWith('backup-doctor ') ? [toCopy(page, part)] : wrapped(page, indent, part)));

const furtherReading = ({ checkId, docs }: Cause, page: Page): Lines =>
  [`backup-doctor explain ${checkId}`, ...(docs === null ? [] : [docs])].map((line) => toCopy(page, line));
