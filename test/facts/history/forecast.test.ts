// Lines, steps and jumps in the free space of a volume; and the forecast held against what then happened.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectedIn, forecastOf, reaches } from '../../../src/facts/history/forecast.js';
import { spaceSeriesOf } from '../../../src/facts/history/space-series.js';
import { lineThrough, type Line, type Sample } from '../../../src/facts/history/theil-sen.js';
import { hours, runAt } from '../../history/sample-run.js';
import { score, type Score } from './back-test.js';
import { families } from './simulated-growth.js';

const daySeconds = 86_400;
const daily = (values: readonly number[]): readonly Sample[] => values.map((value, day) => ({ atSeconds: day * daySeconds, value }));
const limits = { leastSpanSeconds: 7 * daySeconds, leastCount: 8 };
const forecast = (values: readonly number[]) => forecastOf(daily(values), 1_000, limits);
const known = (values: readonly number[]) => {
  const found = forecast(values);
  if (found.state !== 'forecast') throw new Error('too little');
  return found;
};

describe('a line through samples', () => {
  const line = (values: readonly number[]): Line | null => lineThrough(daily(values));

  it('is that on which they lie', () => {
    const found = line([100, 90, 80, 70, 60]);
    expect(found?.perSecond).toBeCloseTo(-10 / daySeconds, 12);
    expect(found).toMatchObject({ endValue: 60, below: 0, above: 0 });
  });

  it('is not led astray by a quarter of wild values', () => {
    expect(line([100, 90, 80, 0, 60, 50, 900, 30, 20])?.perSecond).toBeCloseTo(-10 / daySeconds, 12);
  });

  it('needs three samples at two times', () => {
    expect(line([1, 2])).toBeNull();
    expect(lineThrough([1, 2, 3, 4].map((value) => ({ atSeconds: 5, value })))).toBeNull();
  });

  it('lies within its interval, and moves and turns with the samples', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 3, maxLength: 40 }), fc.integer({ min: -500, max: 500 }), (values, shift) => {
        const [plain, moved] = [line(values), line(values.map((value) => value + shift))];
        expect(plain!.lowPerSecond).toBeLessThanOrEqual(plain!.perSecond);
        expect(plain!.perSecond).toBeLessThanOrEqual(plain!.highPerSecond);
        expect(moved!.perSecond).toBeCloseTo(plain!.perSecond, 9);
        expect(moved!.endValue).toBeCloseTo(plain!.endValue + shift, 6);
        expect(line(values.map((value) => -value))!.perSecond).toBeCloseTo(-plain!.perSecond, 9);
      }),
    );
  });
});

describe('where it leads', () => {
  const falling = [200, 190, 180, 170, 160, 150, 140, 130, 120];

  it('what is left later, and when a floor is reached', () => {
    const { line } = known(falling);
    expect(expectedIn(2 * daySeconds, line).middle).toBeCloseTo(100, 6);
    expect(reaches(20, line).earliestSeconds).toBeCloseTo(10 * daySeconds, 3);
    expect(reaches(20, line).latestSeconds).toBeCloseTo(10 * daySeconds, 3);
    expect(reaches(130, line)).toEqual({ earliestSeconds: 0, latestSeconds: 0 });
  });

  it('never, where it grows', () => expect(reaches(20, known(falling.toReversed()).line)).toEqual({ earliestSeconds: null, latestSeconds: null }));

  it.each([
    ['seven days, to the second', falling.slice(0, 8), 'forecast'],
    ['a day less', falling.slice(0, 7), 'too-little'],
    ['one sample', [5], 'too-little'],
    ['none', [], 'too-little'],
  ])('%s', (_, values, state) => expect(forecast(values).state).toBe(state));
});

