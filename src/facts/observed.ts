// What a look at the world can end in. Probes return this and never throw; the check runner turns
// 'absent' into not-applicable and 'unavailable' into unknown, so no check guesses.

export type FailureKind = 'timed-out' | 'permission-denied' | 'unsupported' | 'malformed' | 'crashed';

export interface ProbeFailure {
  readonly kind: FailureKind;
  /** One sentence for the person who must act: what could not be looked at, where, and why. */
  readonly detail: string;
  /** The error code behind it, `EACCES`; null where there was none. */
  readonly code: string | null;
  /** Only for 'crashed': the stack of our own bug. */
  readonly stack?: string;
}

export type Observed<T> =
  | { readonly state: 'observed'; readonly value: T; readonly tookMs: number }
  | { readonly state: 'absent'; readonly reason: string }
  | { readonly state: 'unavailable'; readonly failure: ProbeFailure; readonly tookMs: number };

export const observed = <T>(value: T, tookMs = 0): Observed<T> => ({ state: 'observed', value, tookMs });

export const absent = (reason: string): Observed<never> => ({ state: 'absent', reason });

export const unavailable = (
  kind: FailureKind,
  detail: string,
  { code = null, tookMs = 0 }: { code?: string | null; tookMs?: number } = {},
): Observed<never> => ({ state: 'unavailable', failure: { kind, detail, code }, tookMs });

/** A crash is our own bug: its stack is kept for the report. */
export const crashed = (what: string, error: unknown, tookMs = 0): Observed<never> => {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { state: 'unavailable', failure: { kind: 'crashed', detail: `${what} failed: ${message}`, code: null, stack }, tookMs };
};

/** Why nothing was seen, for the person who must act. */
export const reasonOf = (fact: Exclude<Observed<unknown>, { readonly state: 'observed' }>): string =>
  fact.state === 'absent' ? fact.reason : fact.failure.detail;

/** Looks further into a value that was seen; what was not seen stays as it is. */
export const through = <T, U>(fact: Observed<T>, inner: (value: T) => Observed<U>): Observed<U> =>
  fact.state === 'observed' ? inner(fact.value) : fact;

export const mapped = <T, U>(fact: Observed<T>, change: (value: T) => U): Observed<U> =>
  fact.state === 'observed' ? { ...fact, value: change(fact.value) } : fact;

/** The value where one was seen, else null. For reporting; checks get theirs through `needs`. */
export const valueOf = <T>(fact: Observed<T>): T | null => (fact.state === 'observed' ? fact.value : null);
