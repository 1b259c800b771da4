import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { samplesOf, workOf } from '../../../src/probes/speed/cpu-work.js';
import { rateOf } from '../../../src/probes/speed/rate.js';

const turns = { most: 6, least: 2, mostMs: 10_000, restMs: 0 };
const input = Buffer.alloc(65_536, 7);

/** The same work each time it is given the same amount; of 1 about 2 ms. */
function work(amount: number): void {
  const hash = createHash('sha512');
  for (let count = 0; count < 20 * amount; count += 1) hash.update(input);
}

describe('samplesOf', () => {
  it('gives each work its sample every turn', () => {
    const order: string[] = [];
    const named = (name: string) => ({
      run: () => {
        if (order.at(-1) !== name) order.push(name);
        work(1);
      },
      bytes: 1,
    });
    const samples = samplesOf([named('one'), named('other')], turns);
    expect(samples.map(({ length }) => length)).toEqual([6, 6]);
    // Both warm up first.
    expect(order).toEqual(Array.from({ length: 7 }, () => ['one', 'other']).flat());
  });

  it('has the least turns where the time is up at once', () =>
    expect(samplesOf([{ run: () => work(1), bytes: 1 }], { ...turns, mostMs: 0 })[0]).toHaveLength(2));

  it('counts what was done by the time that it took', () => {
    const [light = [], heavy = []] = samplesOf([1, 4].map((amount) => ({ run: () => work(amount), bytes: 1 })), turns);
    const [quick, slow] = [light, heavy].map((samples) => Math.max(...samples.map(rateOf)));
    expect(slow! / quick!).toBeGreaterThan(0.15);
    expect(slow! / quick!).toBeLessThan(0.4);
  });
});

describe('workOf', () => {
  it('compresses what shrinks quickly as often as what does not', () => {
    const [zeros, random] = [Buffer.alloc(8 * 65_536), randomBytes(8 * 65_536)].map(piecesOf);
    const works = [
      [...zeros!, ...random!],
      [...random!, ...random!],
    ].map((pieces) => workOf({ name: 'compress', pieces })!);
    const [half, all] = samplesOf(works, turns).map((samples) => Math.max(...samples.map(rateOf)));
    // Zeros take next to no time: half of the bytes, and no more.
    expect(half! / all!).toBeGreaterThan(1.3);
    expect(half! / all!).toBeLessThan(2.8);
  });
});

const piecesOf = (data: Buffer): readonly Buffer[] =>
  Array.from({ length: data.length / 65_536 }, (_, index) => data.subarray(index * 65_536, (index + 1) * 65_536));
