import { describe, expect, it } from '@jest/globals';
import { isSlowing, meanOf, rateOf, settled, together, uninterrupted, type Stretch } from '../../../src/probes/speed/rate.js';

const at = (...rates: readonly number[]): readonly Stretch[] => rates.map((rate) => ({ amount: rate, seconds: 1 }));

describe('uninterrupted', () => {
  it.each([
    ['one that took several times as long is left out', [100, 20, 105, 95, 101], [100, 105, 95, 101]],
    ['a steady run loses nothing', [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]],
    ['a neighbour that takes a quarter counts', [370, 270, 370, 270], [370, 270, 370, 270]],
    ['half of the usual is the limit', [100, 49, 100, 51, 100], [100, 100, 51, 100]],
    ['one alone is all there is', [3], [3]],
    ['nothing at all', [], []],
  ])('%s', (_, rates, kept) => expect(uninterrupted(at(...rates)).map(rateOf)).toEqual(kept));
});

describe('together', () => {
  it('is the sum of the rates, however long each took', () => {
    const both = together([
      { amount: 10, seconds: 1 },
      { amount: 10, seconds: 2 },
    ]);
    expect([rateOf(both), both.seconds]).toEqual([15, 1.5]);
  });
});

describe('meanOf', () => {
  const each = (...seconds: readonly number[]) => meanOf(seconds.map((value) => ({ amount: 10, seconds: value })));

  it('is all by all of its time, and not the mean of the rates', () => expect(each(1, 1, 1, 7).middle).toBe(4));
  it('knows a steady device exactly', () => expect(each(2, 2, 2, 2, 2, 2)).toEqual({ middle: 5, low: 5, high: 5, sampleCount: 6 }));

  it('tells a core whose neighbour is busy for part of the time by what both parts come to', () => {
    const [busy, quiet] = [270, 370].map((rate) => at(...Array<number>(32).fill(rate)));
    const { middle, low, high } = meanOf([...busy!, ...quiet!]);
    expect(middle).toBe(320);
    expect(high - low).toBeGreaterThan(50);
  });

  it('tells all that was seen where samples are few', () =>
    expect(each(1, 2, 5)).toEqual({ middle: 30 / 8, low: 2, high: 10, sampleCount: 3 }));

  it('never promises more, or less, than was seen', () => {
    const { low, high } = each(1, 1, 1, 50);
    expect(low).toBeGreaterThanOrEqual(10 / 50);
    expect(high).toBeLessThanOrEqual(10);
  });

  it('holds the truth in about 95 of 100 measurements', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
    const holds = Array.from({ length: 1_000 }, () => {
      const seconds = Array.from({ length: 40 }, () => 1 + random());
      const { low, high } = each(...seconds);
      return low <= 10 / 1.5 && 10 / 1.5 <= high;
    }).filter((held) => held).length;
    expect(holds).toBeGreaterThan(920);
    expect(holds).toBeLessThan(985);
  });

  it('does not take neighbours that resemble each other for independent ones', () => {
    const slowHalf = each(...Array.from({ length: 64 }, (_, index) => (index < 32 ? 1 : 2)));
    const mixed = each(...Array.from({ length: 64 }, (_, index) => 1 + (index % 2)));
    expect(slowHalf.high - slowHalf.low).toBeGreaterThan(3 * (mixed.high - mixed.low));
  });
});

describe('settled', () => {
  const reads = (...megabytesPerSecond: readonly number[]): readonly Stretch[] => megabytesPerSecond.map((rate) => ({ amount: 1, seconds: 1 / rate }));
  it.each<[string, readonly Stretch[], number | null, number]>([
    ['a steady device keeps all', reads(5, 5, 5, 5, 5, 5), null, 6],
    ['one that swings by a third does, too', reads(6, 4, 6, 4, 6, 4, 4, 6), null, 8],
    ['one that becomes faster does', reads(1, 1, 1, 1, 9, 9, 9, 9), null, 8],
    ['a credit that was used up leaves the end alone', reads(...Array<number>(40).fill(100), ...Array<number>(8).fill(8)), 100, 8],
    ['a small one, too', reads(100, 100, 1, 1, 1, 1, 1), 100, 5],
    ['one that changes next to nothing is none to speak of', reads(100, ...Array<number>(40).fill(10)), null, 41],
    ['a credit that has just ended: an end that may be a stumble', reads(...Array<number>(90).fill(100), 10), null, 91],
    ['one long read after the credit is enough', reads(100, 100, 0.5), 100, 1],
    ['one that stumbles and recovers keeps all', reads(10, 10, 10, 10, 10, 0.5, 10, 10, 10), null, 9],
    ['two slow moments at the end are none', reads(10, 10, 10, 10, 10, 10, 10, 10, 10, 6.5, 6.5), null, 11],
    ['one read says nothing', reads(5), null, 1],
    ['nothing at all', [], null, 0],
  ])('%s', (_, stretches, rateAtFirst, kept) => {
    const seen = settled(stretches);
    expect(seen.rateAtFirst === null ? null : Math.round(seen.rateAtFirst)).toBe(rateAtFirst === null ? null : Math.round(rateAtFirst));
    expect(seen.stretches).toHaveLength(kept);
  });

  it.each<[string, readonly Stretch[], boolean]>([
    ['has just become slower', reads(...Array<number>(90).fill(100), 10), true],
    ['keeps its pace', reads(100, 100, 100), false],
    ['has recovered', reads(100, 100, 5, 100), false],
  ])('asks for more of a device that %s', (_, stretches, expected) => expect(isSlowing(stretches)).toBe(expected));
});
