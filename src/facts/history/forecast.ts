// Where the free space of a volume leads: what will be left at a later time, as an interval, and when a floor is reached. It
// looks no further ahead than it looks back, and says where there is too little to look back on.
import { lineThrough, type Line, type Sample } from './theil-sen.js';

export interface ForecastLimits {
  readonly leastSpanSeconds: number;
  readonly leastCount: number;
}

export type Forecast =
  | {
      readonly state: 'too-little';
      readonly sampleCount: number;
      readonly spanSeconds: number;
      /** Since when the samples count: something was deleted or moved then; null where all of them do. */
      readonly changedAtSeconds: number | null;
    }
  | {
      readonly state: 'forecast';
      readonly line: Line;
      readonly sampleCount: number;
      readonly spanSeconds: number;
      readonly changedAtSeconds: number | null;
      readonly lastAtSeconds: number;
      /** The lowest value before something was freed, as a rotation does: until it is passed, that may come again. Else null. */
      readonly recoveredFrom: number | null;
    };

/** @param samples the oldest first, the present one last; @param totalBytes of the volume */
export function forecastOf(samples: readonly Sample[], totalBytes: number, { leastSpanSeconds, leastCount }: ForecastLimits): Forecast {
  const { start, isUp } = lastChangeIn(samples, totalBytes);
  const used = samples.slice(start);
  const [first, last] = [used[0], used.at(-1)];
  const spanSeconds = first === undefined || last === undefined ? 0 : last.atSeconds - first.atSeconds;
  const extent = { sampleCount: used.length, spanSeconds, changedAtSeconds: start === 0 ? null : (first?.atSeconds ?? null) };
  const line = spanSeconds < leastSpanSeconds || used.length < leastCount ? null : lineThrough(used);
  return line === null || last === undefined
    ? { state: 'too-little', ...extent }
    : { state: 'forecast', line, ...extent, lastAtSeconds: last.atSeconds, recoveredFrom: isUp ? lowestOf(samples.slice(0, start)) : null };
}

const lowestOf = (samples: readonly Sample[]): number => Math.min(...samples.map(({ value }) => value));

export interface Expected {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** @param aheadSeconds from the last sample */
export function expectedIn(aheadSeconds: number, { perSecond, lowPerSecond, highPerSecond, endValue, below, above }: Line): Expected {
  return {
    low: endValue + below + lowPerSecond * aheadSeconds,
    middle: endValue + perSecond * aheadSeconds,
    high: endValue + above + highPerSecond * aheadSeconds,
  };
}

/** Seconds from the last sample until the floor is reached, at the earliest and at the latest; null: never, at that pace. */
export function reaches(floor: number, { lowPerSecond, highPerSecond, endValue, below, above }: Line): {
  readonly earliestSeconds: number | null;
  readonly latestSeconds: number | null;
} {
  const until = (value: number, perSecond: number): number | null => {
    if (value <= floor) return 0;
    return perSecond >= 0 ? null : (value - floor) / -perSecond;
  };
  return { earliestSeconds: until(endValue + below, lowPerSecond), latestSeconds: until(endValue + above, highPerSecond) };
}

/** A step is large where it takes this share of the volume, and many times what usually changes between two samples. */
const stepShare = 0.02;
const stepFactor = 8;

/**
 * Where the series begins anew: behind the last single jump. A jump up that came twice is a rotation, and jumps down that come
 * again and again are how the volume fills: those belong to the trend.
 */
function lastChangeIn(samples: readonly Sample[], totalBytes: number): { readonly start: number; readonly isUp: boolean } {
  const steps = samples.slice(1).map(({ value }, index) => value - (samples[index]?.value ?? value));
  const sizes = steps.map(Math.abs).sort((one, other) => one - other);
  const least = Math.max(stepShare * totalBytes, stepFactor * (sizes[Math.floor(sizes.length / 2)] ?? 0));
  const up = steps.flatMap((step, index) => (step > least ? [index + 1] : []));
  const down = steps.flatMap((step, index) => (step < -least ? [index + 1] : []));
  const [freed, taken] = [up.length === 1 ? (up[0] ?? 0) : 0, up.length <= 1 && down.length === 1 ? (down[0] ?? 0) : 0];
  return { start: Math.max(freed, taken), isUp: freed > 0 };
}
