// What comes back each week, and no line foresees: a step, a rotation, a dump. The next week is taken to be as the last one was, moved by
// what changed from each week to the next.
import { quantile, sorted, type Sample } from './theil-sen.js';

export interface WeekPattern {
  /** The last week, the oldest first. */
  readonly lastWeek: readonly Sample[];
  readonly endsAtSeconds: number;
  /** What a week changes: all but one in ten of those that were seen lie between the two. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export const weekSeconds = 7 * 86_400;
/** One week tells nothing of the next, and two may be alike by chance. */
const leastSpanSeconds = 3 * weekSeconds;
/** Further from a week apart, two samples tell of other hours. */
const slackSeconds = 12 * 3_600;

/** @param samples the oldest first @returns null where fewer than three weeks were seen, or too little of them */
export function weekPatternOf(samples: readonly Sample[]): WeekPattern | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.atSeconds - first.atSeconds < leastSpanSeconds) return null;
  const changes = sorted(changesByWeek(samples));
  if (changes.length < samples.length / 2) return null;
  return {
    lastWeek: samples.filter(({ atSeconds }) => atSeconds > last.atSeconds - weekSeconds),
    endsAtSeconds: last.atSeconds,
    low: quantile(changes, 0.05),
    middle: quantile(changes, 0.5),
    high: quantile(changes, 0.95),
  };
}

/** Of each sample against the last one that is at least a week older. */
function changesByWeek(samples: readonly Sample[]): readonly number[] {
  let older = -1;
  return samples.flatMap(({ atSeconds, value }) => {
    while ((samples[older + 1]?.atSeconds ?? Infinity) <= atSeconds - weekSeconds) older += 1;
    const before = samples[older];
    return before === undefined || atSeconds - weekSeconds - before.atSeconds > slackSeconds ? [] : [value - before.value];
  });
}

/** Seconds from the last sample until the floor is reached, at the earliest and at the latest; null: not within a week. */
export function reachesInWeek(floor: number, { lastWeek, endsAtSeconds, low, high }: WeekPattern): {
  readonly earliestSeconds: number | null;
  readonly latestSeconds: number | null;
} {
  const ahead = (index: number): number | null => {
    const sample = lastWeek[index];
    return sample === undefined ? null : Math.max(0, sample.atSeconds + weekSeconds - endsAtSeconds);
  };
  const [soonest, surely] = [low, high].map((change) => lastWeek.findIndex(({ value }) => value + change <= floor));
  return {
    // Between two samples nobody looked.
    earliestSeconds: soonest === undefined || soonest < 0 ? null : ahead(Math.max(0, soonest - 1)),
    latestSeconds: surely === undefined || surely < 0 ? null : ahead(surely + 1),
  };
}

/** @param aheadSeconds a week at most */
export function expectedByWeek(aheadSeconds: number, { lastWeek, endsAtSeconds, low, high }: WeekPattern): { readonly low: number; readonly high: number } {
  const until = lastWeek.filter(({ atSeconds }) => atSeconds + weekSeconds <= endsAtSeconds + aheadSeconds);
  const value = until.at(-1)?.value ?? lastWeek[0]?.value ?? 0;
  return { low: value + low, high: value + high };
}
