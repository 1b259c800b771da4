// Programs of this host get addresses that neither the hosts file nor any resolver gives. That alone may be a service that takes
// turns; it is a fault where a search domain answers in the name's place, or several names end at one foreign address.
import { isLedAstray, isLedFarAstray, knownAddresses, searchedNames } from '../../facts/network/astray.js';
import type { DnsFacts, SystemLookup } from '../../facts/network.js';
import type { Verdict } from '../check.js';
import { isProven, type Case } from './case.js';
import { differs } from './lookup-differs.js';

/** @param looks those of getaddrinfo for the needed names */
export function judgeLedAstray(looks: readonly SystemLookup[], about: Case): Verdict | null {
  const { dns, paths } = about;
  const strangers = looks.filter((look) => isLedAstray(look, dns) && !isProven(look.name, look.addresses, paths));
  const astray = strangers.find((look) => isSearched(look, dns) || isOneOfSeveral(look, strangers, dns));
  return astray === undefined ? null : differs('critical', 'likely', astray, about);
}

/** `api.drivesrvr.com.corp.example` exists, and is where programs are led. */
function isSearched({ name, addresses }: SystemLookup, dns: DnsFacts): boolean {
  const searched = searchedNames(name, dns.searchDomains).flatMap((below) => knownAddresses(below, dns));
  return addresses.some((address) => searched.includes(address));
}

/** Another needed name ends at the same address of a foreign network, though the resolvers lead the two apart. */
const isOneOfSeveral = (look: SystemLookup, strangers: readonly SystemLookup[], dns: DnsFacts): boolean =>
  strangers.some((other) => [look, other].every((one) => isLedFarAstray(one, dns)) && isJoined(look, other, dns));

function isJoined(one: SystemLookup, other: SystemLookup, dns: DnsFacts): boolean {
  const known = knownAddresses(one.name, dns);
  const areApart = one.name !== other.name && !knownAddresses(other.name, dns).some((address) => known.includes(address));
  return areApart && other.addresses.some((address) => one.addresses.includes(address));
}
