// Asks each resolver of /etc/resolv.conf by itself for every name that the agent needs, all at once. A name is resolved as
// soon as it is decided in glibc's order: /etc/hosts, then one resolver after the other, unless nsswitch puts the file elsewhere.
import type { DnsAnswer, DnsFacts } from '../../facts/network.js';
import { isLedAstray, searchedNames } from '../../facts/network/astray.js';
import { parseIp } from '../../facts/network/ip-address.js';
import { mergeFamilies, toDnsAnswer, type DnsQuestion } from '../../facts/network/dns-outcome.js';
import { isFinal } from '../../facts/network/resolve-name.js';
import { mapped, valueOf, type Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';
import { overridesOf, readNameSettings, resolvConf, type NameSettings } from './read-name-settings.js';

export interface DnsOptions {
  /** Whether this host could use an IPv6 address at all. */
  readonly asksIpv6: boolean;
  /** Names that are looked up as this host's own programs do, too. */
  readonly needed?: readonly string[];
  readonly port?: number;
}

export interface FoundName {
  readonly addresses: readonly string[];
  /** The answer that decided; null for /etc/hosts, for an address, and where nobody was asked. */
  readonly answer: DnsAnswer | null;
  readonly isOverridden: boolean;
}

export interface NameLook {
  /** Everything that was asked and answered. */
  readonly facts: Promise<Observed<DnsFacts>>;
  /** As the host's own programs would; no address where it cannot be resolved. */
  find(name: string): Promise<FoundName>;
  /** What the resolvers alone say. */
  ask(name: string): Promise<DnsAnswer | null>;
}

const dnsPort = 53;

export function lookUpNames(
  system: Pick<System, 'files' | 'run'>,
  questions: readonly DnsQuestion[],
  { asksIpv6, needed = [], port = dnsPort }: DnsOptions,
  signal: AbortSignal,
): NameLook {
  const settings = readNameSettings(system.files);
  const distinct = uniqueByName(questions.filter(({ name }) => parseIp(name) === null));
  const put = (question: DnsQuestion): Promise<readonly Promise<DnsAnswer>[]> =>
    settings.then((read) => (valueOf(read)?.asked ?? []).map((address) => askOne(address, question, { asksIpv6, port }, signal)));
  const asked = new Map(distinct.map((question) => [question.name, put(question)]));
  const ask = async (name: string): Promise<DnsAnswer | null> => decisive(await (asked.get(name) ?? put({ name, network: 'servicenet' })));
  return {
    ask,
    async find(name) {
      if (parseIp(name) !== null) return { addresses: [name], answer: null, isOverridden: false };
      const read = valueOf(await settings);
      const override = read?.hosts.get(name.toLowerCase());
      if (override !== undefined) return { addresses: override, answer: null, isOverridden: true };
      const answer = await ask(name);
      const addresses = answer?.addresses ?? [];
      const late = addresses.length > 0 ? undefined : read?.lastHosts.get(name.toLowerCase());
      return late === undefined ? { addresses, answer, isOverridden: false } : { addresses: late, answer: null, isOverridden: true };
    },
    facts: settings.then(async (read) => {
      if (read.state !== 'observed') return read;
      // Loading c-ares opens /etc/resolv.conf in this process: only now is it known to be a file that can be read.
      const { gatherSystemLookups, lookUpSearched } = await import('./gather-system-lookups.js');
      const [answers, lookups] = await Promise.all([
        Promise.all([...asked.values()].map(async (ofName) => Promise.all(await ofName))),
        gatherSystemLookups(system, needed, signal),
      ]);
      const facts = mapped(read, (known) => toFacts(known, [...asked.keys()], answers.flat(), lookups));
      const searched = await lookUpSearched(namesToSearch(valueOf(facts)), signal);
      return mapped(facts, (known) => ({ ...known, lookups: [...lookups, ...searched] }));
    }),
  };
}

/** Only where programs are led elsewhere than the resolvers lead them can a search domain be why. */
function namesToSearch(dns: DnsFacts | null): readonly string[] {
  if (dns === null) return [];
  return dns.lookups.filter((look) => isLedAstray(look, dns)).flatMap(({ name }) => searchedNames(name, dns.searchDomains));
}

async function askOne(
  address: string,
  question: DnsQuestion,
  { asksIpv6, port }: Required<Omit<DnsOptions, 'needed'>>,
  signal: AbortSignal,
): Promise<DnsAnswer> {
  // Loaded here, so that a run without network never pays for it.
  const { askResolver } = await import('./ask-resolver.js');
  const askFor = async (type: 'A' | 'AAAA'): Promise<DnsAnswer> =>
    toDnsAnswer(address, question, await askResolver({ address, port }, { name: question.name, type }, signal));
  // ServiceNet is IPv4 only.
  const wantsIpv6 = asksIpv6 && question.network === 'publicnet';
  const [ipv4, ipv6] = await Promise.all([askFor('A'), wantsIpv6 ? askFor('AAAA') : null]);
  return mergeFamilies(ipv4, ipv6);
}

/** The first final answer in the resolvers' order, however late the ones before it are; else the last one's failure. */
async function decisive(answers: readonly Promise<DnsAnswer>[]): Promise<DnsAnswer | null> {
  let last: DnsAnswer | null = null;
  for (const answer of answers) {
    last = await answer;
    if (isFinal(last)) return last;
  }
  return last;
}

function toFacts(known: NameSettings, names: readonly string[], answers: DnsFacts['answers'], lookups: DnsFacts['lookups']): DnsFacts {
  const { asked, resolvers, ignoredResolvers, searchDomains, options, lookupOrder, stub } = known;
  const overrides = overridesOf(names, known, { resolvers: asked, answers });
  const file = { resolvers: asked, isDefaultResolver: resolvers.length === 0, ignoredResolvers, source: resolvConf };
  return { ...file, overrides, answers, lookups, lookupOrder, searchDomains, options, stub };
}

const uniqueByName = (questions: readonly DnsQuestion[]): readonly DnsQuestion[] => [
  ...new Map(questions.map((question) => [question.name, question])).values(),
];
