// The picture of the throughput: one lane a stage, on a scale where each step is ten times as fast. The table beside it says the
// same in numbers.
import { formatQuantity } from '../../diagnosis/wording.js';
import { printable } from '../../facts/storage/printable.js';
import { html, type Markup } from './markup.js';
import type { StageRate, Stages } from './stages.js';

const width = 960;
const left = 200;
const right = 130;
const laneHeight = 30;
const top = 34;

interface Scale {
  readonly from: number;
  readonly to: number;
  readonly x: (bytesPerSecond: number) => number;
}

/** Nothing where no stage has a rate or a bound. */
export function throughputPicture(pace: Stages): Markup | null {
  const scale = scaleOf(pace);
  if (scale === null) return null;
  const { stages, ceiling } = pace;
  const bottom = top + stages.length * laneHeight;
  const height = bottom + 34;
  return html`<figure><div class="scroll" role="group" aria-label="Picture of the throughput" tabindex="0">
<svg class="timeline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="pace-title pace-text">
<title id="pace-title">How fast each stage of a backup is</title><desc id="pace-text">${description(pace)}</desc>
${ticks(scale, bottom)}
${ceiling === null ? null : ceilingLine(scale.x(ceiling), bottom, formatQuantity(ceiling, 'bytes-per-second'))}
${stages.map((stage, index) => lane(stage, scale, top + index * laneHeight + laneHeight / 2))}
</svg></div>
<figcaption class="quiet">● measured · bar: where the true rate lies with 95 % · bar alone: not measured, only bounded · dashed: what the
agent reaches at most on any host. Bytes of the backup set a second; each step to the right is ten times as fast.</figcaption></figure>`;
}

function scaleOf({ stages, ceiling }: Stages): Scale | null {
  const rates = [ceiling, ...stages.flatMap(({ rate, low, high }) => [rate, low, high])].flatMap((rate) => rate ?? []);
  if (rates.length === 0) return null;
  const from = Math.floor(Math.log10(Math.min(...rates)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...rates))));
  const place = (power: number): number => left + ((power - from) / (to - from)) * (width - left - right);
  return { from, to, x: (rate) => Math.round(place(Math.log10(rate)) * 10) / 10 };
}

const ticks = ({ from, to, x }: Scale, bottom: number): readonly Markup[] =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const rate = 10 ** (from + index);
    return html`<line x1="${x(rate)}" x2="${x(rate)}" y1="${top}" y2="${bottom}"/>
<text class="tick" x="${x(rate)}" y="${bottom + 20}" text-anchor="middle">${formatQuantity(rate, 'bytes-per-second')}</text>
`;
  });

const ceilingLine = (x: number, bottom: number, rate: string): Markup =>
  html`<line class="ceiling" x1="${x}" x2="${x}" y1="${top - 8}" y2="${bottom}"/>
<text class="tick" x="${x}" y="${top - 14}" text-anchor="middle">the agent’s ceiling, ${rate}</text>`;

function lane(stage: StageRate, { x }: Scale, y: number): Markup {
  const { name, isPart, rate, low, high, limits } = stage;
  const [start, end] = [low === null ? left : x(low), high === null ? width - right : x(high)];
  const style = limits ? 'warning' : isPart ? 'not-applicable' : 'used';
  const isKnown = rate !== null || low !== null || high !== null;
  return html`<text x="${isPart ? 24 : 8}" y="${y + 4}"${isPart ? html` class="tick"` : null}>${short(name)}</text>
${isKnown ? html`<rect class="${style} span" x="${start}" y="${y - 7}" width="${Math.max(3, Math.round((end - start) * 10) / 10)}" height="14" rx="7"/>` : null}
${rate === null ? null : html`<circle class="${style}" cx="${x(rate)}" cy="${y}" r="6"/>`}
<text${limits ? html` class="warning"` : null} x="${width - 4}" y="${y + 4}" text-anchor="end">${rateText(stage)}</text>
`;
}

/** A mount point may be long, and its end tells more. */
function short(name: string): string {
  const text = printable(name);
  return text.length > 28 ? `…${text.slice(-27)}` : text;
}

/** `9.86 MB/s`, `at most 125 MB/s`, `not measured`. */
export function rateText({ rate, low, high }: StageRate): string {
  if (rate !== null) return formatQuantity(rate, 'bytes-per-second');
  if (high !== null) return `at most ${formatQuantity(high, 'bytes-per-second')}`;
  return low === null ? 'not measured' : `at least ${formatQuantity(low, 'bytes-per-second')}`;
}

const description = ({ stages, ceiling }: Stages): string =>
  [
    ...stages.map((stage) => `${stage.name}: ${rateText(stage)}${stage.limits ? ', the slowest' : ''}`),
    ...(ceiling === null ? [] : [`the agent's ceiling: ${formatQuantity(ceiling, 'bytes-per-second')}`]),
  ].join('; ');
