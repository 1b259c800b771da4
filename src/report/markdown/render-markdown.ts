// The report for a ticket: short enough for any ticket system, and nothing in it is read as markup that is not ours.
import type { Evidence } from '../../checks/check.js';
import type { Cause, CheckResult } from '../../diagnosis/diagnosis.js';
import { formatQuantity, formatValue } from '../../diagnosis/wording.js';
import { printable } from '../../facts/storage/printable.js';
import { aboutAgent, countOf, notable, shortTime, verificationParts } from '../shared-words.js';
import { blindChecks } from '../blind-checks.js';
import type { Report } from '../report.js';
import { expired, waivedFinding } from '../waivers.js';
import { cutMiddle } from '../text/wrap.js';
import { groupedBy } from '../text/grouped-by.js';
import { block, code, codeBlock, prose } from './escape.js';
import { fitted, type Block } from './fit.js';

const maxLength = 4_000;

/** What is needed first when room is short. */
const needs = { always: 0, cause: 1, conditions: 2, step: 3, follows: 4, blind: 5, evidence: 6, notRun: 7, more: 8 } as const;

export function renderMarkdown(report: Report): string {
  const blocks = [
    ...head(report),
    ...report.causes.flatMap((cause) => causeBlocks(cause, report.checks)),
    ...listed('### Could not look', blindChecks(report).map(blindLine), needs.blind, 'blind', 'blind check'),
    ...listed('### Waivers', waiverLines(report), needs.conditions, 'waivers', 'waiver'),
    ...listed('### Not run', notRunLines(report), needs.notRun, 'not-run', 'reason for not running'),
  ];
  return fitted(blocks, maxLength, lastLine(report));
}

function head(report: Report): readonly Block[] {
  const { status, headline, host, agent, startedAt, checks, durationMs, conditions } = report;
  const about = [
    host?.hostname ?? 'host name unknown',
    ...(agent === null ? [] : aboutAgent(agent)),
    shortTime(startedAt),
    `${countOf(checks.length, 'check')} in ${formatQuantity(durationMs / 1000, 'seconds')}`,
  ];
  const seen = notable(conditions).map((text) => `- ${block(short(text, 200))}`);
  const over = expired(report).map(({ sentence }) => `- ${block(short(sentence, 300))}`);
  return [
    part(`## Backups: ${status.toUpperCase()}`, needs.always, 'title', ''),
    part(block(short(headline, 300)), needs.always, 'headline', ''),
    part(about.map((text) => prose(short(text, 60))).join(' · '), needs.always, 'about', ''),
    ...over.map((text) => part(text, needs.cause, 'expired', 'expired waiver')),
    ...(seen.length === 0 ? [] : [part(seen.join('\n'), needs.conditions, 'conditions', 'run condition')]),
  ];
}

function causeBlocks(cause: Cause, checks: readonly CheckResult[]): readonly Block[] {
  const { rank, title, status, confidence, sentence, consequences, solution, evidence } = cause;
  const series = `cause-${rank}`;
  const gravity = confidence === 'certain' ? status : `${status}, ${confidence}`;
  const follows = checks.filter(({ id }) => consequences.includes(id)).map((check) => prose(short(check.title, 80)));
  return [
    part(`### ${rank}. ${prose(short(title, 80))} (${gravity})\n\n${block(short(sentence, 600))}`, needs.cause, series, 'cause'),
    ...(follows.length === 0
      ? []
      : [part(`Follows from it: ${follows.join(', ')}.`, needs.follows, `${series}/follows`, 'consequence list')]),
    ...listed('**To do**', solution.map(stepText), needs.step, `${series}/step`, 'step'),
    ...listed(
      '**Evidence**',
      groupedBy(evidence, ({ subject }) => subject).map(evidenceLine),
      needs.evidence,
      `${series}/evidence`,
      'evidence line',
    ),
    part(furtherReading(cause), needs.more, `${series}/more`, 'reading hint'),
  ];
}

/** A command whose characters had to be escaped would be a trap for whoever copies it. */
function stepText({ text, command, os, verify }: Cause['solution'][number], index: number): string {
  const language = os === 'windows' ? 'powershell' : 'sh';
  return [
    `${index + 1}. ${block(short(text, 500))}`,
    ...(command === undefined || printable(command) !== command ? [] : [codeBlock(command, language, '   ')]),
    ...(verify === undefined ? [] : [`   To verify: ${verificationParts(short(verify, 300)).map(wayToVerify).join('; ')}`]),
  ].join('\n');
}

const wayToVerify = (part: string): string => (part.startsWith('backup-doctor ') ? code(part) : prose(part));

function evidenceLine(group: readonly Evidence[]): string {
  const values = group.map((item) => `${prose(short(item.name, 60))} ${code(short(formatValue(item), 120))}`);
  return `- ${code(short(group[0]?.subject ?? '', 120))}: ${values.join(', ')}`;
}

function furtherReading({ checkId, docs }: Cause): string {
  const isPlainLink = docs !== null && /^https:\/\/[\w./#-]+$/.test(docs);
  return `More: ${[code(`backup-doctor explain ${short(checkId, 60)}`), ...(isPlainLink ? [`<${docs}>`] : [])].join(' · ')}`;
}

const blindLine = ({ title, sentence }: CheckResult): string => `- ${prose(short(title, 80))}: ${prose(short(sentence, 300))}`;

const waiverLines = (report: Report): readonly string[] =>
  report.waivers
    .filter(({ isExpired }) => !isExpired)
    .map((waiver) => `- ${prose(short(waiver.sentence, 300))}${foundText(waivedFinding(waiver, report))}`);

const foundText = (found: CheckResult | null): string => (found === null ? '' : ` Found: ${prose(short(found.sentence, 300))}`);

const notRunLines = ({ notRun }: Report): readonly string[] =>
  groupedBy(notRun, ({ reason }) => reason).map(
    (group) => `- ${group.map(({ id }) => code(short(id, 60))).join(', ')}: ${prose(short(group[0]?.reason ?? '', 200))}`,
  );

/** The heading comes with its first line. */
const listed = (heading: string, lines: readonly string[], need: number, series: string, what: string): readonly Block[] =>
  lines.map((line, index) => part(index === 0 ? `${heading}\n\n${line}` : line, need, series, what));

const lastLine = ({ tool, runId }: Report): string => `*${tool.name}* ${prose(short(tool.version, 20))} · run ${code(short(runId, 40))}`;

const part = (text: string, need: number, series: string, what: string): Block => ({ text, need, series, what });

/** Cut before it is escaped, so that no escape is. */
const short = (text: string, length: number): string => cutMiddle(printable(text.slice(0, 10_000)), length, '…');
