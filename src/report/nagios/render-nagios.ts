// One line for a monitoring system, then long text: the Monitoring Plugins guidelines. Text never holds what Nagios
// or its web pages would read as markup: newlines, `|`, `<`, `>` and escape codes are shown as `\x7c`.
import type { Cause } from '../../diagnosis/diagnosis.js';
import { printable } from '../../facts/storage/printable.js';
import { printableAscii } from '../ascii.js';
import { blindChecks } from '../blind-checks.js';
import type { RenderOptions } from '../renderer.js';
import type { Report } from '../report.js';
import { countOf } from '../shared-words.js';
import { expired, waivedFinding } from '../waivers.js';
import { perfdata } from './perfdata.js';

type Clean = (text: string) => string;

/** What older transports and pagers keep of the first line. */
const firstLineLength = 255;

export function renderNagios(report: Report, { unicode }: RenderOptions): string {
  const clean: Clean = (text) => oneLine(text, unicode);
  const numbers = perfdata(report, clean);
  const words = shorten(clean(`BACKUP ${report.status.toUpperCase()} - ${expiryNote(report)}${message(report)}`), firstLineLength - numbers.length - 3);
  const longText = [...report.causes.map((cause) => causeLine(cause, clean)), ...blindLines(report).map(clean), ...waiverLines(report).map(clean)];
  return `${[`${words} | ${numbers}`, ...longText].join('\n')}\n`;
}

/** The measured fault tells the person on call more than the headline does. */
function message({ status, headline, causes }: Report): string {
  const [first, ...others] = causes;
  if (first === undefined || status === 'unknown') return headline;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${first.title}${more}: ${first.sentence}`;
}

/** A command whose characters had to be escaped would be a trap for whoever copies it. */
function causeLine({ rank, title, status, confidence, sentence, solution }: Cause, clean: Clean): string {
  const gravity = confidence === 'certain' ? status : `${status}, ${confidence}`;
  const { text = '', command = '' } = solution[0] ?? {};
  const parts = [
    `${rank}. ${title} (${gravity}): ${sentence}`,
    ...(text === '' ? [] : [`To do: ${text}`]),
    ...(command === '' || clean(command) !== command ? [] : [`Command: ${command}`]),
  ];
  return parts.map(clean).join(' ');
}

const blindLines = (report: Report): readonly string[] =>
  blindChecks(report).map(({ title, sentence }) => `Could not look: ${title}: ${sentence}`);

/** First of all, since the end of a long line is cut. */
function expiryNote(report: Report): string {
  const count = expired(report).length;
  return count === 0 ? '' : `(${countOf(count, 'expired waiver')}) `;
}

function waiverLines(report: Report): readonly string[] {
  return report.waivers.map((waiver) => {
    const found = waivedFinding(waiver, report);
    return `Waiver: ${waiver.sentence}${found === null ? '' : ` Found: ${found.sentence}`}`;
  });
}

/**
 * All escapes are numeric: a passive check result would turn a `\n` into a newline again. Markup is looked for last, since `≤` becomes
 * `<=` in ASCII.
 */
function oneLine(text: string, unicode: boolean): string {
  const plain = unicode ? printable(text) : printableAscii(text);
  return plain.replace(/[|<>]/g, (character) => `\\x${character.charCodeAt(0).toString(16)}`);
}

/** Ends with a whole word where one is near. */
function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  const start = characters.slice(0, length - 3).join('');
  return `${start.replace(/ \S{0,20}$/, '')}...`;
}
