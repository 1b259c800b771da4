// One piece of evidence for or against a clone. Nothing is ever said on a single weak one, and clues of one root
// count once.
import type { SignalRoot } from '../../facts/identity.js';

/** `proof` needs no second clue: the service's own word on which machine it registered. */
export type Strength = 'proof' | 'strong' | 'medium' | 'weak';

export const strengthRanks: Readonly<Record<Strength, number>> = { weak: 1, medium: 2, strong: 3, proof: 4 };

export const isAtLeast = (least: Strength, { strength }: Pick<Clue, 'strength'>): boolean =>
  strengthRanks[strength] >= strengthRanks[least];

/** What the service saw has a root of its own: no change of this machine's ids makes it. */
export type ClueRoot = SignalRoot | 'service';

export interface Clue {
  /** What was found, kebab-case. */
  readonly code: string;
  /** `clone`: this machine is the copy. `second-machine`: another one uses the agent, whichever is the copy. */
  readonly speaksFor: 'clone' | 'same-machine' | 'second-machine' | 'neither';
  readonly strength: Strength;
  readonly root: ClueRoot;
  readonly source: string;
  /** The last moment that it puts the agent elsewhere. For the same machine: the first one here. */
  readonly at: string;
}

/** Facts that several clues rest on. */
export interface Scene {
  readonly registeredAt: string;
  readonly bootedAt: string | null;
  /** The newest timestamped copy beside the registration; null where there is none. */
  readonly renewedAt: string | null;
}

export interface ClueLimits {
  readonly toleranceSeconds: number;
  readonly clockErrorSeconds: number;
  readonly settledSeconds: number;
  readonly heartbeatSeconds: number;
  readonly jobDelaySeconds: number;
}
