// The picture of the log: one lane for each kind of what was written, time from left to right. Numbers alone place things; the
// tables below the picture say the same in words.
import type { LogEvent, LogFacts, LogGroup } from '../../facts/log.js';
import { html, type Markup } from './markup.js';
import { fullTime } from './pieces.js';

const width = 960;
const left = 110;
const right = 20;
const laneHeight = 34;
const top = 14;

interface Scale {
  readonly fromMs: number;
  readonly toMs: number;
  readonly x: (iso: string) => number;
}

interface Lane {
  readonly name: string;
  readonly marks: (scale: Scale, y: number) => readonly Markup[];
}

/** Nothing where there is no span of time to draw. */
export function timelinePicture(log: LogFacts): Markup | null {
  const scale = scaleOf(log);
  if (scale === null) return null;
  const lanes = lanesOf(log);
  const bottom = top + lanes.length * laneHeight;
  const height = bottom + 40;
  return html`<figure><div class="scroll" role="group" aria-label="Picture of the log" tabindex="0">
<svg class="timeline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="log-title-text log-text">
<title id="log-title-text">The log over time</title><desc id="log-text">${description(log)}</desc>
${log.silences.map(({ from, to }) => span('silence', scale, from, to, top, lanes.length * laneHeight))}
${lanes.map(({ name, marks }, index) => lane(name, marks(scale, middleOf(index)), middleOf(index)))}
${ticks(scale, bottom)}
</svg></div>
<figcaption class="quiet">▲ start · ▼ stop · ● event · bars: spans in which a message came again and again · grey: nothing was written.
Times are UTC.</figcaption></figure>`;
}

const middleOf = (index: number): number => top + index * laneHeight + laneHeight / 2;

function scaleOf({ events, groups, readBackTo, lastLineAt }: LogFacts): Scale | null {
  const times = [readBackTo ?? [], lastLineAt ?? [], events.map(({ at }) => at), groups.flatMap(({ firstAt, lastAt }) => [firstAt, lastAt])]
    .flat(2)
    .map(Date.parse)
    .filter(Number.isFinite);
  const fromMs = times.reduce((a, b) => Math.min(a, b), Infinity);
  const toMs = times.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(fromMs < toMs)) return null;
  return { fromMs, toMs, x: (iso) => place(left + ((Date.parse(iso) - fromMs) / (toMs - fromMs)) * (width - left - right)) };
}

/** A time that is none lies at the beginning. */
const place = (x: number): number => (Number.isFinite(x) ? Math.round(Math.min(width - right, Math.max(left, x)) * 10) / 10 : left);

function lanesOf({ events, groups }: LogFacts): readonly Lane[] {
  const ofKind = (name: string, kinds: readonly LogEvent['kind'][], writer?: LogEvent['writer']): Lane => ({
    name,
    marks: (scale, y) =>
      events
        .filter((event) => kinds.includes(event.kind) && (writer === undefined || event.writer === writer))
        .map((event) => mark(event, scale, y)),
  });
  const ofLevel = (name: string, style: string, levels: readonly LogGroup['level'][]): Lane => ({
    name,
    marks: (scale, y) =>
      groups.filter(({ level }) => levels.includes(level)).map(({ firstAt, lastAt }) => span(style, scale, firstAt, lastAt, y - 7, 14)),
  });
  return [
    ofKind('Agent', ['start', 'stop'], 'agent'),
    ofKind('Updater', ['start', 'stop', 'agent-brought-down', 'agent-brought-up', 'agent-upgraded'], 'updater'),
    ofKind('Backups', ['backup-failed', 'backup-not-started', 'backup-named']),
    ofLevel('Errors', 'critical', ['FATAL', 'ERROR']),
    ofLevel('Warnings', 'warning', ['WARN']),
    ofLevel('Others', 'unknown', ['INFO', 'DEBUG', 'TRACE']),
  ];
}

const lane = (name: string, marks: readonly Markup[], y: number): Markup =>
  html`<text class="lane" x="8" y="${y + 4}">${name}</text>
<line class="lane" x1="${left}" x2="${width - right}" y1="${y}" y2="${y}"/>${marks}
`;

function mark({ kind, at }: LogEvent, scale: Scale, y: number): Markup {
  const x = scale.x(at);
  if (kind === 'start') return html`<path class="ok" d="M${x} ${y - 8} l7 13 h-14 z"/>`;
  if (kind === 'stop') return html`<path class="not-applicable" d="M${x} ${y + 7} l7 -13 h-14 z"/>`;
  return html`<circle class="${isFailure(kind) ? 'critical' : 'unknown'}" cx="${x}" cy="${y}" r="6"/>`;
}

function span(style: string, scale: Scale, from: string, to: string, y: number, height: number): Markup {
  const x = scale.x(from);
  const length = Math.max(3, Math.round((scale.x(to) - x) * 10) / 10);
  return html`<rect class="${style}" x="${x}" y="${y}" width="${length}" height="${height}" rx="2"/>`;
}

const tickCount = 5;

function ticks({ fromMs, toMs }: Scale, y: number): readonly Markup[] {
  return Array.from({ length: tickCount }, (_, index) => {
    const share = index / (tickCount - 1);
    const anchor = index === 0 ? 'start' : index === tickCount - 1 ? 'end' : 'middle';
    const x = left + share * (width - left - right);
    const text = fullTime(new Date(fromMs + share * (toMs - fromMs)).toISOString()).slice(0, 16);
    return html`<line class="tick" x1="${x}" x2="${x}" y1="${y}" y2="${y + 6}"/>
<text class="tick" x="${x}" y="${y + 22}" text-anchor="${anchor}">${text}</text>`;
  });
}

function description({ events, groups }: LogFacts): string {
  const count = (levels: readonly string[]): number => groups.filter(({ level }) => levels.includes(level)).length;
  const failed = events.filter(({ kind }) => isFailure(kind)).length;
  const [errors, warnings] = [count(['FATAL', 'ERROR']), count(['WARN'])];
  return `${events.length} events, ${failed} of them failed backups; ${errors} kinds of errors and ${warnings} of warnings.`;
}

const isFailure = (kind: LogEvent['kind']): boolean => kind === 'backup-failed' || kind === 'backup-not-started';
