// What two recordings tell together.
import type { Confidence, Evidence } from '../checks/check.js';

export const pairVerdicts = ['cloned', 'possibly-cloned', 'cannot-tell', 'different-agents', 'same-machine'] as const;

export type PairVerdict = (typeof pairVerdicts)[number];

export interface PairAnswer {
  readonly verdict: PairVerdict;
  /** null where nothing can be told. */
  readonly certainty: Confidence | null;
}

export interface Pair extends PairAnswer {
  /** The earlier one first. */
  readonly recordings: readonly [string, string];
  readonly agentId: string | null;
  readonly evidence: readonly Evidence[];
}

export interface Comparison {
  /** The worst first; as many as are worth reading. */
  readonly pairs: readonly Pair[];
  readonly omittedPairCount: number;
  /** Of all that were compared, also of those that are not listed. */
  readonly worst: PairVerdict | null;
  readonly recordingCount: number;
  readonly agentCount: number;
  /** Recordings that name no agent: of many, they are held against no other. */
  readonly unknownAgentCount: number;
}
