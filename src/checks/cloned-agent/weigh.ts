// From clues to one answer, and to which of the two this machine is. One strong clue makes a clone likely, strong ones of two
// roots make it certain, and whatever contradicts them makes it merely possible. The service's own word needs no second.
import type { Confidence } from '../check.js';
import { isAtLeast, type Clue, type Strength } from './clue.js';

export type Weighed =
  | {
      readonly answer: 'cloned' | 'possibly-cloned';
      readonly confidence: Confidence;
      readonly rootCount: number;
      readonly thisMachineIs: 'copy' | 'unknown';
    }
  | { readonly answer: 'copied-elsewhere'; readonly confidence: Confidence; readonly rootCount: number; readonly thisMachineIs: 'original' }
  | { readonly answer: 'same-machine' }
  | { readonly answer: 'cannot-tell' };

export function weigh(clues: readonly Clue[]): Weighed {
  const isCopyProven = has(clues, 'clone', 'proof');
  const isHomeProven = has(clues, 'same-machine', 'proof') && !isCopyProven;
  const isHere = has(clues, 'same-machine', 'strong');
  const isLikelyHere = (['strong', 'medium'] as const).some((least) => has(clues, 'same-machine', least) && !has(clues, 'clone', least));
  if (isHomeProven || isLikelyHere) return asOriginal(clues, isHomeProven);
  const isDoubtful = isHere || clues.some(({ speaksFor }) => speaksFor === 'neither');
  return isCopyProven && !isHere ? cloned('certain', clues) : asCopy(clues, isDoubtful);
}

/** It was registered here: what is left to ask is whether another machine uses it, too. */
function asOriginal(clues: readonly Clue[], isProven: boolean): Weighed {
  const seen = seenElsewhere(clues);
  if (seen.length === 0) return { answer: 'same-machine' };
  const strongCount = seen.filter((clue) => isAtLeast('strong', clue)).length;
  const confidence = strongCount > 1 ? 'certain' : strongCount === 1 && isProven ? 'likely' : 'possible';
  return { answer: 'copied-elsewhere', confidence, rootCount: seen.length, thisMachineIs: 'original' };
}

function asCopy(clues: readonly Clue[], isDoubtful: boolean): Weighed {
  const seen = seenElsewhere(clues).filter((clue) => isAtLeast('strong', clue)).length;
  const [strong, medium] = [rootCount(clues, 'strong'), rootCount(clues, 'medium') + seenElsewhere(clues).length];
  if (strong > 0) return isDoubtful ? possibly('possible', medium) : cloned(strong + seen > 1 ? 'certain' : 'likely', clues);
  // Two machines for sure, and nothing tells which of them this one is.
  if (seen > 1 && !isDoubtful) return { answer: 'cloned', confidence: 'likely', rootCount: medium, thisMachineIs: 'unknown' };
  if (medium > 0) return possibly((medium > 1 || seen > 0) && !isDoubtful ? 'likely' : 'possible', medium);
  return { answer: 'cannot-tell' };
}

const cloned = (confidence: Confidence, clues: readonly Clue[]): Weighed => ({
  answer: 'cloned',
  confidence,
  rootCount: rootCount(clues, 'medium') + seenElsewhere(clues).length,
  thisMachineIs: 'copy',
});

const possibly = (confidence: Confidence, count: number): Weighed => ({
  answer: 'possibly-cloned',
  confidence,
  rootCount: count,
  thisMachineIs: 'unknown',
});

const has = (clues: readonly Clue[], speaksFor: Clue['speaksFor'], least: Strength): boolean =>
  clues.some((clue) => clue.speaksFor === speaksFor && isAtLeast(least, clue));

/** A heartbeat and backups are told by the same service, and yet seen by two ways. */
const seenElsewhere = (clues: readonly Clue[]): readonly Clue[] =>
  clues.filter((clue) => clue.speaksFor === 'second-machine' && isAtLeast('medium', clue));

/** How many roots speak for a clone with at least this strength. */
function rootCount(clues: readonly Clue[], least: Strength): number {
  return new Set(clues.filter((clue) => clue.speaksFor === 'clone' && isAtLeast(least, clue)).map(({ root }) => root)).size;
}
