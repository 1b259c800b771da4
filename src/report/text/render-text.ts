// The report for a person at a terminal: the verdict first, then each cause with its remedy, then the rest in short.
// Pure: the same report and options give the same text.
import type { RenderOptions } from '../renderer.js';
import type { Report } from '../report.js';
import { isWaived } from '../waivers.js';
import { causeBlocks } from './causes.js';
import { detailBlocks, timeBlock } from './details.js';
import { expiredBlock, header, redactionBlock, verdict } from './header.js';
import { notApplicableBlock, notRunBlock, okBlock, symptomBlock, unknownBlock, waiverBlock } from './overview.js';
import { createPage, type Page } from './page.js';

export function renderText(report: Report, options: RenderOptions): string {
  const page = createPage(options);
  const blocks = [
    header(report, page),
    verdict(report, page),
    redactionBlock(report, page),
    expiredBlock(report, page),
    ...causeBlocks(report, page),
    symptomBlock(report, page),
    unknownBlock(report, page),
    ...(page.isVerbose ? [] : [okBlock(report, page)]),
    waiverBlock(report, page),
    notApplicableBlock(report, page),
    notRunBlock(report, page),
    ...(page.isVerbose ? [...detailBlocks(report, page), timeBlock(report, page)] : []),
    [lastLine(report, page)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** For grep and for mails of cron: one line of a fixed form, whatever the width. */
function lastLine({ status, exitCode, causes, checks, runId }: Report, page: Page): string {
  const count = (wanted: string): number => checks.filter((check) => check.status === wanted && !isWaived(check)).length;
  const counts = `causes=${causes.length} warnings=${count('warning')} unknown=${count('unknown')}`;
  return `backup-doctor: ${status.toUpperCase()} exit=${exitCode} ${counts} run=${page.clean(runId).slice(0, shownIdLength)}`;
}

/** Enough to find a run by; the whole id would not fit a line. */
const shownIdLength = 8;
