// Volumes whose free space is known for weeks to come: how a disk fills by a line, by steps, by logs that are rotated, around
// somebody who deletes. The same seed gives the same volume.
export const GB = 1e9;
export const totalBytes = 50 * GB;

/** Free bytes at a time in days. */
export type Course = (day: number) => number;

type Dice = () => number;

export const families: Readonly<Record<string, (dice: Dice) => Course>> = {
  'steady, noisy': (dice) => {
    const [level, noise] = [between(dice, 2, 32), between(dice, 0.02, 0.5)];
    return () => level + normal(dice) * noise;
  },
  linear: (dice) => {
    const [level, pace, noise] = [between(dice, 5, 35), between(dice, 0.05, 0.95), between(dice, 0.02, 0.2)];
    return (day) => level - pace * day + normal(dice) * noise;
  },
  'a step each day': (dice) => {
    const [level, step] = [between(dice, 10, 40), between(dice, 0.1, 1.3)];
    return (day) => level - step * Math.floor(day) + normal(dice) * 0.02;
  },
  'a step each week': (dice) => {
    const [level, step, phase] = [between(dice, 15, 45), between(dice, 1, 6), between(dice, 0, 7)];
    return (day) => level - step * Math.floor((day + phase) / 7) + normal(dice) * 0.05;
  },
  'rotation each day': (dice) => rotation(dice, 1, between(dice, 0.3, 10), between(dice, 0.5, 6)),
  'rotation each week': (dice) => rotation(dice, 7, between(dice, 0.3, 10), between(dice, 0.5, 10)),
  'rotation each month': (dice) => rotation(dice, 30, between(dice, 0.5, 10), between(dice, 1, 15)),
  'rotation each week, and growth': (dice) => {
    const [course, pace] = [rotation(dice, 7, between(dice, 8, 28), between(dice, 0.5, 3)), between(dice, 0.05, 0.65)];
    return (day) => course(day) - pace * day;
  },
  // It is written on one night of the week, and moved away some hours later.
  'a dump each week': (dice) => {
    const [lowest, size, phase, length] = [between(dice, 0.3, 10), between(dice, 3, 15), between(dice, 0, 7), between(dice, 0.1, 1)];
    return (day) => lowest + ((day + phase) % 7 < length ? 0 : size) + normal(dice) * 0.02;
  },
  'a dump each week, and growth': (dice) => {
    const [level, size, phase, length, pace] = [between(dice, 5, 25), between(dice, 3, 10), between(dice, 0, 7), between(dice, 0.1, 1), between(dice, 0.05, 0.65)];
    return (day) => level + ((day + phase) % 7 < length ? 0 : size) - pace * day + normal(dice) * 0.02;
  },
  'a step now and then': (dice) => {
    let [level, next] = [between(dice, 15, 45), between(dice, 0, 9)];
    return (day) => {
      if (day >= next) [level, next] = [level - between(dice, 0.5, 4), next + between(dice, 2, 12)];
      return level + normal(dice) * 0.05;
    };
  },
  'linear, and a deletion': (dice) => {
    const [level, pace, at, freed] = [between(dice, 5, 15), between(dice, 0.1, 0.5), between(dice, 10, 50), between(dice, 5, 20)];
    return (day) => level + 10 * pace - pace * day + (day > at ? freed : 0) + normal(dice) * 0.05;
  },
  'one large file': (dice) => {
    const [level, at, taken] = [between(dice, 15, 35), between(dice, 10, 50), between(dice, 3, 13)];
    return (day) => level - (day > at ? taken : 0) + normal(dice) * 0.05;
  },
  'a random walk': (dice) => {
    let level = between(dice, 5, 25);
    return () => (level = Math.min(50, Math.max(0, level + normal(dice) * 0.1)));
  },
};

function rotation(dice: Dice, days: number, lowest: number, height: number): Course {
  const phase = between(dice, 0, days);
  return (day) => lowest + height * (1 - ((day + phase) % days) / days) + normal(dice) * 0.02;
}

/** Free bytes hour by hour. */
export function hourly(course: Course, hourCount: number): readonly number[] {
  return Array.from({ length: hourCount }, (_, hour) => Math.round(Math.max(0, Math.min(totalBytes, course(hour / 24) * GB))));
}

const between = (dice: Dice, low: number, high: number): number => low + dice() * (high - low);

const normal = (dice: Dice): number => Math.sqrt(-2 * Math.log(dice() + 1e-12)) * Math.cos(2 * Math.PI * dice());

/** mulberry32 */
export function diceOf(seed: number): Dice {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
