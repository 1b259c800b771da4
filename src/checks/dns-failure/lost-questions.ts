// A resolver that loses questions: whether a name stayed without an address by that, and how it is told.
import type { DnsFacts } from '../../facts/network.js';
import type { Evidence } from '../check.js';
import { count, word } from '../network/evidence.js';
import type { Case } from './case.js';
import type { ResolverReport } from './resolver-report.js';

/** Silence over this name, from a resolver that answers for others: chance rather than the name. Where TCP is silent, no question was lost. */
export function loserOf(name: string, { dns, reports }: Pick<Case, 'dns' | 'reports'>): ResolverReport | null {
  const living = reports.filter(({ resolver, isDead }) => !isDead && answerOf(resolver, name, dns) !== undefined);
  return living.every(({ resolver }) => isSilence(answerOf(resolver, name, dns))) ? (living[0] ?? null) : null;
}

type Answer = DnsFacts['answers'][number] | undefined;

const answerOf = (resolver: string, name: string, { answers }: DnsFacts): Answer =>
  answers.find((answer) => answer.resolver === resolver && answer.name === name);

const isSilence = (answer: Answer): boolean => answer?.outcome === 'timed-out' && answer.transport === 'udp';

/** `consequence` ends the sentence; the catalogue says "so that" before it. */
export const unreliableEvidence = (
  { resolver, failedCount, askedCount, outcomes }: ResolverReport,
  consequence: string,
): readonly Evidence[] => [
  word(resolver, 'outcome', outcomes, 'DNS questions'),
  count(resolver, 'failedCount', failedCount, 'DNS questions'),
  count(resolver, 'askedCount', askedCount, 'DNS questions'),
  word(resolver, 'resolver', resolver, 'DNS questions'),
  word(resolver, 'consequence', consequence, 'DNS questions'),
];
