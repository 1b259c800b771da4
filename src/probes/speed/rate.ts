// From samples to a rate with the interval that holds the true one in 95 of 100 measurements, as far as its samples tell.
import type { Rate } from '../../facts/throughput.js';

/** What was done in one stretch of time. */
export interface Stretch {
  readonly amount: number;
  readonly seconds: number;
}

export interface Interval {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
  readonly sampleCount: number;
}

export const rateOf = ({ amount, seconds }: Stretch): number => amount / seconds;

/**
 * All that was done by all the time that it took: a backup waits for each slow moment too, of a disk and of a core that is shared. Neighbours
 * resemble each other, so the interval comes from batches of them: that of a ratio's residuals, with Student's factor, never beyond what was
 * seen. It knows nothing of what comes and goes more slowly than the look.
 * @param stretches at least one, in the order of time
 */
export function meanOf(stretches: readonly Stretch[]): Interval {
  const batches = batchesOf(stretches);
  const [amount, seconds] = [sum(batches.map((batch) => batch.amount)), sum(batches.map((batch) => batch.seconds))];
  const middle = amount / seconds;
  const rates = batches.map(rateOf);
  const [slowest, fastest] = [Math.min(...rates), Math.max(...rates)];
  const count = batches.length;
  if (count < leastBatches) return { middle, low: slowest, high: fastest, sampleCount: stretches.length };
  const squares = sum(batches.map((batch) => (batch.amount - middle * batch.seconds) ** 2));
  const error = Math.sqrt((squares * count) / (count - 1)) / seconds;
  const reach = studentFactor(count - 1) * error;
  return { middle, low: Math.max(slowest, middle - reach), high: Math.min(fastest, middle + reach), sampleCount: stretches.length };
}

/**
 * Without what took more than twice as long as usual: the time that a hypervisor steals in the middle of a stretch counts as the thread's own,
 * makes that stretch several times slower, and is told beside the figures. A neighbour on the same core took a quarter (docs/performance.md).
 * For one thread: of several together, a moment that one of them lost is no such stretch.
 */
export function uninterrupted(stretches: readonly Stretch[]): readonly Stretch[] {
  const usual = stretches.map(rateOf).toSorted((one, other) => one - other)[Math.floor(stretches.length / 2)] ?? 0;
  return stretches.filter((stretch) => rateOf(stretch) >= usual / 2);
}

/** What several did at the same time: the sum of their rates. */
export function together(stretches: readonly Stretch[]): Stretch {
  const seconds = sum(stretches.map((stretch) => stretch.seconds)) / stretches.length;
  return { amount: sum(stretches.map(rateOf)) * seconds, seconds };
}

export interface Settled {
  /** Those that tell what a long backup meets. */
  readonly stretches: readonly Stretch[];
  /** Of what came before them; null where the device kept its pace. */
  readonly rateAtFirst: number | null;
}

/**
 * Volumes with a credit are quick until it is used up. Where the reading falls into a quick beginning and an end that was far slower, the end
 * alone counts.
 */
export function settled(stretches: readonly Stretch[], leastShare = leastSettledShare): Settled {
  const kept: Settled = { stretches, rateAtFirst: null };
  const { rateAtFirst, end } = [...stretches.keys()].slice(1).map((at) => splitAt(stretches, at)).reduce(steeper, { rateAtFirst: 0, end: stretches });
  // A device that has recovered at the end stumbled, and no more.
  const hasSlowed = [end, end.slice(-1)].every((part) => rateOfAll(part) < rateAtFirst * slowedBelow);
  const isLong = secondsOf(end) >= secondsOf(stretches) * leastShare;
  return hasSlowed && isLong && rateOfAll(end) < rateOfAll(stretches) * mattersBelow ? { stretches: end, rateAtFirst } : kept;
}

/** It has just become slower, so that it is worth to go on. */
export const isSlowing = (stretches: readonly Stretch[]): boolean => settled(stretches, 0).rateAtFirst !== null;

interface Split {
  readonly rateAtFirst: number;
  readonly end: readonly Stretch[];
}

const splitAt = (stretches: readonly Stretch[], at: number): Split => ({ rateAtFirst: rateOfAll(stretches.slice(0, at)), end: stretches.slice(at) });

const steeper = (a: Split, b: Split): Split => (b.rateAtFirst / rateOfAll(b.end) > a.rateAtFirst / rateOfAll(a.end) ? b : a);

/** A device swings by a third from one moment to the next. */
const slowedBelow = 0.6;

/** A beginning that makes the whole no tenth faster is none to speak of. */
const mattersBelow = 0.9;

/** Of the time; less may be a stumble. */
const leastSettledShare = 0.25;

const secondsOf = (stretches: readonly Stretch[]): number => sum(stretches.map(({ seconds }) => seconds));

const rateOfAll = (stretches: readonly Stretch[]): number => sum(stretches.map(({ amount }) => amount)) / secondsOf(stretches);

const leastBatches = 4;
const mostBatches = 16;

function batchesOf(stretches: readonly Stretch[]): readonly Stretch[] {
  const count = Math.min(mostBatches, stretches.length);
  return Array.from({ length: count }, (_, index) => {
    const batch = stretches.slice(Math.floor((index * stretches.length) / count), Math.floor(((index + 1) * stretches.length) / count));
    return { amount: sum(batch.map(({ amount }) => amount)), seconds: sum(batch.map(({ seconds }) => seconds)) };
  });
}

const z = 1.96;

/** Two-sided 95 %, by the expansion of Cornish and Fisher: within 4 % of the tables from three degrees on. */
const studentFactor = (degrees: number): number => z + 2.37 / degrees + 2.82 / degrees ** 2;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const toRate = ({ middle, low, high, sampleCount }: Interval): Rate => ({
  bytesPerSecond: Math.round(middle),
  low: Math.round(low),
  high: Math.round(high),
  sampleCount,
});
