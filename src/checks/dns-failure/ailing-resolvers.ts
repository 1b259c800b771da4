// Names resolve: does one of the resolvers cost time or luck all the same?
import type { Evidence, Verdict } from '../check.js';
import { word } from '../network/evidence.js';
import type { Case } from './case.js';
import { deadEvidence, namesOf } from './dns-evidence.js';
import { unreliableEvidence } from './lost-questions.js';
import type { ResolverReport } from './resolver-report.js';

export function judgeResolvers({ dns, reports, ground }: Case, slowMs: number): Verdict | null {
  const dead = reports.filter(({ isDead }) => isDead);
  if (dead.length > 0 && dead.length < reports.length) {
    const consequence = word(namesOf(dead), 'consequence', consequenceOf(dead, reports, dns.options), dns.source);
    return { status: 'warning', problem: 'resolver-dead', evidence: [...deadEvidence(dead, dns), consequence, ...ground] };
  }
  const unreliable = reports.find(({ isDead, failedCount }) => failedCount > 0 && !isDead);
  if (unreliable !== undefined) {
    const evidence = unreliableEvidence(unreliable, 'look-ups can take long or fail');
    return { status: 'warning', problem: 'resolver-unreliable', evidence: [...evidence, ...ground] };
  }
  return judgeSpeed(reports, slowMs, ground);
}

/** Only what is asked before a resolver that answers costs time; with `rotate` that is each in its turn. */
function consequenceOf(dead: readonly ResolverReport[], reports: readonly ResolverReport[], options: readonly string[]): string {
  if (options.includes('rotate')) return `some look-ups first lose time on ${namesOf(dead)}`;
  const early = reports.slice(
    0,
    reports.findIndex(({ isDead }) => !isDead),
  );
  if (early.length > 0) return `each look-up first loses time on ${namesOf(early)}`;
  return `${namesOf(dead)} cannot stand in when another one fails`;
}

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
