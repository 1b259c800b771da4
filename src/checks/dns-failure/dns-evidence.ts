// The measured answers behind a verdict on DNS.
import { scopeOf } from '../../facts/network/ip-address.js';
import { isStub } from '../../facts/network/resolv-conf.js';
import type { DnsAnswer, DnsFacts } from '../../facts/network.js';
import type { Evidence } from '../check.js';
import { word } from '../network/evidence.js';
import type { ResolverReport } from './resolver-report.js';

export function answerEvidence(answer: DnsAnswer): readonly Evidence[] {
  const { name, resolver, addresses } = answer;
  const source = `answer of ${resolver}`;
  return [
    word(name, 'outcome', endedIn(answer), source),
    word(name, 'resolver', resolver, source),
    word(name, 'addresses', addresses.join(', ') || 'none', source),
  ];
}

/** `timed-out over TCP (ETIMEDOUT)` */
export function endedIn({ outcome, code, transport }: Pick<DnsAnswer, 'outcome' | 'code' | 'transport'>): string {
  // Answers came, and none with the id and the question that were sent: something on the way, or a forger, gave them.
  if (code === 'EBADMSG') return 'answers with another id or question (EBADMSG)';
  return `${outcome}${transport === 'tcp' ? ' over TCP' : ''}${code === null ? '' : ` (${code})`}`;
}

/** Each with its own end: `192.0.2.1: timed-out (ETIMEDOUT); 192.0.2.2: refused (REFUSED)`; and the one to ask by hand. */
export const deadEvidence = (dead: readonly ResolverReport[], { stub }: Pick<DnsFacts, 'stub'>): readonly Evidence[] => [
  word(
    namesOf(dead),
    'outcomes',
    dead.map(({ resolver, outcomes }) => `${titleOf(resolver, stub)}: ${outcomes}`).join('; '),
    'DNS questions',
  ),
  ...dead.slice(0, 1).map(({ resolver }) => word(resolver, 'resolver', resolver, 'DNS questions')),
];

/** Whatever it is: a dnsmasq, an unbound; systemd-resolved is called by its name elsewhere. */
const titleOf = (resolver: string, stub: DnsFacts['stub']): string =>
  scopeOf(resolver) === 'host' && (stub === null || !isStub(resolver)) ? `${resolver}, a resolver on this host itself` : resolver;

export const namesOf = (reports: readonly ResolverReport[]): string => reports.map(({ resolver }) => resolver).join(', ');
