// How the model speaks: rates in MB/s, costs in per cent and times, few figures each.
import type { BackupReport } from '../../facts/api.js';
import type { FileSample } from '../../facts/throughput.js';
import { exactly, hull, rateOf, times, type Interval } from './interval.js';
import type { CpuPartName } from './cpu-stage.js';
import type { Pipeline } from './pipeline.js';
import type { DueBackup } from './schedule.js';
import type { StageName } from './stage.js';
import type { EitherCost } from './what-if.js';

export const stageWords: Readonly<Record<StageName | 'ceiling', string>> = {
  read: 'reading',
  cpu: 'the work of the CPU',
  upload: 'uploading',
  ceiling: "the agent's own ceiling",
};

export const partWords: Readonly<Record<CpuPartName, string>> = { hash: 'hash', compress: 'compress', encrypt: 'encrypt' };

export const megabytes = (bytesPerSecond: number): string => {
  const value = bytesPerSecond / 1e6;
  if (value >= 100) return String(Number(value.toPrecision(3)));
  return value >= 9.95 ? value.toFixed(1) : value.toPrecision(2);
};

/** `180`, `at least 2.1`, `at most 125`, `not measured`. */
function rateText(time: Interval, isMeasured: boolean): string {
  const { low, mid, high } = rateOf(time);
  if (isMeasured) return megabytes(mid);
  const [least, most] = [low > 0 ? `at least ${megabytes(low)}` : '', Number.isFinite(high) ? `at most ${megabytes(high)}` : ''];
  return [least, most].filter((text) => text !== '').join(' and ') || 'not measured';
}

/** `read 180 · hash 1210 · encrypt 610 · upload 11.4 · agent's ceiling 2.0 MB/s`: bytes of the backup set, and of what is sent. */
export function chainOf({ read, cpu, upload, ceilingTime, ratio }: Pipeline): string {
  const sent = (time: Interval): Interval => ({ low: time.low / ratio, mid: time.mid / ratio, high: time.high / ratio });
  return [
    `read ${rateText(read.time, read.doubt === null)}`,
    ...cpu.parts.map(({ name, time, doubt }) => `${partWords[name]} ${rateText(time, doubt === null)}`),
    `upload ${rateText(sent(upload.time), upload.doubt === null)}`,
    `agent's ceiling ${megabytes(ratio / ceilingTime)} MB/s`,
  ].join(' · ');
}

/** `about 12 % (9–15 %)`, `3 %`, `less than 1 %`; the best guess is what is held against the truth in the lab. */
export function percentText({ low, mid, high }: Interval): string {
  if (!Number.isFinite(high)) return low < 1 ? 'an unknown amount' : `at least ${rounded(low)} %`;
  if (high < 1) return 'less than 1 %';
  const [from, about, to] = [rounded(low), rounded(mid), rounded(high)];
  if (from === to) return `${to} %`;
  return about === '0' ? `${from}–${to} %` : `about ${about} % (${from}–${to} %)`;
}

/** Two figures where they are far apart: no document says which of them holds. */
export function eitherText({ compressing, plain }: EitherCost): string {
  const [less, more] = [compressing.mid, plain.mid].sort((a, b) => a - b) as [number, number];
  const isOne = more < 1 || more <= less * 1.5 || !Number.isFinite(compressing.high) || !Number.isFinite(plain.high);
  if (isOne) return percentText(hull(compressing, plain));
  return `${percentText(compressing)} if the agent compresses, and ${percentText(plain)} if it does not`;
}

const rounded = (value: number): string => (value >= 1000 ? String(Number(value.toPrecision(2))) : String(Math.round(value)));

/** `6.1–6.4 h`, `at least 12 min`. */
export function durationText({ low, high }: Interval): string {
  const scale = scaleOf(Number.isFinite(high) ? high : low);
  const [from, to] = [inScale(low, scale), inScale(high, scale)];
  if (!Number.isFinite(high)) return `at least ${from} ${scale.unit}`;
  return from === to ? `${to} ${scale.unit}` : `${from}–${to} ${scale.unit}`;
}

interface Scale {
  readonly unit: string;
  readonly seconds: number;
}

function scaleOf(seconds: number): Scale {
  if (seconds < 120) return { unit: 's', seconds: 1 };
  if (seconds < 7_200) return { unit: 'min', seconds: 60 };
  return seconds < 259_200 ? { unit: 'h', seconds: 3_600 } : { unit: 'days', seconds: 86_400 };
}

function inScale(seconds: number, scale: Scale): string {
  const value = seconds / scale.seconds;
  return value >= 10 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
}

const gigabytes = (bytes: number): string => (bytes >= 1e9 ? `${Number((bytes / 1e9).toPrecision(3))} GB` : `${Number((bytes / 1e6).toPrecision(3))} MB`);

/** `expect 6.1–6.4 h for 44 GB`: for what the last run saved, else for the set, and of a set that was not seen whole for each GB. */
export function expectationOf(time: Interval, files: readonly FileSample[], due: DueBackup | null): string {
  const newBytes = due?.newBytes ?? null;
  const bytes = newBytes ?? wholeOf(files);
  if (bytes === null) return `expect ${durationText(times(1e9, time))} for each GB of new data${due === null ? '' : `; a backup is due ${intervalText(due.intervalSeconds)}`}`;
  const span = times(bytes, time);
  const what = newBytes === null ? gigabytes(bytes) : `the ${gigabytes(bytes)} that the last backup saved`;
  return `expect ${durationText(span)} for ${what}${due === null ? '' : againstSchedule(span, due)}`;
}

function wholeOf(files: readonly FileSample[]): number | null {
  const isWhole = files.length > 0 && files.every(({ isWhole: all, bytes }) => all && bytes !== null);
  return isWhole ? files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) : null;
}

/** Against a run that was in time nothing is claimed, and what the search of old files takes is not in the figure. */
function againstSchedule({ low, high }: Interval, { intervalSeconds, tookSeconds }: DueBackup): string {
  const wasInTime = tookSeconds !== null && tookSeconds <= intervalSeconds;
  const than = low > intervalSeconds && !wasInTime ? 'more than' : high > intervalSeconds ? 'perhaps more than' : 'of';
  return `, ${than} the ${spanText(intervalSeconds)} until the next backup is due`;
}

const spanText = (seconds: number): string => durationText(exactly(seconds));

/** `every 24 h` */
export const intervalText = (seconds: number): string => `every ${spanText(seconds)}`;

/** Averages of whole runs, in both readings where the service leaves them open. */
export function pastText(reports: readonly BackupReport[]): string | null {
  const texts = reports.flatMap(({ savedBytes, durationSeconds, bandwidthPerSecond }) => [
    ...(savedBytes !== null && durationSeconds !== null && durationSeconds > 0 ? [`${megabytes(savedBytes / durationSeconds)} MB/s saved`] : []),
    ...(bandwidthPerSecond === null
      ? []
      : [`${megabytes(bandwidthPerSecond / 8)} MB/s sent if the service counts bits, ${megabytes(bandwidthPerSecond)} MB/s if bytes`]),
  ]);
  return texts.length === 0 ? null : texts.slice(0, 3).join('; ');
}
