// Tells a link that loses packets from a door that is closed: by several attempts, never by one.
import type { ConnectAttempt, ConnectionStep } from '../paths.js';

/** The kernel repeats a SYN after 1 s: an attempt that took so much longer than the fastest one lost a packet. */
const repeatedAfterMs = 900;

export interface Losses {
  readonly attemptCount: number;
  /** Attempts without an answer beside others that had one, and those that needed a second packet. */
  readonly lostCount: number;
}

/** A late answer is only a lost packet where the kernel repeated a request: a busy host answers itself late, too. */
export function lossesIn({ attempts, repeatedRequestCount }: Pick<ConnectionStep, 'attempts' | 'repeatedRequestCount'>): Losses {
  const answered = attempts.filter(({ outcome }) => outcome === 'connected');
  const fastestMs = Math.min(...answered.map(({ tookMs }) => tookMs));
  const late = answered.filter(({ tookMs }) => tookMs - fastestMs > repeatedAfterMs);
  const silent = answered.length === 0 ? [] : attempts.filter(({ outcome }) => outcome === 'timed-out' || outcome === 'failed');
  const lateCount = Math.min(late.length, repeatedRequestCount ?? late.length);
  return { attemptCount: attempts.length, lostCount: lateCount + silent.length };
}

/** The first attempt failed and a later one did not: open now and then. */
export const isNowAndThen = (attempts: readonly ConnectAttempt[]): boolean =>
  attempts[0]?.outcome !== 'connected' && attempts.some(({ outcome }) => outcome === 'connected');
