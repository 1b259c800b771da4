// A recording under a policy: the one place that all that leaves for others passes. Pure, so that what is made from it, a report or a
// bundle, is the same wherever it is made.
import type { Recording } from '../recording.js';
import { isAtLeast, type Policy } from './policy.js';
import { Redactor } from './redactor.js';

export interface Redacted {
  readonly recording: Recording;
  /** For other texts of the same run; null where nothing more is replaced than secrets. */
  readonly redactor: Redactor | null;
}

/**
 * Never less strict than it was: what is gone is gone.
 *
 * @param users whom the host knows besides those that the recording names
 */
export function applyPolicy(recording: Recording, policy: Policy, users: readonly string[] = []): Redacted {
  if (isAtLeast(recording.redaction.policy, policy)) return { recording, redactor: null };
  const { facts, conditions, redaction } = recording;
  const seen = { facts, conditions };
  const redactor = new Redactor(seen, policy, users);
  // Texts are replaced by texts, so the form stays.
  const clean = redactor.tree(seen) as typeof seen;
  const counts = sortedByKey({ ...redaction.counts, ...redactor.counts });
  const isStable = JSON.stringify(redactor.tree(clean)) === JSON.stringify(clean);
  const selfTest = isStable ? redaction.selfTest : 'failed';
  return { recording: { ...recording, ...clean, redaction: { policy, counts, selfTest } }, redactor };
}

const sortedByKey = (counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
