// Is there a resolver at all that answers? Only where the agent needs one: names of /etc/hosts need none.
import { isStub } from '../../facts/network/resolv-conf.js';
import { resolveName } from '../../facts/network/resolve-name.js';
import type { Verdict } from '../check.js';
import { word } from '../network/evidence.js';
import { askedNames, isNeeded, type Case } from './case.js';
import { deadEvidence, namesOf } from './dns-evidence.js';
import { hasWayTo } from './resolver-way.js';
import { isKnownOtherwise } from './system-lookup.js';

export function judgeAllDead(about: Case): Verdict | null {
  const { dns, networks, paths, reports, ground } = about;
  const asked = askedNames(dns);
  const needed = asked.filter((name) => isNeeded(name, paths));
  if (asked.length === 0 || reports.some(({ isDead }) => !isDead)) return null;
  if (needed.length > 0 && needed.every((name) => isFoundAnyway(name, about))) return null;
  const status = needed.length > 0 ? 'critical' : 'warning';
  if (dns.isDefaultResolver) {
    return { status, problem: 'no-resolver', evidence: [word(dns.source, 'resolver', '127.0.0.1', dns.source), ...ground] };
  }
  if (networks !== null && reports.every(({ resolver }) => !hasWayTo(resolver, networks))) {
    return {
      status: 'unknown',
      reason: `no resolver could be asked: this host has no working way to ${namesOf(reports)}`,
      evidence: ground,
    };
  }
  const isStubAlone = dns.stub !== null && reports.every(({ resolver }) => isStub(resolver));
  return { status, problem: isStubAlone ? 'stub-dead' : 'all-resolvers-dead', evidence: [...deadEvidence(reports, dns), ...ground] };
}

function isFoundAnyway(name: string, { dns }: Case): boolean {
  const { answer } = resolveName(name, dns);
  return answer !== null && isKnownOtherwise(answer, dns);
}
