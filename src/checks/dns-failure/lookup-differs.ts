// How a look-up of this host that differs from its resolvers is told.
import { resolveName } from '../../facts/network/resolve-name.js';
import type { DnsFacts, SystemLookup } from '../../facts/network.js';
import type { Confidence, Evidence, Verdict } from '../check.js';
import { word } from '../network/evidence.js';
import type { Case } from './case.js';
import { endedIn } from './dns-evidence.js';

export function differs(status: 'warning' | 'critical', confidence: Confidence, look: SystemLookup, { dns, ground }: Case): Verdict {
  const { addresses, answer } = resolveName(look.name, dns);
  const source = answer?.resolver ?? '/etc/hosts';
  const said = addresses.length > 0 || answer === null ? addresses.join(', ') : `no address, but ${endedIn(answer)}`;
  const evidence = [
    word(look.name, 'addresses', said, source),
    word(look.name, 'systemAnswer', systemAnswer(look), 'getaddrinfo'),
    word(look.name, 'resolver', source, dns.source),
    orderEvidence(dns),
    word(dns.source, 'resolverSettings', settingsOf(dns), dns.source),
  ];
  return { status, problem: 'system-lookup-differs', confidence, evidence: [...evidence, ...ground] };
}

function systemAnswer({ outcome, addresses }: SystemLookup): string {
  if (outcome === 'answered') return addresses.join(', ');
  return outcome === 'timed-out' ? 'no answer in time' : 'no address';
}

const orderEvidence = ({ lookupOrder }: DnsFacts): Evidence =>
  word('hosts', 'lookupOrder', lookupOrder === null ? 'no hosts line' : `hosts: ${lookupOrder}`, '/etc/nsswitch.conf');

const settingsOf = ({ options, searchDomains }: DnsFacts): string =>
  [...options, ...searchDomains.map((domain) => `search ${domain}`)].join(', ') || 'no option';
