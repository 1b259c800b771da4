// Holds the forecast of low-disk-space against what then happened on simulated volumes.
// usage: node build/test/facts/history/back-test.js  (prints the table of docs/forecast.md)
import { fileURLToPath } from 'node:url';
import { fitOf, type FitLimits } from '../../../src/checks/low-disk-space/fit-forecast.js';
import type { Evidence } from '../../../src/checks/check.js';
import type { KeptRun } from '../../../src/facts/history.js';
import { spaceSeriesOf } from '../../../src/facts/history/space-series.js';
import { hours, runAt } from '../../history/sample-run.js';
import { volume } from '../../checks/facts-builders/storage.js';
import { diceOf, families, hourly, totalBytes } from './simulated-growth.js';

export const limits: FitLimits = { floorBytes: 104_857_600, leastHistoryDays: 7, leastRunCount: 24, warnDays: 7, backupDays: 1 };

export interface Score {
  readonly family: string;
  readonly forecasts: number;
  /** "Not enough history". */
  readonly withheld: number;
  /** The floor was reached within a week, and it was said; or it was not. */
  readonly rightAlarms: number;
  readonly missed: number;
  readonly falseAlarms: number;
  /** How often what was left at the next backup lay within the interval, in per cent. */
  readonly withinPercent: number;
  /** Between the middle of the interval and what was left, in per cent of the volume. */
  readonly medianErrorPercent: number;
  readonly errorPercent95: number;
  /** Of the alarms, how often the floor was reached within the two times that were told, in per cent. */
  readonly timeWithinPercent: number | null;
}

const windowHours = 30 * 24;
const weekHours = 7 * 24;
/** What a look an hour or two earlier or later would have met. */
const lowestAround = (truth: readonly number[], hour: number): number => Math.min(...truth.slice(hour - 3, hour + 1));

export function score(family: string, seriesCount: number): Score {
  const outcomes = Array.from({ length: seriesCount }, (_, index) => outcomesOf(family, index)).flat();
  const known = outcomes.filter(({ low }) => low !== null);
  const errors = known.map(({ errorPercent }) => errorPercent).sort((one, other) => one - other);
  const alarms = outcomes.filter(({ isAlarm, reachedAfter }) => isAlarm && reachedAfter !== null);
  const percent = (part: number, whole: number): number => Math.round((1000 * part) / whole) / 10;
  return {
    family,
    forecasts: known.length,
    withheld: outcomes.length - known.length,
    rightAlarms: alarms.length,
    missed: outcomes.filter(({ isAlarm, reachedAfter }) => !isAlarm && reachedAfter !== null).length,
    falseAlarms: outcomes.filter(({ isAlarm, reachedAfter }) => isAlarm && reachedAfter === null).length,
    withinPercent: percent(known.filter(({ isWithin }) => isWithin).length, known.length),
    medianErrorPercent: errors[Math.floor(errors.length / 2)] ?? 0,
    errorPercent95: errors[Math.floor(errors.length * 0.95)] ?? 0,
    timeWithinPercent: alarms.length === 0 ? null : percent(alarms.filter(({ isTimeWithin }) => isTimeWithin).length, alarms.length),
  };
}

interface Outcome {
  readonly low: number | null;
  readonly isAlarm: boolean;
  /** Hours until the floor was reached; null where it was not within a week. */
  readonly reachedAfter: number | null;
  readonly isWithin: boolean;
  readonly errorPercent: number;
  readonly isTimeWithin: boolean;
}

/** A forecast every fourth day, each from the thirty days before it; none where the floor was reached already. */
function outcomesOf(family: string, index: number): readonly Outcome[] {
  const course = families[family]?.(diceOf(index * 7919 + family.length * 31));
  if (course === undefined) throw new Error(`no family ${family}`);
  const truth = hourly(course, 75 * 24);
  const runs = truth.map((freeBytes, hour) => runAt(hours(hour), { space: { '/': { freeBytes, totalBytes } } }));
  const days = Array.from({ length: 14 }, (_, place) => 8 + 4 * place);
  return days.flatMap((day) => (truth.slice(Math.max(0, day * 24 - windowHours), day * 24 + 1).some((free) => free < limits.floorBytes) ? [] : [outcome(day * 24, truth, runs)]));
}

function outcome(end: number, truth: readonly number[], runs: readonly KeptRun[]): Outcome {
  const now = hours(end);
  const series = spaceSeriesOf(runs.slice(Math.max(0, end - windowHours), end), now);
  const item = measured(truth[end] ?? 0);
  const { problem, evidence } = fitOf(item, { runCount: 1, firstAt: now, lastAt: now, readAt: now, space: series, tornLineCount: 0 }, null, limits);
  const [low, high] = [valueOf(evidence, 'expectedLowBytes'), valueOf(evidence, 'expectedHighBytes')];
  const left = lowestAround(truth, end + 24);
  const after = truth.slice(end, end + weekHours).findIndex((free) => free < limits.floorBytes);
  const reachedAt = hours(end + after);
  const [earliest, latest] = [textOf(evidence, 'fullEarliestAt'), textOf(evidence, 'fullLatestAt')];
  return {
    low,
    isAlarm: problem !== null,
    reachedAfter: after < 0 ? null : after,
    isWithin: low !== null && high !== null && left >= low && left <= high,
    errorPercent: (100 * Math.abs(((low ?? 0) + (high ?? 0)) / 2 - left)) / totalBytes,
    isTimeWithin: earliest !== null && latest !== null && earliest <= reachedAt && reachedAt <= latest,
  };
}

function measured(freeBytes: number): Parameters<typeof fitOf>[0] {
  const one = volume({ space: { freeBytes, totalBytes }, mount: { mountPoint: '/' } });
  if (one.space.state !== 'observed') throw new Error('the volume was not measured');
  return { volume: one, space: one.space.value, roles: ['cache'] };
}

const find = (evidence: readonly Evidence[], name: string) => evidence.find((item) => item.name === name)?.value ?? null;
const valueOf = (evidence: readonly Evidence[], name: string): number | null => Number(find(evidence, name) ?? Number.NaN) || (find(evidence, name) === 0 ? 0 : null);
const textOf = (evidence: readonly Evidence[], name: string): string | null => (find(evidence, name) === null ? null : String(find(evidence, name)));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write('| volume | forecasts | withheld | alarms, right | missed | false | within the interval | error, median | error, 95 % | time within |\n|---|---|---|---|---|---|---|---|---|---|\n');
  for (const family of Object.keys(families)) {
    const { forecasts, withheld, rightAlarms, missed, falseAlarms, withinPercent, medianErrorPercent, errorPercent95, timeWithinPercent } = score(family, 60);
    const cells = [family, forecasts, withheld, rightAlarms, missed, falseAlarms, `${withinPercent} %`, `${medianErrorPercent.toFixed(2)} %`, `${errorPercent95.toFixed(2)} %`];
    process.stdout.write(`| ${cells.join(' | ')} | ${timeWithinPercent === null ? '–' : `${timeWithinPercent} %`} |\n`);
  }
}
