// What each resolver made of all its questions.
import { isFinal } from '../../facts/network/resolve-name.js';
import type { DnsAnswer, DnsFacts } from '../../facts/network.js';
import { endedIn } from './dns-evidence.js';

export interface ResolverReport {
  readonly resolver: string;
  readonly askedCount: number;
  readonly failedCount: number;
  /** It gave not one answer; "no such name" is an answer. */
  readonly isDead: boolean;
  /** How its failures ended, each kind once: `timed-out (ETIMEDOUT)`. */
  readonly outcomes: string;
  /** null where it gave no answer. */
  readonly medianMs: number | null;
}

export const resolverReports = ({ resolvers, answers }: DnsFacts): readonly ResolverReport[] =>
  resolvers.map((resolver) =>
    reportOf(
      resolver,
      answers.filter((answer) => answer.resolver === resolver),
    ),
  );

function reportOf(resolver: string, answers: readonly DnsAnswer[]): ResolverReport {
  const final = answers.filter(isFinal);
  const failed = answers.filter((answer) => !isFinal(answer));
  return {
    resolver,
    askedCount: answers.length,
    failedCount: failed.length,
    isDead: answers.length > 0 && final.length === 0,
    outcomes: [...new Set(failed.map(endedIn))].join(', '),
    medianMs: median(final.map(({ tookMs }) => tookMs)),
  };
}

/** The lower middle, so that it is a time that was measured. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
