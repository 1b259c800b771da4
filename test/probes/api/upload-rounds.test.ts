// What the next round of an upload test is, and what the rounds tell.
import { describe, expect, it } from '@jest/globals';
import { nextRound, rateOf, uploadLimits, type Round } from '../../../src/probes/api/upload-rounds.js';

const round = (bytes: number, tookMs: number, isWarmUp = false): Round => ({ bytes, tookMs, waitedMs: 0, isWarmUp });
const KiB = 1_024;

/** The rounds over a link that lets `burstBytes` through at once and then so many bytes a second. */
function roundsOver(bytesPerSecond: number, { burstBytes = 0, limitMs = 10_000 } = {}): readonly Round[] {
  const rounds: Round[] = [];
  let burst = burstBytes;
  let restMs = limitMs;
  for (let next = nextRound(rounds); next !== null; next = nextRound(rounds)) {
    const slow = Math.max(0, next.bytes - burst);
    burst = Math.max(0, burst - next.bytes);
    const tookMs = Math.max(1, (slow / bytesPerSecond) * 1_000);
    restMs -= tookMs;
    if (restMs < 0) break;
    rounds.push({ ...next, tookMs, waitedMs: 0 });
  }
  return rounds;
}

describe('nextRound', () => {
  it.each<[string, readonly Round[], ReturnType<typeof nextRound>]>([
    ['nothing was sent yet', [], { bytes: 16 * KiB, isWarmUp: true }],
    ['the first round was quick', [round(16 * KiB, 1, true)], { bytes: 64 * KiB, isWarmUp: true }],
    ['the last round was slow', [round(16 * KiB, 1_000, true)], { bytes: 16 * KiB, isWarmUp: false }],
    ['the last round was very slow', [round(16 * KiB, 8_000, true)], { bytes: 8 * KiB, isWarmUp: false }],
    ['a round of the right length', [round(500 * KiB, 500)], { bytes: 1_000 * KiB, isWarmUp: false }],
    ['no larger than the largest', [round(3_072 * KiB, 100)], { bytes: 3_072 * KiB, isWarmUp: false }],
    ['enough samples', Array.from({ length: 6 }, () => round(100 * KiB, 1_000)), null],
    ['five samples are not enough', Array.from({ length: 5 }, () => round(100 * KiB, 1_000)), { bytes: 100 * KiB, isWarmUp: false }],
    ['no room for one more', Array.from({ length: 5 }, () => round(3_072 * KiB, 1_000)), null],
  ])('%s', (_what, rounds, expected) => {
    expect(nextRound(rounds)).toEqual(expected);
  });

  it.each([8_000, 64_000, 125_000, 1_000_000, 2_000_000, 12_500_000, 125_000_000])(
    'tells %d bytes a second, within bytes and time',
    (rate) => {
      const rounds = roundsOver(rate, { burstBytes: 32 * KiB });
      const told = rateOf(rounds)?.bytesPerSecond ?? NaN;
      expect(Math.abs(told / rate - 1)).toBeLessThan(0.05);
      expect(rounds.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(uploadLimits.mostBytes);
    },
  );
});

describe('rateOf', () => {
  it('is that of all samples, between the slowest and the fastest', () => {
    const rounds = [round(1, 1, true), round(1_000, 1_000), round(1_000, 500), round(1_000, 2_000)];
    expect(rateOf(rounds)).toEqual({ bytesPerSecond: 857, low: 500, high: 2_000, sampleCount: 3 });
  });

  it('may be higher where this program had to wait for a processor', () => {
    const rounds = [round(1_000, 1_000), round(1_000, 1_000), { ...round(1_000, 1_000), waitedMs: 750 }];
    expect(rateOf(rounds)).toEqual({ bytesPerSecond: 1_000, low: 1_000, high: 4_000, sampleCount: 3 });
  });

  it.each([
    ['two samples', [round(1, 1, true), round(1_000, 1_000), round(1_000, 1_000)]],
    ['only warm-up', [round(1, 1, true), round(4, 1, true), round(16, 1, true), round(64, 1, true)]],
    ['nothing', []],
  ])('says nothing of %s', (_what, rounds) => {
    expect(rateOf(rounds)).toBeNull();
  });
});
