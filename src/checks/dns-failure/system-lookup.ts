// Does this host's own look-up, which every program uses, come to the same as the resolvers by themselves? Where it does
// not, its settings make the difference: nsswitch, search domains, options of resolv.conf.
import { isNowhere } from '../../facts/network/ip-address.js';
import { asksResolvers } from '../../facts/network/nsswitch.js';
import { isFinal, resolveName } from '../../facts/network/resolve-name.js';
import type { DnsAnswer, DnsFacts, SystemLookup } from '../../facts/network.js';
import type { Confidence, Evidence, Verdict } from '../check.js';
import { word } from '../network/evidence.js';
import { askedNames, isNeeded, isProven, type Case } from './case.js';
import { endedIn } from './dns-evidence.js';

export function judgeSystemLookups(about: Case): Verdict | null {
  const looks = about.dns.lookups.filter(({ by, name }) => by === 'getaddrinfo' && isNeeded(name, about.paths));
  const differing = looks.flatMap((look) => judgeLookup(look, about) ?? []);
  return differing.find(({ status }) => status === 'critical') ?? differing[0] ?? null;
}

/** No resolver of the file would tell, and the name is known here all the same: by systemd-resolved's own way, or a cache. */
export function isKnownOtherwise(answer: DnsAnswer, { lookups }: DnsFacts): boolean {
  const look = lookups.find(({ by, name }) => by === 'getaddrinfo' && name === answer.name);
  return !isFinal(answer) && look?.outcome === 'answered' && !look.addresses.every(isNowhere);
}

function judgeLookup(look: SystemLookup, about: Case): Verdict | null {
  const { addresses, answer } = resolveName(look.name, about.dns);
  const isDead = about.reports.every((report) => report.isDead);
  if (isDead && answer !== null && isKnownOtherwise(answer, about.dns)) return differs('warning', 'certain', look, about);
  if (addresses.length === 0 || addresses.every(isNowhere)) return null;
  if (look.outcome === 'not-found') return judgeNotFound(look, about);
  if (look.outcome === 'timed-out') return isUndoubted(look, about) ? differs('warning', 'likely', look, about) : null;
  const leadsNowhere = look.outcome === 'answered' && look.addresses.every(isNowhere) && !isProven(look.name, look.addresses, about.paths);
  return leadsNowhere ? differs('critical', 'certain', look, about) : null;
}

function judgeNotFound(look: SystemLookup, about: Case): Verdict | null {
  const { lookupOrder } = about.dns;
  if (lookupOrder !== null && !asksResolvers(lookupOrder)) return differs('critical', 'certain', look, about);
  return isUndoubted(look, about) ? differs('critical', 'likely', look, about) : null;
}

/** No resolver stumbled, and either c-ares found the name at the same time, or programs find none at all: that is no chance. */
function isUndoubted({ name }: SystemLookup, { dns, reports, paths }: Case): boolean {
  if (reports.some(({ failedCount }) => failedCount > 0)) return false;
  const needed = askedNames(dns).filter((asked) => isNeeded(asked, paths));
  const looks = dns.lookups.filter((look) => look.by === 'getaddrinfo' && needed.includes(look.name));
  const isFoundByCares = dns.lookups.some((look) => look.by === 'c-ares' && look.name === name && look.outcome === 'answered');
  return isFoundByCares || (looks.length > 1 && looks.every(({ outcome }) => outcome === 'not-found' || outcome === 'timed-out'));
}

function differs(status: 'warning' | 'critical', confidence: Confidence, look: SystemLookup, { dns, ground }: Case): Verdict {
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
