// How probable it is that one of several times is the longest, where each is known as an interval of 95 %.
import type { Interval } from './interval.js';

/** A measured time has many small causes that multiply: its logarithm is taken as normal. */
const sigmaOf = ({ low, high }: Interval): number => Math.log(high / low) / (2 * 1.96);

/** Enough that a chance of 90 % is told within half a per cent. */
const pointCount = 400;

/** For each of the intervals; they add up to 1. */
export function chancesToBeLongest(intervals: readonly Interval[]): readonly number[] {
  const raw = intervals.map((own, index) => {
    const others = intervals.filter((_, other) => other !== index);
    const points = pointsOf(own).map((value) => others.reduce((chance, other) => chance * chanceBelow(other, value), 1));
    return points.reduce((a, b) => a + b, 0) / points.length;
  });
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((chance) => (total > 0 ? chance / total : 0));
}

/** Values that lie equally dense in probability. */
function pointsOf(interval: Interval): readonly number[] {
  const sigma = sigmaOf(interval);
  if (sigma === 0) return [interval.mid];
  return Array.from({ length: pointCount }, (_, index) => interval.mid * Math.exp(sigma * quantile((index + 0.5) / pointCount)));
}

function chanceBelow(interval: Interval, value: number): number {
  const sigma = sigmaOf(interval);
  if (sigma > 0) return cumulative(Math.log(value / interval.mid) / sigma);
  return value === interval.mid ? 0.5 : Number(value > interval.mid);
}

/** Of the normal distribution; the logistic curve comes within 0.0002 of it (Bowling and others, 2009). */
const cumulative = (x: number): number => 1 / (1 + Math.exp(-(0.07056 * x ** 3 + 1.5976 * x)));

/** The x at which `cumulative` is p: a cubic with one real root, by Cardano. */
function quantile(p: number): number {
  const [a, b] = [1.5976 / 0.07056, Math.log(p / (1 - p)) / 0.07056];
  const root = Math.sqrt((b / 2) ** 2 + (a / 3) ** 3);
  return Math.cbrt(b / 2 + root) + Math.cbrt(b / 2 - root);
}
