// A straight line through points that hold outliers, steps and jumps: the median of the slopes of all pairs (Theil 1950), with Sen's
// interval (1968). Neighbours in time resemble each other, so the interval is widened by how much they do.

export interface Sample {
  readonly atSeconds: number;
  readonly value: number;
}

export interface Line {
  readonly perSecond: number;
  /** Of the slope, 95 %. */
  readonly lowPerSecond: number;
  readonly highPerSecond: number;
  /** The value of the line at the last sample. */
  readonly endValue: number;
  /** All but one in fifty of the samples lie between these distances from the line. */
  readonly below: number;
  readonly above: number;
}

/** Pairs grow with the square; a series is thinned to fewer before. */
const maxSampleCount = 400;

/** @param samples the oldest first @returns null for fewer than three, or all at one time */
export function lineThrough(samples: readonly Sample[]): Line | null {
  const used = samples.slice(-maxSampleCount);
  const last = used.at(-1);
  const slopes = slopesOf(used);
  if (last === undefined || used.length < 3 || slopes.length === 0) return null;
  const perSecond = quantile(slopes, 0.5);
  const offsets = sorted(used.map(({ atSeconds, value }) => value - perSecond * (atSeconds - last.atSeconds)));
  const endValue = quantile(offsets, 0.5);
  const rests = used.map(({ atSeconds, value }) => value - endValue - perSecond * (atSeconds - last.atSeconds));
  const reach = (1.96 * Math.sqrt(varianceOf(used.length) * likeness(rests))) / (2 * slopes.length);
  return {
    perSecond,
    lowPerSecond: quantile(slopes, 0.5 - reach),
    highPerSecond: quantile(slopes, 0.5 + reach),
    endValue,
    below: quantile(offsets, 0.01) - endValue,
    above: quantile(offsets, 0.99) - endValue,
  };
}

function slopesOf(samples: readonly Sample[]): Float64Array {
  const slopes: number[] = [];
  for (const [index, later] of samples.entries()) {
    for (let earlier = 0; earlier < index; earlier += 1) {
      const { atSeconds, value } = samples[earlier] ?? later;
      if (later.atSeconds > atSeconds) slopes.push((later.value - value) / (later.atSeconds - atSeconds));
    }
  }
  return sorted(slopes);
}

/** Of Kendall's statistic. */
const varianceOf = (count: number): number => (count * (count - 1) * (2 * count + 5)) / 18;

/** 1 where neighbours have nothing to do with each other; n samples that follow one another tell less than n. */
function likeness(rests: readonly number[]): number {
  const mean = rests.reduce((sum, rest) => sum + rest, 0) / rests.length;
  const [products, squares] = rests.reduce<readonly [number, number]>(
    ([product, square], rest, index) => [product + (rest - mean) * ((rests[index - 1] ?? mean) - mean), square + (rest - mean) ** 2],
    [0, 0],
  );
  const correlation = squares === 0 ? 0 : Math.min(0.95, Math.max(0, products / squares));
  return (1 + correlation) / (1 - correlation);
}

export const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

export function quantile(values: Float64Array, share: number): number {
  const place = Math.min(1, Math.max(0, share)) * (values.length - 1);
  const [low, high] = [values[Math.floor(place)] ?? 0, values[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}
