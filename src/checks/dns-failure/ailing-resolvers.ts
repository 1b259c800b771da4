// Names resolve: does one of the resolvers cost time or luck all the same?
import type { Evidence, Verdict } from '../check.js';
import { count, word } from '../network/evidence.js';
import type { Case } from './case.js';
import { deadEvidence } from './dns-evidence.js';
import type { ResolverReport } from './resolver-report.js';

export function judgeResolvers({ reports, ground }: Case, slowMs: number): Verdict | null {
  const dead = reports.filter(({ isDead }) => isDead);
  if (dead.length > 0 && dead.length < reports.length) {
    return { status: 'warning', problem: 'resolver-dead', evidence: [...deadEvidence(dead), ...ground] };
  }
  const unreliable = reports.find(({ isDead, failedCount }) => failedCount > 0 && !isDead);
  if (unreliable !== undefined) {
    return { status: 'warning', problem: 'resolver-unreliable', evidence: [...unreliableEvidence(unreliable), ...ground] };
  }
  return judgeSpeed(reports, slowMs, ground);
}

const unreliableEvidence = ({ resolver, failedCount, askedCount, outcomes }: ResolverReport): readonly Evidence[] => [
  word(resolver, 'outcome', outcomes, 'DNS questions'),
  count(resolver, 'failedCount', failedCount, 'DNS questions'),
  count(resolver, 'askedCount', askedCount, 'DNS questions'),
  word(resolver, 'resolver', resolver, 'DNS questions'),
];

function judgeSpeed(reports: readonly ResolverReport[], slowMs: number, ground: readonly Evidence[]): Verdict | null {
  const slow = reports.flatMap(({ resolver, medianMs }) => (medianMs !== null && medianMs > slowMs ? [{ resolver, medianMs }] : []))[0];
  if (slow === undefined) return null;
  const took: Evidence = {
    subject: slow.resolver,
    name: 'answerMs',
    value: slow.medianMs,
    unit: 'milliseconds',
    source: 'median of its answers',
  };
  const limit: Evidence = { ...took, name: 'slowMs', value: slowMs, source: 'checks.yml' };
  return { status: 'warning', problem: 'slow-resolver', evidence: [took, limit, ...ground] };
}
