// From clues to one answer. One strong clue makes a clone likely, strong ones of two roots make it certain, and
// whatever contradicts them makes it merely possible.
import type { Confidence } from '../check.js';
import type { Clue, Strength } from './clue.js';

export type Weighed =
  | { readonly answer: 'cloned' | 'possibly-cloned'; readonly confidence: Confidence; readonly rootCount: number }
  | { readonly answer: 'same-machine' }
  | { readonly answer: 'cannot-tell' };

export function weigh(clues: readonly Clue[]): Weighed {
  const strongRoots = rootCount(clues, 'strong');
  const mediumRoots = rootCount(clues, 'medium');
  const isSurelyHere = clues.some(({ speaksFor, strength }) => speaksFor === 'same-machine' && strength === 'strong');
  const isDoubtful = isSurelyHere || clues.some(({ speaksFor }) => speaksFor === 'neither');
  if (strongRoots > 0 && !isDoubtful)
    return { answer: 'cloned', confidence: strongRoots > 1 ? 'certain' : 'likely', rootCount: mediumRoots };
  if (strongRoots > 0) return { answer: 'possibly-cloned', confidence: 'possible', rootCount: mediumRoots };
  if (mediumRoots > 0 && !isSurelyHere) {
    return { answer: 'possibly-cloned', confidence: mediumRoots > 1 && !isDoubtful ? 'likely' : 'possible', rootCount: mediumRoots };
  }
  const isHere = isSurelyHere || clues.some(({ speaksFor, strength }) => speaksFor === 'same-machine' && strength === 'medium');
  return { answer: isHere ? 'same-machine' : 'cannot-tell' };
}

/** How many roots speak for a clone with at least this strength. */
function rootCount(clues: readonly Clue[], atLeast: Strength): number {
  const enough: readonly Strength[] = atLeast === 'strong' ? ['strong'] : ['strong', 'medium'];
  return new Set(clues.filter(({ speaksFor, strength }) => speaksFor === 'clone' && enough.includes(strength)).map(({ root }) => root))
    .size;
}
