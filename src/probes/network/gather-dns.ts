// Asks each resolver of /etc/resolv.conf by itself for every name that the agent needs, all at once.
// What /etc/hosts answers is noted: the agent never asks a resolver for such a name.
import type { DnsAnswer, DnsFacts } from '../../facts/network.js';
import { parseIp } from '../../facts/network/ip-address.js';
import { mergeFamilies, toDnsAnswer, type DnsQuestion } from '../../facts/network/dns-outcome.js';
import { parseHosts, parseResolvConf, type ResolverSettings } from '../../facts/network/resolv-conf.js';
import { observed, unavailable, type Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';

export interface DnsOptions {
  /** Whether this host could use an IPv6 address at all. */
  readonly asksIpv6: boolean;
  readonly port?: number;
}

const resolvConf = '/etc/resolv.conf';
/** What glibc asks where the file names no resolver or is missing. */
const defaultResolver = '127.0.0.1';
const dnsPort = 53;

export async function gatherDns(
  { files }: Pick<System, 'files'>,
  questions: readonly DnsQuestion[],
  { asksIpv6, port = dnsPort }: DnsOptions,
  signal: AbortSignal,
): Promise<Observed<DnsFacts>> {
  const [settingsFile, hostsFile] = await Promise.all([files.readText(resolvConf), files.readText('/etc/hosts')]);
  if (settingsFile.state === 'unavailable') {
    const { kind, detail, code } = settingsFile.failure;
    return unavailable(kind, `the resolvers are unknown: ${detail}`, { code });
  }
  const settings = parseResolvConf(settingsFile.state === 'observed' ? settingsFile.value.text : '');
  const distinct = uniqueByName(questions.filter(({ name }) => parseIp(name) === null));
  const overrides = overridesOf(distinct, hostsFile.state === 'observed' ? hostsFile.value.text : '');
  const asked = distinct.filter(({ name }) => !overrides.some((override) => override.name === name));
  return observed(await askAll(settings, asked, overrides, { asksIpv6, port }, signal));
}

async function askAll(
  { resolvers, ignoredResolvers }: ResolverSettings,
  questions: readonly DnsQuestion[],
  overrides: DnsFacts['overrides'],
  options: Required<DnsOptions>,
  signal: AbortSignal,
): Promise<DnsFacts> {
  const isDefaultResolver = resolvers.length === 0;
  const asked = isDefaultResolver ? [defaultResolver] : [...new Set(resolvers)];
  const answers = await Promise.all(asked.flatMap((address) => questions.map((question) => ask(address, question, options, signal))));
  return { resolvers: asked, isDefaultResolver, ignoredResolvers, source: resolvConf, overrides, answers };
}

async function ask(
  address: string,
  question: DnsQuestion,
  { asksIpv6, port }: Required<DnsOptions>,
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

function overridesOf(questions: readonly DnsQuestion[], hostsText: string): DnsFacts['overrides'] {
  const hosts = parseHosts(hostsText);
  return questions.flatMap(({ name }) => {
    const addresses = hosts.get(name.toLowerCase());
    return addresses === undefined ? [] : [{ name, addresses }];
  });
}

const uniqueByName = (questions: readonly DnsQuestion[]): readonly DnsQuestion[] => [
  ...new Map(questions.map((question) => [question.name, question])).values(),
];
