// Do the needed names lead to addresses, and to plausible ones?
import { isNowhere } from '../../facts/network/ip-address.js';
import { isFinal, resolveName } from '../../facts/network/resolve-name.js';
import type { DnsAnswer } from '../../facts/network.js';
import type { Confidence, Verdict } from '../check.js';
import { askedNames, isNeeded, isProven, type Case } from './case.js';
import { answerEvidence } from './dns-evidence.js';
import { loserOf, unreliableEvidence } from './lost-questions.js';
import { isKnownOtherwise } from './system-lookup.js';

export function judgeNames(about: Case): Verdict | null {
  const { dns, paths, ground } = about;
  const asked = askedNames(dns);
  const isLie = ({ outcome, name, addresses }: DnsAnswer): boolean => outcome === 'wrong-answer' && !isProven(name, addresses, paths);
  const decisive = asked.filter((name) => isNeeded(name, paths)).flatMap((name) => resolveName(name, dns).answer ?? []);
  const failures = decisive.filter((answer) => isLie(answer) || (answer.addresses.length === 0 && !isKnownOtherwise(answer, dns)));
  const failed = failures.find(({ name }) => loserOf(name, about) === null);
  if (failed === undefined && failures.length > 0) return judgeLost(failures, about);
  const wrong = failed ?? dns.answers.find((answer) => asked.includes(answer.name) && isLie(answer));
  if (wrong === undefined) return null;
  return {
    status: failed === undefined ? 'warning' : 'critical',
    problem: problemOf(wrong),
    confidence: confidenceIn(wrong),
    evidence: [...answerEvidence(wrong), ...ground],
  };
}

/** Likely alone: a resolver that waits for somebody else in vain may be silent over that name each time. */
function judgeLost(lost: readonly DnsAnswer[], about: Case): Verdict | null {
  const loser = lost.map(({ name }) => loserOf(name, about))[0] ?? null;
  if (loser === null) return null;
  const consequence = `there is no address for ${lost.map(({ name }) => name).join(', ')}, which the agent needs`;
  const evidence = [...unreliableEvidence(loser, consequence), ...about.ground];
  return { status: 'critical', problem: 'resolver-unreliable', confidence: 'likely', evidence };
}

function problemOf(answer: DnsAnswer): string {
  if (answer.outcome === 'wrong-answer') return 'wrong-answer';
  return isFinal(answer) ? 'name-not-found' : 'name-not-resolved';
}

/** A private address may be a network's own way out; an address of nowhere never is. */
const confidenceIn = ({ outcome, addresses }: DnsAnswer): Confidence =>
  outcome === 'wrong-answer' && !addresses.some(isNowhere) ? 'likely' : 'certain';
