// Asks each resolver of /etc/resolv.conf by itself for every name that the agent needs, all at once. A name is resolved as
// soon as it is decided in glibc's order: /etc/hosts, then one resolver after the other.
import type { DnsAnswer, DnsFacts } from '../../facts/network.js';
import { isLedAstray, searchedNames } from '../../facts/network/astray.js';
import { parseIp } from '../../facts/network/ip-address.js';
import { mergeFamilies, toDnsAnswer, type DnsQuestion } from '../../facts/network/dns-outcome.js';
import { isFinal } from '../../facts/network/resolve-name.js';
import { parseHosts, parseResolvConf, type ResolverSettings } from '../../facts/network/resolv-conf.js';
import { mapped, observed, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';
import { gatherSystemLookups, lookUpSearched } from './gather-system-lookups.js';
import { readLookupSettings } from './read-lookup-settings.js';

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

const resolvConf = '/etc/resolv.conf';
/** What glibc asks where the file names no resolver or is missing. */
const defaultResolver = '127.0.0.1';
const dnsPort = 53;

interface Settings extends ResolverSettings {
  /** Those that are asked. */
  readonly asked: readonly string[];
  readonly hosts: ReadonlyMap<string, readonly string[]>;
}

export function lookUpNames(
  system: Pick<System, 'files' | 'run'>,
  questions: readonly DnsQuestion[],
  { asksIpv6, needed = [], port = dnsPort }: DnsOptions,
  signal: AbortSignal,
): NameLook {
  const settings = readSettings(system.files);
  const distinct = uniqueByName(questions.filter(({ name }) => parseIp(name) === null));
  const put = (question: DnsQuestion): Promise<readonly Promise<DnsAnswer>[]> =>
    settings.then((read) => (valueOf(read)?.asked ?? []).map((address) => askOne(address, question, { asksIpv6, port }, signal)));
  const asked = new Map(distinct.map((question) => [question.name, put(question)]));
  const ask = async (name: string): Promise<DnsAnswer | null> => decisive(await (asked.get(name) ?? put({ name, network: 'servicenet' })));
  return {
    ask,
    async find(name) {
      if (parseIp(name) !== null) return { addresses: [name], answer: null, isOverridden: false };
      const override = valueOf(await settings)?.hosts.get(name.toLowerCase());
      if (override !== undefined) return { addresses: override, answer: null, isOverridden: true };
      const answer = await ask(name);
      return { addresses: answer?.addresses ?? [], answer, isOverridden: false };
    },
    facts: settings.then(async (read) => {
      const [answers, lookups, lookupSettings] = await Promise.all([
        Promise.all([...asked.values()].map(async (ofName) => Promise.all(await ofName))),
        gatherSystemLookups(system, needed, signal),
        readLookupSettings(system.files, valueOf(read)?.resolvers ?? []),
      ]);
      const facts = mapped(read, (known) => ({ ...toFacts(known, distinct), answers: answers.flat(), lookups, ...lookupSettings }));
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

async function readSettings(files: System['files']): Promise<Observed<Settings>> {
  const [settingsFile, hostsFile] = await Promise.all([files.readText(resolvConf), files.readText('/etc/hosts')]);
  if (settingsFile.state === 'unavailable') {
    const { kind, detail, code } = settingsFile.failure;
    return unavailable(kind, `the resolvers are unknown: ${detail}`, { code });
  }
  const settings = parseResolvConf(valueOf(settingsFile)?.text ?? '');
  const asked = settings.resolvers.length === 0 ? [defaultResolver] : [...new Set(settings.resolvers)];
  return observed({ ...settings, asked, hosts: parseHosts(valueOf(hostsFile)?.text ?? '') });
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

type Seen = 'answers' | 'lookups' | 'lookupOrder' | 'stub';

function toFacts({ asked, hosts, ...settings }: Settings, questions: readonly DnsQuestion[]): Omit<DnsFacts, Seen> {
  const { resolvers, ignoredResolvers, searchDomains, options } = settings;
  const overrides = questions.flatMap(({ name }) => {
    const addresses = hosts.get(name.toLowerCase());
    return addresses === undefined ? [] : [{ name, addresses }];
  });
  const isDefaultResolver = resolvers.length === 0;
  return { resolvers: asked, isDefaultResolver, ignoredResolvers, source: resolvConf, overrides, searchDomains, options };
}

const uniqueByName = (questions: readonly DnsQuestion[]): readonly DnsQuestion[] => [
  ...new Map(questions.map((question) => [question.name, question])).values(),
];
