// Whether programs of this host are led to other addresses than the hosts file and the resolvers give for a name.
import type { DnsFacts, SystemLookup } from '../network.js';
import { networkOf, parseIp } from './ip-address.js';

type Known = Pick<DnsFacts, 'answers' | 'overrides' | 'lookups'>;

/** Not one address in common; where nothing is known in the same family, nothing can be compared. */
export const isLedAstray = (look: SystemLookup, known: Known): boolean => sharesNone(look, known, (address) => address);

/** Not even the same network (/24, /48): addresses of one service that takes turns lie closer together. */
export const isLedFarAstray = (look: SystemLookup, known: Known): boolean => sharesNone(look, known, siteOf);

/** What the hosts file, every resolver and c-ares say about the name. */
export function knownAddresses(name: string, { answers, overrides, lookups }: Known): readonly string[] {
  const cares = lookups.filter(({ by }) => by === 'c-ares');
  return [...overrides, ...answers, ...cares].filter((source) => source.name === name).flatMap(({ addresses }) => addresses);
}

/** The name as the C library asks for it below each search domain; `search .` appends nothing. */
export const searchedNames = (name: string, searchDomains: readonly string[]): readonly string[] =>
  searchDomains.flatMap((domain) => {
    const bare = domain.replace(/^\.+|\.+$/g, '');
    return bare === '' ? [] : [`${name}.${bare}`];
  });

function sharesNone({ by, name, addresses }: SystemLookup, dns: Known, placeOf: (address: string) => string): boolean {
  const known = knownAddresses(name, dns);
  const families = new Set(known.map(familyOf));
  const comparable = addresses.filter((address) => families.has(familyOf(address)));
  const places = new Set(known.map(placeOf));
  return by === 'getaddrinfo' && comparable.length > 0 && !comparable.some((address) => places.has(placeOf(address)));
}

const familyOf = (address: string): number | undefined => parseIp(address)?.family;

function siteOf(address: string): string {
  const parsed = parseIp(address);
  return parsed === null ? address : `${parsed.family} ${networkOf(parsed, parsed.family === 4 ? 24 : 48)}`;
}
