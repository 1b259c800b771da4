import { describe, expect, it } from '@jest/globals';
import { meanOf, medianOf } from '../../../src/probes/speed/rate.js';

describe('medianOf', () => {
  it.each([
    { what: 'one sample', samples: [5], is: { middle: 5, low: 5, high: 5, sampleCount: 1 } },
    { what: 'two samples', samples: [4, 2], is: { middle: 3, low: 2, high: 4, sampleCount: 2 } },
    { what: 'too few for an order: all that was seen', samples: [3, 1, 2], is: { middle: 2, low: 1, high: 3, sampleCount: 3 } },
    { what: 'nine: the second and the eighth', samples: [9, 8, 7, 6, 5, 4, 3, 2, 1], is: { middle: 5, low: 2, high: 8, sampleCount: 9 } },
    {
      what: 'fifteen: the fourth and the twelfth',
      samples: Array.from({ length: 15 }, (_, i) => i + 1),
      is: { middle: 8, low: 4, high: 12, sampleCount: 15 },
    },
  ])('$what', ({ samples, is }) => expect(medianOf(samples)).toEqual(is));

  it('is not moved by seven disturbed samples of fifteen', () => {
    const samples = [1, 2, 3, 4, 5, 6, 7, 100, 100, 100, 100, 100, 100, 100, 100];
    expect(medianOf(samples).middle).toBe(100);
  });
});

describe('meanOf', () => {
  const each = (...seconds: readonly number[]) => meanOf(seconds.map((value) => ({ amount: 10, seconds: value })));

  it('is all by all of its time, and not the mean of the rates', () => expect(each(1, 1, 1, 7).middle).toBe(4));
  it('knows a steady device exactly', () => expect(each(2, 2, 2, 2, 2, 2)).toEqual({ middle: 5, low: 5, high: 5, sampleCount: 6 }));
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
