// The own clock against the Date header of every answer, at half of the round trip. Date counts whole seconds, so half a
// second is added. Left out are cached answers, which carry the time of another day, and answers of a server that could be
// anybody: only a wrong clock itself is no reason to disbelieve one.
import type { PathCell } from '../../facts/paths.js';
import { isDateCode } from './certificate-codes.js';

export interface ClockSample {
  readonly host: string;
  readonly url: string;
  /** Positive where the own clock is ahead. */
  readonly skewSeconds: number;
  readonly ownTime: string;
  readonly serverTime: string;
}

/** One a server, the smallest skew first. */
export function clockSamples(cells: readonly PathCell[]): readonly ClockSample[] {
  const samples = cells.flatMap(toSample);
  const first = samples.filter(({ host }, index) => samples.findIndex((other) => other.host === host) === index);
  return first.sort((a, b) => a.skewSeconds - b.skewSeconds);
}

export const middleOf = (samples: readonly ClockSample[]): ClockSample | undefined => samples[Math.floor((samples.length - 1) / 2)];

/** Those that tell the same time as the middle one. */
export const agreeingWith = (middle: ClockSample, samples: readonly ClockSample[], conflictSeconds: number): readonly ClockSample[] =>
  samples.filter(({ skewSeconds }) => Math.abs(skewSeconds - middle.skewSeconds) <= conflictSeconds);

/** When the way was looked at, by the own clock; a way without an answer of its own was looked at together with the others. */
export const ownTimeOf = ({ reply }: PathCell, cells: readonly PathCell[]): string | null =>
  reply?.askedAt ?? cells.find((other) => other.reply !== null)?.reply?.askedAt ?? null;

const daySeconds = 86_400;

/** The own time, set right where most servers say that it is wrong: to the day, as exact as the end of a certificate is told. */
export function rightTimeMs(ownTime: string, cells: readonly PathCell[]): number {
  const samples = clockSamples(cells);
  const middle = middleOf(samples);
  const isBacked = middle !== undefined && agreeingWith(middle, samples, daySeconds).length * 2 > samples.length;
  return Date.parse(ownTime) - (isBacked ? middle.skewSeconds * 1_000 : 0);
}

const halfOfASecondMs = 500;

function toSample({ endpoint, reply, handshake }: PathCell): readonly ClockSample[] {
  const isAnybody = handshake?.outcome === 'untrusted' && !isDateCode(handshake.code);
  if (reply === null || isAnybody) return [];
  const { url, headers, askedAt } = reply;
  const serverTime = Date.parse(headers['date'] ?? '');
  const isCached = Number(headers['age'] ?? 0) > 0;
  if (Number.isNaN(serverTime) || isCached) return [];
  const skewMs = Date.parse(askedAt) - serverTime - halfOfASecondMs;
  // Tenths are more than a header of whole seconds can tell.
  const skewSeconds = Math.round(skewMs / 100) / 10;
  return [{ host: endpoint.host, url, skewSeconds, ownTime: askedAt, serverTime: new Date(serverTime).toISOString() }];
}
