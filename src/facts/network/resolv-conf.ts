// Reads /etc/resolv.conf as glibc does (resolv.conf(5)), and /etc/hosts (hosts(5)).
import { parseIp } from './ip-address.js';

export interface ResolverSettings {
  /** The resolvers that are asked, in order. */
  readonly resolvers: readonly string[];
  /** glibc asks the first three lines and forgets the rest. */
  readonly ignoredResolvers: readonly string[];
  readonly searchDomains: readonly string[];
  readonly options: readonly string[];
}

const askedCount = 3;

/** Where systemd-resolved listens on every host that it serves; others may listen there where it is not. */
export const isStub = (resolver: string): boolean => resolver === '127.0.0.53' || resolver === '127.0.0.54';

export function parseResolvConf(text: string): ResolverSettings {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => !/^[#;]/.test(line));
  const valuesOf = (keyword: string): readonly (readonly string[])[] =>
    lines
      .map((line) => line.split(/\s+/))
      .filter(([first]) => first === keyword)
      .map(([, ...values]) => values);
  const resolvers = valuesOf('nameserver').flatMap(([address = '']) => (parseIp(address) === null ? [] : [address]));
  // `domain` and `search` exclude each other: the last one counts.
  const searches = lines.map((line) => line.split(/\s+/)).filter(([first]) => first === 'search' || first === 'domain');
  return {
    resolvers: resolvers.slice(0, askedCount),
    ignoredResolvers: resolvers.slice(askedCount),
    searchDomains: searches.at(-1)?.slice(1) ?? [],
    options: valuesOf('options').flat(),
  };
}

/** Lower-case name → its addresses, in the file's order. */
export function parseHosts(text: string): ReadonlyMap<string, readonly string[]> {
  const hosts = new Map<string, readonly string[]>();
  for (const line of text.split(/\r?\n/)) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (parseIp(address) === null) continue;
    for (const name of names.map((text) => text.toLowerCase())) hosts.set(name, [...(hosts.get(name) ?? []), address]);
  }
  return hosts;
}