describe('a jump', () => {
  const flat = Array.from({ length: 9 }, () => 100);

  it('up begins the series anew, and is remembered', () => {
    expect(known([...flat, ...flat.map((value) => value + 400)])).toMatchObject({ changedAtSeconds: 9 * daySeconds, recoveredFrom: 100, sampleCount: 9 });
  });

  it('down begins the series anew', () => {
    expect(known([...flat.map((value) => value + 400), ...flat])).toMatchObject({ changedAtSeconds: 9 * daySeconds, recoveredFrom: null });
  });

  it('leaves too little for a while', () => {
    expect(forecast([...flat, 500, 500, 500])).toEqual({ state: 'too-little', sampleCount: 3, spanSeconds: 2 * daySeconds, changedAtSeconds: 9 * daySeconds });
  });

  it.each([
    ['up twice is a rotation', [...flat, 500, 400, 300, 200, 100, 500, 400, 300, 200]],
    ['down again and again is how it fills', [900, 900, 900, 800, 800, 800, 700, 700, 700, 600, 600, 600]],
    ['of one in fifty of the volume is none', [...flat, ...flat.map((value) => value + 20)]],
  ])('%s', (_, values) => expect(forecast(values)).toMatchObject({ changedAtSeconds: null }));
});

describe('the series that is read', () => {
  const runs = (count: number, free: (hour: number) => number) =>
    Array.from({ length: count }, (_, hour) => runAt(hours(hour), { space: { '/': { freeBytes: free(hour), totalBytes: 1_000 } } }));

  it('keeps the lowest of each stretch, in 200 stretches at most', () => {
    const [series] = spaceSeriesOf(runs(720, (hour) => (hour === 333 ? 1 : 500)), hours(720));
    expect(series?.freeBytes.length).toBeLessThanOrEqual(200);
    expect(series?.ageSeconds[series.freeBytes.indexOf(1)]).toBe((720 - 333) * 3_600);
    expect(series?.ageSeconds).toEqual([...(series?.ageSeconds ?? [])].sort((one, other) => other - one));
  });

  it('leaves out what lies in the future', () => {
    expect(spaceSeriesOf(runs(5, () => 7), hours(2))[0]?.ageSeconds).toEqual([7_200, 3_600, 0]);
  });
});

/** Of each family ten volumes; docs/forecast.md holds the figures of sixty. */
describe('held against what then happened', () => {
  const calm = ['steady, noisy', 'linear', 'a step each day', 'a step each week', 'rotation each day', 'one large file', 'a random walk'];
  const known = new Map<string, Score>();
  const ten = (family: string): Score => {
    const found = known.get(family) ?? score(family, 10);
    known.set(family, found);
    return found;
  };

  it.each([...calm, 'rotation each week', 'rotation each month', 'rotation each week, and growth', 'a dump each week', 'a dump each week, and growth'])('it raises no false alarm: %s', (family) => {
    const { falseAlarms, forecasts } = ten(family);
    expect(forecasts).toBeGreaterThan(50);
    expect(falseAlarms).toBeLessThanOrEqual(calm.includes(family) ? 0 : Math.ceil(forecasts / 50));
  });

  /** A week must be seen twice before it is known, and what keeps no days nobody foresees. */
  const mayBeMissed: Readonly<Record<string, number>> = { 'a step each week': 1, 'a dump each week, and growth': 3, 'a step now and then': 4 };

  it.each(Object.keys(families))('it misses no more than it must: %s', (family) => {
    expect(ten(family).missed).toBeLessThanOrEqual(mayBeMissed[family] ?? 0);
  });

  it.each(['linear', 'a step each day', 'a step each week', 'rotation each week, and growth'])('it says in time that the floor is reached: %s', (family) => {
    const { rightAlarms, missed } = ten(family);
    expect(rightAlarms).toBeGreaterThan(3);
    expect(missed / (missed + rightAlarms)).toBeLessThan(0.2);
  });

  it.each<[string, number]>([
    ['steady, noisy', 90],
    ['linear', 90],
    ['a step each week', 85],
    ['rotation each week', 85],
    ['linear, and a deletion', 85],
  ])('what was left lies within the interval: %s in %d per cent', (family, percent) => {
    expect(ten(family).withinPercent).toBeGreaterThanOrEqual(percent);
  });

  it('it withholds a forecast after a deletion', () => {
    expect(ten('linear, and a deletion').withheld).toBeGreaterThan(0);
  });
});
