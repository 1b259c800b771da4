// Do the needed names lead to addresses, and to plausible ones?
import { isNowhere } from '../../facts/network/ip-address.js';
import { isFinal, resolveName } from '../../facts/network/resolve-name.js';
import type { DnsAnswer } from '../../facts/network.js';
import type { Confidence, Verdict } from '../check.js';
import { askedNames, isNeeded, isProven, type Case } from './case.js';
import { answerEvidence } from './dns-evidence.js';
import { isKnownOtherwise } from './system-lookup.js';

export function judgeNames({ dns, paths, ground }: Case): Verdict | null {
  const asked = askedNames(dns);
  const isLie = ({ outcome, name, addresses }: DnsAnswer): boolean => outcome === 'wrong-answer' && !isProven(name, addresses, paths);
  const decisive = asked.filter((name) => isNeeded(name, paths)).flatMap((name) => resolveName(name, dns).answer ?? []);
  const failed = decisive.find((answer) => isLie(answer) || (answer.addresses.length === 0 && !isKnownOtherwise(answer, dns)));
  const wrong = failed ?? dns.answers.find((answer) => asked.includes(answer.name) && isLie(answer));
  if (wrong === undefined) return null;
  return {
    status: failed === undefined ? 'warning' : 'critical',
    problem: problemOf(wrong),
    confidence: confidenceIn(wrong),
    evidence: [...answerEvidence(wrong), ...ground],
  };
}

function problemOf(answer: DnsAnswer): string {
  if (answer.outcome === 'wrong-answer') return 'wrong-answer';
  return isFinal(answer) ? 'name-not-found' : 'name-not-resolved';
}

/** A private address may be a network's own way out; an address of nowhere never is. */
const confidenceIn = ({ outcome, addresses }: DnsAnswer): Confidence =>
  outcome === 'wrong-answer' && !addresses.some(isNowhere) ? 'likely' : 'certain';
