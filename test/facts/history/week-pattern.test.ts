// What comes back each week: steps, rotations with growth behind them, and what only looks like one.
import { describe, expect, it } from '@jest/globals';
import { expectedByWeek, reachesInWeek, weekPatternOf, weekSeconds } from '../../../src/facts/history/week-pattern.js';
import type { Sample } from '../../../src/facts/history/theil-sen.js';

const hour = 3_600;
const day = 24 * hour;

/** One sample each four hours, the last one at the end. */
const samplesOf = (days: number, freeAt: (day: number) => number): readonly Sample[] =>
  Array.from({ length: days * 6 + 1 }, (_, index) => ({ atSeconds: index * 4 * hour, value: freeAt(index / 6) }));
const pattern = (days: number, freeAt: (day: number) => number) => {
  const found = weekPatternOf(samplesOf(days, freeAt));
  if (found === null) throw new Error('no pattern');
  return found;
};

describe('a week that is like the last one', () => {
  // The next step of 100 comes two days after the last sample.
  const steps = pattern(26, (at) => 500 - 100 * Math.floor(at / 7));

  it('knows what each one changes', () => expect(steps).toMatchObject({ low: -100, middle: -100, high: -100 }));

  it('and when the next step comes, between two looks', () => {
    expect(reachesInWeek(150, steps)).toEqual({ earliestSeconds: 2 * day - 4 * hour, latestSeconds: 2 * day + 4 * hour });
    expect(reachesInWeek(99, steps)).toEqual({ earliestSeconds: null, latestSeconds: null });
    expect(expectedByWeek(day, steps)).toEqual({ low: 200, high: 200 });
    expect(expectedByWeek(3 * day, steps)).toEqual({ low: 100, high: 100 });
  });

  it('sees the growth behind a rotation', () => {
    const growing = pattern(28, (at) => 1_000 + 10 * (7 - (at % 7)) - at);
    expect(growing.middle).toBeCloseTo(-7, 9);
    expect(reachesInWeek(974, growing).latestSeconds).not.toBeNull();
    expect(reachesInWeek(965, growing).latestSeconds).toBeNull();
  });
});

describe('what is none', () => {
  it.each([
    ['twenty days of it', samplesOf(20, () => 5)],
    ['a series with holes of weeks', [...samplesOf(3, () => 5), { atSeconds: 4 * weekSeconds, value: 5 }]],
    ['nothing', []],
  ])('%s', (_, samples) => expect(weekPatternOf(samples)).toBeNull());

  it('what happened in one week alone is not expected again', () => {
    const once = pattern(28, (at) => (at < 23 ? 500 : 100));
    expect([once.low, once.high]).toEqual([-400, 0]);
    expect(reachesInWeek(50, once).latestSeconds).toBeNull();
  });
});
