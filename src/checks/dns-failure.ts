// Do the configured resolvers answer for the names that the agent needs? Judged as the C library would use them:
// one after the other, where "no such name" ends the search.
import { isFinal, resolveName } from '../facts/network/resolve-name.js';
import { isNowhere } from '../facts/network/ip-address.js';
import type { Connection, DnsAnswer, DnsFacts, NetworkFacts } from '../facts/network.js';
import { defineCheck, type Confidence, type Evidence, type Verdict } from './check.js';
import { answerEvidence, groundOf } from './dns-failure/dns-evidence.js';
import { resolverReports, type ResolverReport } from './dns-failure/resolver-report.js';
import { hasWayTo } from './dns-failure/resolver-way.js';
import { count, word } from './network/evidence.js';

export const dnsFailure = defineCheck({
  id: 'dns-failure',
  needs: ['dns'],
  uses: ['networks', 'connections'],
  limits: ['slowMs'],
  problems: [
    ...['no-resolver', 'all-resolvers-dead', 'name-not-found', 'name-not-resolved', 'wrong-answer', 'wrong-override'],
    ...['resolver-dead', 'resolver-unreliable', 'slow-resolver'],
  ],
  judge({ dns, networks, connections }, { slowMs }) {
    if (dns.answers.length + dns.overrides.length === 0) return { status: 'not-applicable', reason: 'no name had to be resolved' };
    const reports = resolverReports(dns);
    const ground = groundOf(dns, reports);
    return (
      judgeOverrides(dns, connections, ground) ??
      judgeAllDead(dns, reports, networks, ground) ??
      judgeNames(dns, connections, ground) ??
      judgeResolvers(reports, slowMs, ground) ?? { status: 'ok', evidence: ground }
    );
  },
});

/** The names that the agent cannot work without; where nobody says which, all. */
const isNeeded = (name: string, connections: readonly Connection[] | null): boolean =>
  connections === null || connections.some(({ endpoint }) => endpoint.host === name && endpoint.isRequired);

function judgeOverrides({ overrides }: DnsFacts, connections: readonly Connection[] | null, ground: readonly Evidence[]): Verdict | null {
  const wrong = overrides.find(({ name, addresses }) => isNeeded(name, connections) && addresses.every(isNowhere));
  if (wrong === undefined) return null;
  const evidence = [word(wrong.name, 'addresses', wrong.addresses.join(', '), '/etc/hosts'), ...ground];
  return { status: 'critical', problem: 'wrong-override', evidence };
}

function judgeAllDead(
  { isDefaultResolver, source, answers }: DnsFacts,
  reports: readonly ResolverReport[],
  networks: NetworkFacts | null,
  ground: readonly Evidence[],
): Verdict | null {
  if (answers.length === 0 || reports.some(({ isDead }) => !isDead)) return null;
  if (isDefaultResolver)
    return { status: 'critical', problem: 'no-resolver', evidence: [word(source, 'resolver', '127.0.0.1', source), ...ground] };
  if (networks !== null && reports.every(({ resolver }) => !hasWayTo(resolver, networks))) {
    return { status: 'unknown', reason: `no resolver could be asked: this host has no working way to ${names(reports)}`, evidence: ground };
  }
  return { status: 'critical', problem: 'all-resolvers-dead', evidence: [...deadEvidence(reports), ...ground] };
}

function judgeNames(dns: DnsFacts, connections: readonly Connection[] | null, ground: readonly Evidence[]): Verdict | null {
  const asked = [...new Set(dns.answers.map(({ name }) => name))];
  const needed = asked.filter((name) => isNeeded(name, connections)).map((name) => resolveName(name, dns).answer);
  const failed = needed.find((answer) => answer !== null && answer.outcome !== 'answered') ?? null;
  if (failed !== null) {
    return {
      status: 'critical',
      problem: problemOf(failed),
      confidence: confidenceIn(failed),
      evidence: [...answerEvidence(failed), ...ground],
    };
  }
  const wrong = dns.answers.find(({ outcome }) => outcome === 'wrong-answer');
  if (wrong === undefined) return null;
  return { status: 'warning', problem: 'wrong-answer', confidence: confidenceIn(wrong), evidence: [...answerEvidence(wrong), ...ground] };
}

function problemOf(answer: DnsAnswer): string {
  if (answer.outcome === 'wrong-answer') return 'wrong-answer';
  return isFinal(answer) ? 'name-not-found' : 'name-not-resolved';
}

/** A private address may be a network's own way out; an address of nowhere never is. */
const confidenceIn = ({ outcome, addresses }: DnsAnswer): Confidence =>
  outcome === 'wrong-answer' && !addresses.some(isNowhere) ? 'likely' : 'certain';

function judgeResolvers(reports: readonly ResolverReport[], slowMs: number, ground: readonly Evidence[]): Verdict | null {
  const dead = reports.filter(({ isDead }) => isDead);
  if (dead.length > 0) return { status: 'warning', problem: 'resolver-dead', evidence: [...deadEvidence(dead), ...ground] };
  const unreliable = reports.find(({ failedCount }) => failedCount > 0);
  if (unreliable !== undefined) {
    const { resolver, failedCount, askedCount, outcomes } = unreliable;
    const evidence = [
      word(resolver, 'outcome', outcomes, 'DNS questions'),
      count(resolver, 'failedCount', failedCount, 'DNS questions'),
      count(resolver, 'askedCount', askedCount, 'DNS questions'),
      word(resolver, 'resolver', resolver, 'DNS questions'),
    ];
    return { status: 'warning', problem: 'resolver-unreliable', evidence: [...evidence, ...ground] };
  }
  return judgeSpeed(reports, slowMs, ground);
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

const deadEvidence = (dead: readonly ResolverReport[]): readonly Evidence[] => [
  ...dead.map(({ resolver, outcomes }, index) => word(index === 0 ? names(dead) : resolver, 'outcome', outcomes, 'DNS questions')),
  ...dead.slice(0, 1).map(({ resolver }) => word(resolver, 'resolver', resolver, 'DNS questions')),
];

const names = (reports: readonly ResolverReport[]): string => reports.map(({ resolver }) => resolver).join(', ');
