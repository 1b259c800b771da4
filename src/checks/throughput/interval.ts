// Arithmetic of intervals that hold a true value: of times a byte, in seconds. `high` is infinite where nobody knows a bound.

export interface Interval {
  readonly low: number;
  /** The best guess. */
  readonly mid: number;
  readonly high: number;
}

export const exactly = (value: number): Interval => ({ low: value, mid: value, high: value });

export const nothing = exactly(0);

/** Anything at all. */
export const unbounded: Interval = { low: 0, mid: 0, high: Infinity };

/** The faster, the shorter: a rate of nothing takes for ever. */
export const timeOf = (rate: Interval): Interval => ({ low: 1 / rate.high, mid: 1 / rate.mid, high: 1 / rate.low });

export const rateOf = timeOf;

export const each = (change: (value: number) => number, { low, mid, high }: Interval): Interval => ({
  ...{ low: change(low), mid: change(mid), high: change(high) },
});

/** Nothing times for ever is nothing: what has no part in the whole takes no time of it. */
export const times = (factor: number, interval: Interval): Interval => each((value) => (factor === 0 ? 0 : value * factor), interval);

/** Both of nothing or more. */
export const product = (factor: Interval, { low, mid, high }: Interval): Interval => ({
  ...{ low: times(factor.low, exactly(low)).low, mid: times(factor.mid, exactly(mid)).mid, high: times(factor.high, exactly(high)).high },
});

export const sum = (intervals: readonly Interval[]): Interval =>
  intervals.reduce((a, b) => ({ low: a.low + b.low, mid: a.mid + b.mid, high: a.high + b.high }), nothing);

/** The smallest interval that holds them all; the first one guesses best. */
export const hull = (first: Interval, ...others: readonly Interval[]): Interval => ({
  low: Math.min(first.low, ...others.map(({ low }) => low)),
  mid: first.mid,
  high: Math.max(first.high, ...others.map(({ high }) => high)),
});
