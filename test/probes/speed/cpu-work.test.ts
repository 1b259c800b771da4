import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { samplesOf } from '../../../src/probes/speed/cpu-work.js';
import type { Stretch } from '../../../src/probes/speed/rate.js';

const turns = { most: 6, least: 2, mostMs: 10_000, restMs: 0 };
const input = Buffer.alloc(65_536, 7);

/** The same work each time it is given the same amount; of 1 about 2 ms. */
function work(amount: number): void {
  const hash = createHash('sha512');
  for (let count = 0; count < 20 * amount; count += 1) hash.update(input);
}

const ratesOf = (samples: readonly Stretch[]): readonly number[] =>
  samples.map(({ amount, seconds }) => amount / seconds).toSorted((one, other) => other - one);

const median = (rates: readonly number[]): number => rates[Math.floor(rates.length / 2)]!;

describe('samplesOf', () => {
  it('gives each work its sample every turn', () => {
    const order: string[] = [];
    const named = (name: string) => ({
      runs: [
        () => {
          if (order.at(-1) !== name) order.push(name);
          work(1);
        },
      ],
      bytes: 1,
    });
    const samples = samplesOf([named('one'), named('other')], turns);
    expect(samples.map(({ length }) => length)).toEqual([6, 6]);
    // Both warm up first.
    expect(order).toEqual(Array.from({ length: 7 }, () => ['one', 'other']).flat());
  });

  it('takes runs that differ for one work, by turns', () => {
    const light = (): void => work(1);
    const [alone = [], both = []] = samplesOf([{ runs: [light], bytes: 1 }, { runs: [light, () => work(3)], bytes: 1 }], { ...turns, most: 20 });
    // Of ten each the slowest is left out.
    expect(both).toHaveLength(18);
    const [usual, fastestFirst] = [median(ratesOf(alone)), ratesOf(both)];
    expect(median(fastestFirst.slice(0, 9)) / usual).toBeGreaterThan(0.6);
    expect(median(fastestFirst.slice(9)) / usual).toBeLessThan(0.5);
  });

  it('leaves out the stretches in which somebody else had the core', () => {
    let calls = 0;
    const interrupted = (): void => work((calls += 1) % 10 === 0 ? 8 : 1);
    const [samples = []] = samplesOf([{ runs: [interrupted], bytes: 1 }], { ...turns, most: 20 });
    expect(samples).toHaveLength(18);
    const rates = ratesOf(samples);
    expect(rates.at(-1)! / rates[0]!).toBeGreaterThan(0.25);
  });

  it('has met each run once, and the least turns, where the time is up at once', () => {
    const met = new Set<number>();
    const runs = [0, 1, 2, 3].map((index) => () => {
      met.add(index);
      work(1);
    });
    const [samples, few] = [{ runs, bytes: 1 }, { runs: [() => work(1)], bytes: 1 }].map((one) => samplesOf([one], { ...turns, mostMs: 0 })[0]);
    expect(met.size).toBe(4);
    expect(samples).toHaveLength(4);
    expect(few).toHaveLength(2);
  });
});
