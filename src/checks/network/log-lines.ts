// What the agent's log tells beside what was measured: how many lines, from when to when, and the newest of them.
import type { ToldLines } from '../../facts/log/told-by-log.js';
import type { Confidence, Evidence } from '../check.js';
import { count, word } from './evidence.js';

export function loggedEvidence(told: ToldLines | null): readonly Evidence[] {
  if (told === null) return [];
  const { lineCount, firstAt, lastAt, newest } = told;
  const source = "the agent's log";
  const subject = newest.host ?? source;
  return [
    count(subject, 'loggedCount', lineCount, source),
    word(subject, 'firstLoggedAt', firstAt, source),
    word(subject, 'lastLoggedAt', lastAt, source),
    word(subject, 'loggedMessage', newest.message, source),
  ];
}

/** The log is a second witness: it lifts a doubt by one step. */
export const confirmed = (confidence: Confidence, told: ToldLines | null): Confidence =>
  told === null || confidence === 'certain' ? confidence : confidence === 'likely' ? 'certain' : 'likely';
