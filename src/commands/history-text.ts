// The history for a terminal: the newest runs with what changed, the trends, what flaps; and the difference of two runs.
import type { Change, Difference, FindingChange } from '../history/changes.js';
import type { Overview, RunLine } from '../history/overview.js';
import type { Trend } from '../history/trends.js';
import type { KeptRun } from '../facts/history.js';
import { formatQuantity } from '../diagnosis/wording.js';
import { printable } from '../facts/storage/printable.js';
import { countOf, shortTime } from '../report/shared-words.js';
import { fitted, paragraphs, section } from './paragraphs.js';

/** @param since as it was asked for */
export function overviewText(overview: Overview, folder: string, since: string): string {
  const { runCount, firstAt, lastAt, runs, omittedRunCount, trends, flapping, tornLineCount } = overview;
  if (runCount === 0) return paragraphs([fitted(`No run since ${since} was kept in ${folder}. Each check of this host adds one; --since looks further back.`)]);
  return paragraphs([
    fitted(`${countOf(runCount, 'run')} from ${shortTime(firstAt ?? '')} to ${shortTime(lastAt ?? '')} in ${folder} (--since ${since}): ${counts(overview)}.`),
    section('Runs, the newest first', [...runs.map(runText), ...(omittedRunCount === 0 ? [] : [`  and ${omittedRunCount} earlier ones`])]),
    section('Trends', trends.map(trendText)),
    section('Flapping', flapping.map(({ checkId, changeCount, runCount: among, lastChangeAt }) =>
      fitted(`${checkId} changed ${changeCount} times in its last ${among} runs, at last on ${shortTime(lastChangeAt)}`, '  ', '    '))),
    tornLineCount === 0 ? null : fitted(`${countOf(tornLineCount, 'torn line')} passed over: a run was killed while it was kept, or the disk was full.`),
    runs.some(({ status }) => status !== 'ok') ? fitted('What changed since the last good run: backup-doctor history diff') : null,
  ]);
}

const counts = ({ statusCounts }: Overview): string =>
  Object.entries(statusCounts).flatMap(([status, count]) => (count === 0 ? [] : [`${count} ${status}`])).join(', ');

function runText({ runId, at, status, headline, isWhole, causes, changed }: RunLine): string {
  const notes = [...(isWhole ? [] : ['some checks were left out']), ...(changed === null || changed.length === 0 ? [] : [`changed: ${changed.join(', ')}`])];
  const first = printable(`  ${shortTime(at)}  ${runId.slice(0, 8)}  ${status.padEnd(8)}  `);
  const found = causes.length > 0 ? causes.join(', ') : cutEnd(headline);
  return fitted(notes.length === 0 ? found : `${found} (${notes.join('; ')})`, first);
}

/** The report of that run told the rest. */
const cutEnd = (text: string): string => (text.length <= shownLength ? text : `${text.slice(0, shownLength).replace(/ \S*$/, '')} ...`);
const shownLength = 60;

function trendText({ kind, subject, unit, last, median, perDay, sampleCount, spanSeconds }: Trend): string {
  const what = kind === 'free-space' ? `${subject}: ${formatQuantity(last, unit)} free` : `${subject}: connected in ${formatQuantity(last, unit)}`;
  const over = `${countOf(sampleCount, 'run')} over ${formatQuantity(spanSeconds, 'seconds')}`;
  if (kind === 'latency') return fitted(`${what}, ${formatQuantity(median, unit)} in the middle of ${over}`, '  ', '    ');
  return fitted(`${what}, ${perDay === null ? `too few for a trend (${over})` : `${paceText(perDay)} (${over})`}`, '  ', '    ');
}

/** Where zero lies within the interval nobody can say which way it goes. */
function paceText({ value, low, high }: NonNullable<Trend['perDay']>): string {
  if (low <= 0 && high >= 0) return 'steady';
  const amounts = [value, low, high].map((amount) => formatQuantity(Math.abs(amount), 'bytes'));
  return `${value < 0 ? 'falling' : 'growing'} by ${amounts[0] ?? ''} a day (${(value < 0 ? [amounts[2], amounts[1]] : [amounts[1], amounts[2]]).join(' to ')})`;
}

export function differenceText(before: KeptRun, after: KeptRun, { findings, changes, unseen }: Difference): string {
  const likely = changes.filter(({ rank }) => rank !== null);
  const others = changes.filter(({ rank }) => rank === null);
  const isSame = findings.length + changes.length === 0;
  return paragraphs([
    fitted(`From ${runName(before)} to ${runName(after)}, ${formatQuantity((Date.parse(after.at) - Date.parse(before.at)) / 1000, 'seconds')} later.`),
    isSame ? fitted('Nothing that is kept of a run differs.') : null,
    section('What the checks say', findings.map(findingText)),
    section('What changed, the likeliest cause first', likely.map(changeText)),
    section(likely.length === 0 ? 'What changed' : 'What else changed', others.map(changeText)),
    unseen.length === 0 ? null : fitted(`Not to be compared, since one of the two runs could not see it: ${unseen.join(', ')}.`),
  ]);
}

const runName = ({ at, runId, status }: KeptRun): string => `${shortTime(at)} (${runId.slice(0, 8)}, ${status})`;

const findingText = ({ checkId, before, after }: FindingChange): string => fitted(`${checkId}: ${before ?? 'not run'} → ${after ?? 'not run'}`, '  ', '    ');

function changeText({ kind, name, before, after, unit, checkIds }: Change): string {
  const value = (side: string | number | null): string => {
    if (side === null) return 'none';
    return typeof side === 'number' && unit !== null ? formatQuantity(side, unit) : String(side);
  };
  const why = checkIds.length === 0 ? '' : ` (may be behind ${checkIds.slice(0, 3).join(', ')})`;
  return fitted(`${kind}: ${name}: ${value(before)} → ${value(after)}${why}`, '  ', '    ');
}

