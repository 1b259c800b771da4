// One piece of evidence for or against a clone. Nothing is ever said on a single weak one, and clues of one root
// count once.
import type { SignalRoot } from '../../facts/identity.js';

export type Strength = 'strong' | 'medium' | 'weak';

export interface Clue {
  /** What was found, kebab-case. */
  readonly code: string;
  readonly speaksFor: 'clone' | 'same-machine' | 'neither';
  readonly strength: Strength;
  readonly root: SignalRoot;
  readonly source: string;
  /** For a clone: the last moment that it puts the agent elsewhere. For the same machine: the first one here. */
  readonly at: string;
}

/** Facts that several clues rest on. */
export interface Scene {
  readonly registeredAt: string;
  readonly bootedAt: string | null;
}

export interface ClueLimits {
  readonly toleranceSeconds: number;
  readonly clockErrorSeconds: number;
  readonly settledSeconds: number;
}
