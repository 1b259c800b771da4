// What must hold of the throughput model for any measurements: it is arithmetic, so it has laws.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chancesToBeLongest } from '../../src/checks/throughput/chance.js';
import { limitOf, type Outcome } from '../../src/checks/throughput/limiting.js';
import { timeOfAll } from '../../src/checks/throughput/pace.js';
import { modelOf, type Model } from '../../src/checks/throughput/pipeline.js';
import { encryptionCost, storageCosts } from '../../src/checks/throughput/what-if.js';
import { observed } from '../../src/facts/observed.js';
import type { DeviceRead, Rate, ThroughputFacts } from '../../src/facts/throughput.js';
import { cipher, compress, cpu, large, rate, read, small, throughput, upload, work } from '../checks/facts-builders/throughput.js';

const ceilingBytesPerSecond = 2_000_000;
const rules = { slowBelowPercent: 75, sureFromPercent: 90 };

/** The rates of one host in MB/s, and how badly they were measured. */
interface Host {
  readonly read: number;
  readonly hash: number;
  readonly compress: number;
  readonly encrypt: number;
  readonly upload: number;
  readonly ratio: number;
  readonly spread: number;
}

const speed = fc.double({ min: 0.05, max: 5_000, noNaN: true });
const host: fc.Arbitrary<Host> = fc.record({
  ...{ read: speed, hash: speed, compress: speed, encrypt: speed, upload: speed },
  ratio: fc.double({ min: 0.05, max: 1, noNaN: true }),
  spread: fc.double({ min: 1, max: 3, noNaN: true }),
});

const factsOf = (one: Host): ThroughputFacts =>
  throughput({
    reads: observed([read({ large: large(one.read, 'device', one.spread), small: small(1e9, 1) })]),
    hash: observed(work('sha256', one.hash, one.spread)),
    compress: compress(one.compress, one.ratio, work('zlib level 6', one.compress, one.spread)),
    cipher: cipher(one.encrypt, work('aes-256-cbc', one.encrypt, one.spread)),
    upload: upload(one.upload, one.spread),
    cpu: cpu(),
  });
const modelFor = (facts: ThroughputFacts, ceiling = ceilingBytesPerSecond): Model =>
  modelOf({ throughput: facts, reports: [], encrypts: true, ceilingBytesPerSecond: ceiling });
const outcomeOf = (one: Host): Outcome => limitOf(modelFor(factsOf(one)).compressing, rules);

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

