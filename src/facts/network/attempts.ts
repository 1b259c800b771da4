// Tells a link that loses packets from a door that is closed: by several attempts, never by one.
import type { ConnectAttempt } from '../paths.js';

/** The kernel repeats a SYN after 1 s: an attempt that took so much longer than the fastest one lost a packet. */
const repeatedAfterMs = 900;

export interface Losses {
  readonly attemptCount: number;
  /** Attempts without an answer beside others that had one, and those that needed a second packet. */
  readonly lostCount: number;
}

/** @param attempts those of one way */
export function lossesIn(attempts: readonly ConnectAttempt[]): Losses {
  const answered = attempts.filter(({ outcome }) => outcome === 'connected');
  const fastestMs = Math.min(...answered.map(({ tookMs }) => tookMs));
  const late = answered.filter(({ tookMs }) => tookMs - fastestMs > repeatedAfterMs);
  const silent = answered.length === 0 ? [] : attempts.filter(({ outcome }) => outcome === 'timed-out' || outcome === 'failed');
  return { attemptCount: attempts.length, lostCount: late.length + silent.length };
}

/** The first attempt failed and a later one did not: open now and then. */
export const isNowAndThen = (attempts: readonly ConnectAttempt[]): boolean =>
  attempts[0]?.outcome !== 'connected' && attempts.some(({ outcome }) => outcome === 'connected');
