// Two recordings with what they tell together, before it is put into words.
import { pairVerdicts, type PairAnswer } from './comparison.js';
import type { CompareLimits, Digest } from './digest.js';
import { judgePair } from './judge-pair.js';

export interface Candidate {
  readonly earlier: Digest;
  readonly later: Digest;
  readonly answer: PairAnswer;
}

export const candidate = (earlier: Digest, later: Digest, limits: CompareLimits): Candidate => ({
  earlier,
  later,
  answer: judgePair(earlier, later, limits),
});

/** The smaller, the worse. */
export const rank = ({ answer }: Candidate): number => pairVerdicts.indexOf(answer.verdict);
