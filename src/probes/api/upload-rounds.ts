// How large the next round of an upload test is, and what the rounds tell of the rate. A round puts one object through each of
// the agent's simultaneous uploads.

export interface Round {
  readonly bytes: number;
  readonly tookMs: number;
  /** Of that: this program was ready to send, and others had the processors. */
  readonly waitedMs: number;
  /** Still growing: the first bytes ride on what shapers and buffers let through at once, so they tell no rate. */
  readonly isWarmUp: boolean;
}

export const uploadLimits = {
  /** In all. A fast network is known after some of it, and nobody's transfer bill notices it. */
  mostBytes: 16 * 1_024 * 1_024,
  mostMs: 10_000,
  /** Until the objects and their container are removed, whatever happened. */
  removalMs: 8_000,
  /** More than these make the interval little narrower. */
  sampleCount: 6,
  /** With fewer there is no interval. */
  fewestSamples: 3,
  firstBytes: 16 * 1_024,
  smallestBytes: 8 * 1_024,
  largestBytes: 3 * 1_024 * 1_024,
  growth: 4,
  /** A round of this length weighs more than the start of a connection and the answer that confirms it. */
  roundMs: 1_000,
} as const;

/** null where it would be the last one's remainder, or enough is known. */
export function nextRound(rounds: readonly Round[]): Pick<Round, 'bytes' | 'isWarmUp'> | null {
  const { mostBytes, sampleCount, firstBytes, smallestBytes, largestBytes, growth, roundMs } = uploadLimits;
  const last = rounds.at(-1);
  if (last === undefined) return { bytes: firstBytes, isWarmUp: true };
  const wanted = clamp((last.bytes / last.tookMs) * roundMs, smallestBytes, largestBytes);
  const bytes = Math.round(Math.min(wanted, last.bytes * growth));
  const isOver = samplesOf(rounds).length >= sampleCount || sum(rounds, 'bytes') + bytes > mostBytes;
  return isOver ? null : { bytes, isWarmUp: bytes < Math.round(wanted) };
}

export interface RoundRate {
  readonly bytesPerSecond: number;
  readonly low: number;
  readonly high: number;
  readonly sampleCount: number;
}

/**
 * What a long transfer would get, between the slowest round and the fastest, had that one never waited for a processor; null where too
 * few rounds tell.
 */
export function rateOf(rounds: readonly Round[]): RoundRate | null {
  const samples = samplesOf(rounds);
  if (samples.length < uploadLimits.fewestSamples) return null;
  const rates = samples.map(perSecond);
  const unhindered = samples.map(({ bytes, tookMs, waitedMs }) => perSecond({ bytes, tookMs: Math.max(1, tookMs - waitedMs) }));
  const whole = perSecond({ bytes: sum(samples, 'bytes'), tookMs: sum(samples, 'tookMs') });
  return { bytesPerSecond: whole, low: Math.min(...rates), high: Math.max(...unhindered), sampleCount: samples.length };
}

const samplesOf = (rounds: readonly Round[]): readonly Round[] => rounds.filter(({ isWarmUp }) => !isWarmUp);

const perSecond = ({ bytes, tookMs }: Pick<Round, 'bytes' | 'tookMs'>): number => Math.round((bytes * 1_000) / tookMs);

const sum = (rounds: readonly Round[], of: 'bytes' | 'tookMs'): number => rounds.reduce((all, round) => all + round[of], 0);

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