describe('the throughput model', () => {
  it('is never faster for a slower stage', () => {
    fc.assert(
      fc.property(host, fc.constantFrom<keyof Host>('read', 'hash', 'compress', 'encrypt', 'upload'), fc.double({ min: 0.1, max: 1, noNaN: true }), (one, stage, factor) => {
        const [before, after] = [one, { ...one, [stage]: one[stage] * factor }].map((rates) => timeOfAll(modelFor(factsOf(rates))));
        for (const bound of ['low', 'mid', 'high'] as const) expect(after?.[bound]).toBeGreaterThanOrEqual(before?.[bound] ?? NaN);
      }),
    );
  });

  it('takes as long as its slowest stage at least, and as all of them in turn at most', () => {
    fc.assert(
      fc.property(host, (one) => {
        const model = modelFor(factsOf(one));
        const { low, mid, high } = timeOfAll(model);
        const { read: reading, cpu: working, upload: sending, ceilingTime } = model.compressing;
        const mids = [reading.time.mid, working.time.mid, Math.max(sending.time.mid, ceilingTime)];
        expect(close(mid, Math.max(...mids))).toBe(true);
        expect([low <= mid, high >= mids.reduce((a, b) => a + b, 0) * (1 - 1e-9)]).toEqual([true, true]);
      }),
    );
  });

  it('takes k times as long where everything is k times slower', () => {
    fc.assert(
      fc.property(host, fc.double({ min: 0.1, max: 10, noNaN: true }), (one, k) => {
        const slower = { ...one, read: one.read / k, hash: one.hash / k, compress: one.compress / k, encrypt: one.encrypt / k, upload: one.upload / k };
        const [before, after] = [timeOfAll(modelFor(factsOf(one))), timeOfAll(modelFor(factsOf(slower), ceilingBytesPerSecond / k))];
        // A file that takes no time to open takes none of it k times over, too.
        expect(Math.abs(after.mid / (before.mid * k) - 1)).toBeLessThan(0.01);
        expect(Math.abs(after.low / (before.low * k) - 1)).toBeLessThan(0.01);
      }),
    );
  });

  it('names a stage only where its time is the longest', () => {
    fc.assert(
      fc.property(host, (one) => {
        const outcome = outcomeOf(one);
        const { read: reading, cpu: working, upload: sending, ceilingTime } = modelFor(factsOf(one)).compressing;
        const mids = { read: reading.time.mid, cpu: working.time.mid, upload: sending.time.mid, ceiling: (ceilingTime * 100) / 75 };
        const longest = Math.max(...Object.values(mids));
        if (outcome.kind === 'stage') expect(close(mids[outcome.stage], longest)).toBe(true);
        if (outcome.kind === 'ceiling') expect(close(mids.ceiling, longest)).toBe(true);
        expect(outcome.kind).not.toBe('open');
      }),
    );
  });

  it('is never surer of a stage that was measured worse', () => {
    fc.assert(
      fc.property(host, fc.double({ min: 1, max: 3, noNaN: true }), (one, wider) => {
        const chanceOf = (outcome: Outcome): number => ('chance' in outcome ? outcome.chance : 0);
        // Where stages are equal and the ceiling is near, a chance of one in four rises by 0.04 as the spread takes the ceiling's away.
        expect(chanceOf(outcomeOf({ ...one, spread: one.spread * wider }))).toBeLessThanOrEqual(chanceOf(outcomeOf(one)) + 0.05);
      }),
    );
  });

  it('does not care in which order devices were read', () => {
    const device = fc.record({ share: fc.integer({ min: 1, max: 1e9 }), megabytes: speed });
    fc.assert(
      fc.property(fc.array(device, { minLength: 2, maxLength: 5 }), (devices) => {
        const reads: readonly DeviceRead[] = devices.map(({ share, megabytes }, index) =>
          read({ paths: [`/${index}`], mountPoint: `/${index}`, large: large(megabytes), files: observed({ ...sample, bytes: share }) }),
        );
        const [forth, back] = [reads, [...reads].reverse()].map((list) => timeOfAll(modelFor(throughput({ reads: observed(list) }))).mid);
        expect(Math.abs((forth ?? 0) / (back ?? 1) - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it('gains nothing below nothing, and the guess lies in its interval', () => {
    fc.assert(
      fc.property(host, speed, (one, local) => {
        const remote = read({ deviceClass: 'block-storage', large: large(one.read, 'device', one.spread) });
        const reads = [remote, read({ paths: [], mountPoint: '/local', large: large(local, 'device', one.spread) })];
        const model = modelFor({ ...factsOf(one), reads: observed(reads) });
        for (const { low, mid, high } of [encryptionCost(model), ...storageCosts(model, reads).map(({ cost }) => cost)]) {
          expect([low >= 0, low <= mid, mid <= high, Number.isFinite(high)]).toEqual([true, true, true, true]);
        }
      }),
    );
  });
});

const sample = { ...{ sampledFileCount: 9, sampledBytes: 9e6, meanFileBytes: 1e6, smallFileSharePercent: 0 }, smallBelowBytes: 65_536, isWhole: true, fileCount: 9 };

describe('chances', () => {
  const timeOf = ({ bytesPerSecond, low, high }: Rate) => ({ low: 1 / high, mid: 1 / bytesPerSecond, high: 1 / low });
  const intervals = fc.array(
    fc.tuple(speed, fc.double({ min: 1, max: 4, noNaN: true })).map(([megabytes, spread]) => timeOf(rate(megabytes, spread))),
    { minLength: 2, maxLength: 4 },
  );

  it('add up to one, and are those of the same intervals in any order', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const chances = chancesToBeLongest(list);
        expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        const back = [...chancesToBeLongest([...list].reverse())].reverse();
        chances.forEach((chance, index) => expect(back[index]).toBeCloseTo(chance, 9));
      }),
    );
  });

  it.each<[string, readonly [Rate, Rate], number]>([
    ['the same twice', [rate(10, 1.5), rate(10, 1.5)], 0.5],
    ['far apart', [rate(1, 1.1), rate(10, 1.1)], 1],
    ['one standard deviation apart, both alike uncertain: Φ(1/√2)', [rate(10 / Math.E, Math.E ** 1.96), rate(10, Math.E ** 1.96)], 0.7602],
    ['against a time that is known', [rate(10 / Math.E, Math.E ** 1.96), { ...rate(10), low: 1e7, high: 1e7 }], 0.8413],
  ])('%s', (_, [a, b], expected) => {
    expect(chancesToBeLongest([timeOf(a), timeOf(b)])[0]).toBeCloseTo(expected, 2);
  });
});
