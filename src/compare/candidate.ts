// Two recordings with what they tell together, before it is put into words.
import type { Confidence } from '../checks/check.js';
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

/** The smaller, the worse; what is surer tells more. */
export const rank = ({ answer: { verdict, certainty } }: Candidate): number =>
  pairVerdicts.indexOf(verdict) * (certainties.length + 1) + (certainty === null ? certainties.length : certainties.indexOf(certainty));

const certainties: readonly Confidence[] = ['certain', 'likely', 'possible'];
