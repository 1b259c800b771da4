// Will the next backup fit on a volume, and until when will backups fit? Judged from the free space of earlier runs. It alarms
// where even the high end of the forecast lies below what the agent needs, and says plainly where nothing can be told.
import type { ApiFacts } from '../../facts/api.js';
import type { HistoryFacts } from '../../facts/history.js';
import { expectedIn, forecastOf, reaches, type Forecast } from '../../facts/history/forecast.js';
import type { Sample } from '../../facts/history/theil-sen.js';
import { expectedByWeek, reachesInWeek, weekPatternOf, weekSeconds } from '../../facts/history/week-pattern.js';
import { valueOf } from '../../facts/observed.js';
import type { Evidence } from '../check.js';
import type { MeasuredVolume } from '../storage/volumes.js';

export interface FitLimits {
  readonly floorBytes: number;
  readonly leastHistoryDays: number;
  readonly leastRunCount: number;
  readonly warnDays: number;
  readonly backupDays: number;
}

export interface Fit {
  readonly problem: 'next-backup-will-not-fit' | 'fills-up-soon' | null;
  readonly evidence: readonly Evidence[];
}

const daySeconds = 86_400;

export function fitOf(item: MeasuredVolume, history: HistoryFacts | null, api: ApiFacts | null, limits: FitLimits): Fit {
  const subject = item.volume.folder.path;
  if (history === null) return { problem: null, evidence: [words(subject, 'forecast', `not enough history to tell (${needed(limits)}, and none can be read)`)] };
  const now = Date.parse(history.readAt) / 1000;
  const samples = samplesOf(item, history, now);
  const forecast = forecastOf(samples, item.space.totalBytes, {
    leastSpanSeconds: limits.leastHistoryDays * daySeconds,
    leastCount: limits.leastRunCount,
  });
  if (forecast.state === 'too-little') return { problem: null, evidence: [words(subject, 'forecast', tooLittle(forecast, limits))] };
  const times = { now, backupAt: nextBackupAt(api, now) ?? now + limits.backupDays * daySeconds };
  return judged(item, forecast, foreseen(forecast, samples, limits), times, limits);
}

type Known = Extract<Forecast, { readonly state: 'forecast' }>;

interface Course {
  readonly earliestSeconds: number | null;
  readonly latestSeconds: number | null;
  readonly perSecond: number;
  expectedIn(aheadSeconds: number): { readonly low: number; readonly high: number };
}

/** By the line; or by what comes back each week, where that reaches the floor sooner, and explains far more than the line. */
function foreseen({ line }: Known, samples: readonly Sample[], { floorBytes }: FitLimits): Course {
  const byLine = { ...reaches(floorBytes, line), perSecond: line.perSecond, expectedIn: (ahead: number) => expectedIn(ahead, line) };
  const week = weekPatternOf(samples);
  if (week === null || week.high - week.low > (line.above - line.below) / 2) return byLine;
  const inWeek = reachesInWeek(floorBytes, week);
  if ((inWeek.latestSeconds ?? Infinity) >= (byLine.latestSeconds ?? Infinity)) return byLine;
  // A planned backup may lie further ahead than the week that can be told.
  return { ...inWeek, perSecond: week.middle / weekSeconds, expectedIn: (ahead: number) => expectedByWeek(Math.min(ahead, weekSeconds), week) };
}

function judged(item: MeasuredVolume, forecast: Known, course: Course, { now, backupAt }: { readonly now: number; readonly backupAt: number }, limits: FitLimits): Fit {
  const { floorBytes, warnDays } = limits;
  const subject = item.volume.folder.path;
  const { spanSeconds, sampleCount, recoveredFrom } = forecast;
  const { earliestSeconds, latestSeconds } = course;
  // It looks no further ahead than it looks back.
  const toBackup = Math.min(backupAt - now, spanSeconds);
  const expected = course.expectedIn(toBackup);
  // A rotation frees again what it freed before.
  const isNewLow = recoveredFrom === null || item.space.freeBytes < recoveredFrom;
  const within = (seconds: number): boolean => isNewLow && latestSeconds !== null && latestSeconds <= Math.min(seconds, spanSeconds);
  const problem = within(toBackup) ? 'next-backup-will-not-fit' : within(warnDays * daySeconds) ? 'fills-up-soon' : null;
  const says = problem !== null ? 'it will not fit for long' : expected.low < floorBytes ? 'it may not fit: the free space changes too much to tell' : 'it will fit';
  return {
    problem,
    evidence: [
      words(subject, 'forecast', says),
      words(subject, 'nextBackupAt', timeAt(now + toBackup)),
      bytes(subject, 'expectedLowBytes', expected.low),
      bytes(subject, 'expectedHighBytes', expected.high),
      bytes(subject, 'filledBytesPerDay', -course.perSecond * daySeconds),
      words(subject, 'fullEarliestAt', inReach(earliestSeconds, now, spanSeconds)),
      words(subject, 'fullLatestAt', inReach(latestSeconds, now, spanSeconds)),
      { subject, name: 'historyCount', value: sampleCount, unit: 'count', source },
      { subject, name: 'historySeconds', value: Math.round(spanSeconds), unit: 'seconds', source },
    ],
  };
}

const source = 'history of this host';

/** What earlier runs measured on this volume, and what this one did. */
function samplesOf({ volume, space }: MeasuredVolume, history: HistoryFacts, now: number): readonly Sample[] {
  const series = history.space.find(({ mountPoint }) => mountPoint === volume.mount.mountPoint);
  const earlier = (series?.ageSeconds ?? []).map((age, index) => ({ atSeconds: now - age, value: series?.freeBytes[index] ?? 0 }));
  return [...earlier.filter(({ atSeconds }) => atSeconds < now), { atSeconds: now, value: space.freeBytes }];
}

/** The soonest that the service has planned for this agent; null where nobody was asked. */
function nextBackupAt(api: ApiFacts | null, now: number): number | null {
  const planned = (api === null ? [] : (valueOf(api.configurations) ?? []))
    .filter(({ isActive, isDeleted }) => isActive !== false && isDeleted !== true)
    .map(({ nextRunAt }) => (nextRunAt === null ? Number.NaN : Date.parse(nextRunAt) / 1000))
    .filter((seconds) => seconds > now);
  return planned.length === 0 ? null : Math.min(...planned);
}

function tooLittle({ sampleCount, spanSeconds, changedAtSeconds }: Extract<Forecast, { readonly state: 'too-little' }>, limits: FitLimits): string {
  const since = changedAtSeconds === null ? '' : ` since the free space jumped at ${timeAt(changedAtSeconds)}`;
  return `not enough history to tell (${needed(limits)}; there are ${sampleCount} over ${(spanSeconds / daySeconds).toFixed(1)} days${since})`;
}

const needed = ({ leastRunCount, leastHistoryDays }: FitLimits): string => `${leastRunCount} runs over ${leastHistoryDays} days are needed`;

const inReach = (seconds: number | null, now: number, spanSeconds: number): string | null =>
  seconds === null || seconds > spanSeconds ? null : timeAt(now + seconds);

const timeAt = (seconds: number): string => new Date(Math.round(seconds) * 1000).toISOString();

const words = (subject: string, name: string, value: string | null): Evidence => ({ subject, name, value, unit: null, source });

const bytes = (subject: string, name: string, value: number): Evidence => ({ subject, name, value: Math.max(0, Math.round(value)), unit: 'bytes', source });
