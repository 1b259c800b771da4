// Fills the sentence templates of the catalogue with measured evidence. Values are shown as people read them;
// in commands they are quoted, since a path may hold anything.
import type { Evidence, Unit } from '../checks/check.js';
import { counted, groupedDigits } from '../facts/grouped-digits.js';
import { shellWord } from '../facts/shell-word.js';

/** `{name}` is the first evidence of that name, `{subject}` the subject of the first evidence. */
export const fill = (template: string, evidence: readonly Evidence[]): string =>
  template.replace(/\{([A-Za-z]\w*)\}/g, (_, name: string) => valueText(name, evidence));

/** Each value becomes one word of a shell; what a check made a command of already goes in as it is. */
export const fillCommand = (template: string, evidence: readonly Evidence[]): string =>
  template.replace(/\{([A-Za-z]\w*)\}/g, (_, name: string) => (name.endsWith('Command') ? rawText(name, evidence) : shellWord(rawText(name, evidence))));

/** Placeholders of a template that the evidence does not fill; the tests want none. */
export const unfilled = (template: string, evidence: readonly Evidence[]): readonly string[] =>
  [...template.matchAll(/\{([A-Za-z]\w*)\}/g)].map(([, name = '']) => name).filter((name) => find(name, evidence) === undefined);

/** Behind the first value of a name that the catalogue has a note on stands what it means. */
export function withNotes(evidence: readonly Evidence[], notes: Readonly<Record<string, string>>): readonly Evidence[] {
  const isFirst = ({ name }: Evidence, index: number): boolean => evidence.findIndex((other) => other.name === name) === index;
  return evidence.flatMap((item, index) => {
    const note = Object.hasOwn(notes, item.name) && isFirst(item, index) ? notes[item.name] : undefined;
    if (note === undefined) return [item];
    return [item, { subject: item.subject, name: 'meaning', value: fill(note, [item, ...evidence]), unit: null, source: `${item.name} in checks.yml` }];
  });
}

export function formatQuantity(value: number, unit: Unit): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(value);
    case 'bytes-per-second':
      return formatSpeed(value);
    case 'seconds':
      return formatSeconds(value);
    case 'milliseconds':
      return value < 10_000 ? `${groupedDigits(Math.round(value))} ms` : formatSeconds(value / 1000);
    case 'percent':
      return `${rounded(value)} %`;
    case 'days':
      return counted(Math.round(value), 'day');
    case 'count':
      return groupedDigits(value);
  }
}

/** One measured value as people read it. */
export function formatValue(item: Evidence): string {
  if (item.unit !== null) return formatQuantity(item.value, item.unit);
  if (typeof item.value === 'boolean') return item.value ? 'yes' : 'no';
  return item.value === null ? 'unknown' : readableTime(item.value);
}

function valueText(name: string, evidence: readonly Evidence[]): string {
  const found = find(name, evidence);
  if (found === undefined) return 'unknown';
  return typeof found === 'string' ? found : formatValue(found);
}

/** Minutes are what a person compares with a log or a memory; the evidence keeps the exact time. */
const readableTime = (text: string): string => text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, '$1 $2 UTC');

function rawText(name: string, evidence: readonly Evidence[]): string {
  const found = find(name, evidence);
  if (found === undefined) return '';
  return typeof found === 'string' ? found : String(found.value ?? '');
}

/** What `{name}` would be filled with has a value. */
export const isKnown = (name: string, evidence: readonly Evidence[]): boolean => {
  const found = find(name, evidence);
  return found !== undefined && (typeof found === 'string' || found.value !== null);
};

function find(name: string, evidence: readonly Evidence[]): Evidence | string | undefined {
  return name === 'subject' ? evidence[0]?.subject : evidence.find((item) => item.name === name);
}

/** In powers of 1024, as `df -h`, the settings of the agent's log and, by its larger reading, the agent's 100 MB count. */
function formatBytes(bytes: number): string {
  // The length of a packet or of a small file is told to the byte.
  if (bytes < 10_000) return counted(bytes, 'byte');
  return scaled(bytes, 1024, ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']);
}

/** In powers of 1000, as networks and disks count. */
const formatSpeed = (bytesPerSecond: number): string => `${scaled(bytesPerSecond, 1000, ['bytes', 'kB', 'MB', 'GB'])}/s`;

function scaled(value: number, step: number, units: readonly string[]): string {
  const power = value < step ? 0 : Math.min(units.length - 1, Math.floor(Math.log(value) / Math.log(step)));
  return `${rounded(value / step ** power, 3)} ${units[power] ?? ''}`;
}

function formatSeconds(seconds: number): string {
  if (seconds < 120) return `${rounded(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${groupedDigits(Math.round(seconds / 86_400))} days`;
}

/** Few figures tell all that a person compares. */
const rounded = (value: number, figures = 2): string =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(figures)));
