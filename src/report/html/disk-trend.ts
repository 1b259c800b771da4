// How the free space of the agent's volumes went over the runs before this one: a line each, and the numbers in a table.
import type { CheckResult } from '../../diagnosis/diagnosis.js';
import { formatQuantity } from '../../diagnosis/wording.js';
import { printable } from '../../facts/storage/printable.js';
import type { HistoryFacts, SpaceSeries } from '../../facts/history.js';
import type { Report } from '../report.js';
import { html, type Markup } from './markup.js';
import { fullTime, pairs, table } from './pieces.js';

const width = 960;
const height = 190;
const left = 100;
const right = 20;
const top = 16;
const bottom = height - 34;
/** As many rows as a reader follows; the picture has all points. */
const rowCount = 12;

/** Nothing where no earlier run kept how much was free. */
export function diskTrend({ facts: { history }, checks }: Report): Markup | null {
  if (history.state !== 'observed') return null;
  const series = history.value.space.filter(({ freeBytes }) => freeBytes.length > 1);
  if (series.length === 0) return null;
  const outlook = checks.find(({ id }) => id === 'low-disk-space')?.evidence ?? [];
  return html`<div class="card"><h3>Free space over time</h3>${series.map((one, index) => trend(one, index, history.value))}${pairs(outlookRows(outlook))}</div>`;
}

function trend(series: SpaceSeries, index: number, { readAt }: HistoryFacts): Markup {
  const mountPoint = printable(series.mountPoint);
  const name = `trend-${index + 1}`;
  return html`<figure><div class="scroll" role="group" aria-label="Picture of the free space of ${mountPoint}" tabindex="0">
<svg class="timeline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${name} ${name}-text">
<title id="${name}">Free space of ${mountPoint}</title><desc id="${name}-text">${description(series)}</desc>
${axes(series, readAt)}
<path class="trend" d="M${points(series)}"/>
</svg></div><figcaption class="quiet"><code>${mountPoint}</code> · the lowest of each stretch of time. Times are UTC.</figcaption></figure>
${table(`Free space of ${mountPoint}`, ['When', 'Free'], rows(series, readAt))}`;
}

const mostOf = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);

function points({ ageSeconds, freeBytes }: SpaceSeries): string {
  const [oldest, most] = [mostOf(ageSeconds) || 1, mostOf(freeBytes) || 1];
  return ageSeconds
    .map((age, index) => {
      const x = left + (1 - age / oldest) * (width - left - right);
      const y = bottom - ((freeBytes[index] ?? 0) / most) * (bottom - top);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join('L');
}

function axes({ ageSeconds, freeBytes }: SpaceSeries, readAt: string): Markup {
  const [oldest, most] = [mostOf(ageSeconds), mostOf(freeBytes)];
  return html`<line class="lane" x1="${left}" x2="${width - right}" y1="${bottom}" y2="${bottom}"/>
<line class="lane" x1="${left}" x2="${width - right}" y1="${top}" y2="${top}"/>
<text class="tick" x="${left - 8}" y="${bottom + 4}" text-anchor="end">0</text>
<text class="tick" x="${left - 8}" y="${top + 4}" text-anchor="end">${formatQuantity(most, 'bytes')}</text>
<text class="tick" x="${left}" y="${bottom + 22}">${before(readAt, oldest)}</text>
<text class="tick" x="${width - right}" y="${bottom + 22}" text-anchor="end">${before(readAt, 0)}</text>`;
}

/** `2026-11-21 14:32` */
function before(readAt: string, ageSeconds: number): string {
  const at = Date.parse(readAt) - ageSeconds * 1000;
  return Number.isFinite(at) && Math.abs(at) < 8.64e15 ? fullTime(new Date(at).toISOString()).slice(0, 16) : 'unknown';
}

function rows({ ageSeconds, freeBytes }: SpaceSeries, readAt: string): readonly (readonly string[])[] {
  const step = Math.max(1, Math.ceil(ageSeconds.length / rowCount));
  return ageSeconds.flatMap((age, index) => {
    const isShown = (ageSeconds.length - 1 - index) % step === 0;
    return isShown ? [[before(readAt, age), formatQuantity(freeBytes[index] ?? 0, 'bytes')]] : [];
  });
}

function description({ freeBytes }: SpaceSeries): string {
  const [first = 0, last = 0] = [freeBytes[0], freeBytes.at(-1)];
  return `From ${formatQuantity(first, 'bytes')} to ${formatQuantity(last, 'bytes')} in ${freeBytes.length} points; the table has the numbers.`;
}

/** What the check foresees, in its own words. */
const outlookRows = (evidence: CheckResult['evidence']): readonly (readonly [string, string])[] =>
  evidence.flatMap(({ subject, name, value }) => (name === 'forecast' && typeof value === 'string' ? [[`Outlook for ${subject}`, value] as const] : []));
