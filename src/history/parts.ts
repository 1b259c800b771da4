// What of one look is worth comparing with a later one: short texts by name. What could not be seen is null, so that nobody takes blindness
// for a change.
import type { AgentFacts } from '../facts/agent.js';
import type { BackupConfiguration } from '../facts/api.js';
import type { Facts } from '../facts/facts.js';
import type { Part, PartName } from '../facts/history.js';
import { maxNameCount, maxTextLength } from '../facts/history/stored-run.js';
import type { DnsFacts, NetworkFacts } from '../facts/network.js';
import { valueOf } from '../facts/observed.js';
import type { PathCell } from '../facts/paths.js';
import type { Diagnosis } from '../diagnosis/diagnosis.js';

type Value = string | number | boolean | null | undefined | readonly Value[];
type Pairs = readonly (readonly [string, Value])[];

export function partsOf(facts: Facts, diagnosis: Diagnosis): Readonly<Record<PartName, Part | null>> {
  const agent = valueOf(facts.agent);
  const networks = valueOf(facts.networks);
  const dns = valueOf(facts.dns);
  const paths = valueOf(facts.paths);
  const host = valueOf(facts.host);
  return {
    findings: partOf(diagnosis.checks.map(({ id, status, problem, waived }) => [id, [status, problem, waived === true ? 'waived' : null]])),
    version: agent === null ? null : partOf(versions(agent)),
    kernel: host === null ? null : partOf([...Object.entries({ ...host, os: host.os.name, bootedAt: toTheMinute(host.bootedAt) })]),
    routes: networks === null ? null : partOf(ways(networks)),
    resolver: dns === null ? null : partOf(resolving(dns)),
    certificates: paths === null ? null : partOf(paths.flatMap(certificate)),
    configuration: agent === null ? null : partOf([...settings(agent), ...(valueOf(facts.api) === null ? [] : configured(facts))]),
  };
}

/** What has no value is left out. */
function partOf(pairs: Pairs): Part {
  const texts = pairs.flatMap(([name, value]) => {
    const text = textOf(value);
    return text === '' ? [] : [[short(name), short(text)] as const];
  });
  return Object.fromEntries(texts.slice(0, maxNameCount));
}

function textOf(value: Value): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? value.map(textOf).filter((text) => text !== '').join(' ') : String(value);
}

const short = (text: string): string => text.slice(0, maxTextLength);

/** The kernel reckons it anew at each look, and a clock that is put right moves it by a moment. */
const toTheMinute = (iso: string | null): string | null =>
  iso === null ? null : new Date(Math.round(Date.parse(iso) / 60_000) * 60_000).toISOString();

const versions = (agent: AgentFacts): Pairs => [
  [agent.name, valueOf(agent.version)?.text],
  ['updater', through(valueOf(agent.updater), (updater) => valueOf(updater.version)?.text)],
];

const ways = ({ interfaces, routes, roles }: NetworkFacts): Pairs => [
  ...roles.map(({ network, interfaceName, sourceAddress }) => [network, [interfaceName, sourceAddress]] as const),
  ...routes
    .filter(({ destination }) => !destination.startsWith('fe80'))
    .map(({ destination, gateway, interfaceName, kind, metric }) => [`${destination} ${kind} metric ${metric}`, [interfaceName, gateway ?? 'on the link']] as const),
  ...interfaces.map(({ name, state, mtu, addresses }) => [
    `interface ${name}`,
    [state, mtu === null ? null : `mtu ${mtu}`, ...addresses.filter(({ scope }) => scope === 'global').map(({ address, prefixLength }) => `${address}/${prefixLength}`)],
  ] as const),
];

const resolving = ({ resolvers, searchDomains, options, lookupOrder, overrides, stub }: DnsFacts): Pairs => [
  ['resolvers', resolvers],
  ['search domains', searchDomains],
  ['options', options],
  ['order', lookupOrder],
  ['upstreams', stub?.upstreams],
  ...overrides.map(({ name, addresses }) => [`override ${name}`, addresses] as const),
];

function certificate({ endpoint, handshake }: PathCell): Pairs {
  const shown = handshake?.certificate ?? null;
  return shown === null ? [] : [[endpoint.host, [`${shown.issuer}, to ${shown.endsAt.slice(0, 10)}, ${handshake?.outcome ?? ''}`]]];
}

const settings = (agent: AgentFacts): Pairs => {
  const [registration, service, vault, log, proxy] = [
    valueOf(agent.registration),
    valueOf(agent.service),
    valueOf(agent.vault),
    valueOf(agent.logSettings),
    through(valueOf(agent.proxy), ({ named }) => named),
  ];
  return [
    ['agent id', registration?.agentId],
    ['registered', registration?.isRegistered],
    ['API host', registration?.apiHostName],
    ['registration written at', registration?.modifiedAt],
    ['runs as', valueOf(agent.runsAs)?.user],
    ['starts at boot', service?.startsAtBoot],
    ['region', agent.region],
    ['encrypted', vault?.isEncrypted],
    ['vault over ServiceNet', vault?.usesServiceNet],
    ['vault', vault?.containerUrls],
    ['log', log === null ? null : `${log.path} ${log.maxBackupCount + 1} files of ${log.maxFileBytes} bytes, level ${log.level ?? 'unknown'}`],
    ['proxy', proxy === null ? null : `${proxy.variable} ${proxy.host}:${proxy.port}`],
    ...agent.folders.map(({ role, path }) => [`folder for ${role}`, path] as const),
  ];
};

const configured = (facts: Facts): Pairs => through(valueOf(facts.api), ({ configurations }) => valueOf(configurations)?.map(backup)) ?? [];

const backup = ({ name, isActive, frequency, inclusions, exclusions }: BackupConfiguration): readonly [string, Value] => [
  `backup ${name}`,
  [frequency, isActive === false ? 'disabled' : 'active', `${inclusions.length} inclusions, ${exclusions.length} exclusions`],
];

const through = <T, U>(value: T | null, inner: (value: T) => U | null | undefined): U | null => (value === null ? null : (inner(value) ?? null));
