// Does this host's own look-up, which every program uses, come to the same as the resolvers by themselves? Where it does
// not, its settings make the difference: nsswitch, search domains, options of resolv.conf.
import { isNowhere } from '../../facts/network/ip-address.js';
import { asksResolvers } from '../../facts/network/nsswitch.js';
import { isFinal, resolveName } from '../../facts/network/resolve-name.js';
import type { DnsAnswer, DnsFacts, SystemLookup } from '../../facts/network.js';
import type { Verdict } from '../check.js';
import { askedNames, isNeeded, isProven, type Case } from './case.js';
import { judgeLedAstray } from './led-astray.js';
import { differs } from './lookup-differs.js';

export function judgeSystemLookups(about: Case): Verdict | null {
  const looks = about.dns.lookups.filter(({ by, name }) => by === 'getaddrinfo' && isNeeded(name, about.paths));
  const differing = looks.flatMap((look) => judgeLookup(look, about) ?? []);
  return differing.find(({ status }) => status === 'critical') ?? judgeLedAstray(looks, about) ?? differing[0] ?? null;
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
