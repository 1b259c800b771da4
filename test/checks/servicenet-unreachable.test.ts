import { describe, expect, it } from '@jest/globals';
import { servicenetUnreachable } from '../../src/checks/servicenet-unreachable.js';
import type { Verdict } from '../../src/checks/check.js';
import type { Vault } from '../../src/facts/agent.js';
import type { VaultNetwork } from '../../src/facts/agents/vault-network.js';
import type { ApiFacts, RegisteredAgent } from '../../src/facts/api.js';
import type { LogFacts } from '../../src/facts/log.js';
import { observed } from '../../src/facts/observed.js';
import { recordingOf } from '../sample-recording.js';
import type { Connection, NetworkFacts } from '../../src/facts/network.js';
import {
  allBut,
  allConnected,
  connected,
  endpoints,
  eth0,
  eth1,
  failedTo,
  healthyNetworks,
  loopback,
  networks,
  nic,
  onLink,
  publicRoute,
  route,
  serviceNetRoutes,
} from './facts-builders/network.js';
import { connectionsIn } from '../../src/facts/network/path-results.js';
import { cellWith, connectionStep, pathsBut } from './facts-builders/paths.js';
import { ago, group, log } from './facts-builders/log.js';
import { missingWords, sentenceFor } from './facts-builders/words.js';

const { snetStorage } = endpoints;
const [first, second] = serviceNetRoutes as [string, string];
const built = [...onLink, publicRoute];
const used: VaultNetwork = { network: 'servicenet', blindness: null };
const unused: VaultNetwork = { network: 'publicnet', blindness: null };
const unknown: VaultNetwork = { network: null, blindness: null };
const closed: VaultNetwork = { network: null, blindness: 'bootstrap.json may only be read by root' };
const offline = null;

const withoutRoutes = networks([loopback, eth0, eth1], built);
const oneRoute = networks([loopback, eth0, eth1], [...built, first]);
const otherRoute = networks([loopback, eth0, eth1], [...built, second]);
const downKnownByAddress = networks([loopback, eth0, { ...eth1, state: 'down', hasCarrier: null }], [publicRoute]);
const unplugged = networks([loopback, eth0, { ...eth1, state: 'lowerlayerdown', hasCarrier: false }], [...built, first, second]);
const labelledWithoutAddress = networks([eth0, nic('eth1', [], { label: 'private' })], [publicRoute]);
const publicOnly = networks([loopback, eth0], ['203.0.113.0/24 dev eth0', publicRoute]);
const guessed = networks([loopback, eth0, nic('eth1', ['10.173.3.121/24'])], [publicRoute]);
const overlapping = networks(
  [loopback, eth0, eth1, nic('eth2', ['10.191.209.5/24'])],
  [...built, first, second, '10.191.209.0/24 dev eth2'],
);
const refusing = networks([loopback, eth0, eth1], [...built, first, second, 'blackhole 10.191.0.0/16']);
const outside = networks(
  [loopback, eth0, nic('eth1', ['10.13.0.9/20'], { label: 'private' })],
  [...built, '10.176.0.0/12 dev eth1', '10.208.0.0/12 dev eth1'],
);

const silentStep = connectionStep({ outcome: 'timed-out', code: 'ETIMEDOUT', address: '10.191.209.32', sourceAddress: '10.176.4.20' });
const silent = allBut(failedTo(snetStorage, 'timed-out', 'ETIMEDOUT', 4000));
const unresolved = allBut(failedTo(snetStorage, 'name-not-resolved', 'ETIMEDOUT'));

type Row = readonly [what: string, networks: NetworkFacts, connections: readonly Connection[] | null, vault: VaultNetwork, answer: string];

const rows: readonly Row[] = [
  ['all well', healthyNetworks, allConnected, used, 'ok'],
  ['offline, all routes there', healthyNetworks, offline, used, 'ok'],
  ['reached through a gateway without an interface of its own', publicOnly, allConnected, used, 'ok'],

  ['no ServiceNet interface', publicOnly, silent, used, 'critical interface-missing certain'],
  ['no ServiceNet interface, vault over PublicNet', publicOnly, silent, unused, 'not-applicable'],
  ['no ServiceNet interface, no agent', publicOnly, offline, unknown, 'not-applicable'],
  ['no ServiceNet interface, and the registration cannot be read', publicOnly, silent, closed, 'unknown'],
  ['no ServiceNet interface, and no vault', publicOnly, silent, unknown, 'not-applicable'],
  ['an eth1 that may be ServiceNet, and nobody needs it', guessed, silent, unused, 'not-applicable'],
  ['an eth1 that may be ServiceNet, and the vault needs it', guessed, silent, used, 'critical route-missing possible'],

  ['eth1 switched off', downKnownByAddress, silent, used, 'critical interface-down certain'],
  ['eth1 switched off, vault over PublicNet', downKnownByAddress, silent, unused, 'warning interface-down certain'],
  ['eth1 switched off, nobody knows the vault', downKnownByAddress, silent, unknown, 'warning interface-down certain'],
  ['no carrier on eth1', unplugged, allBut(failedTo(snetStorage, 'no-route', 'EHOSTUNREACH')), used, 'critical interface-down certain'],
  ['labelled, without address', labelledWithoutAddress, offline, used, 'critical address-missing certain'],

  ['both routes gone', withoutRoutes, silent, used, 'critical route-missing certain'],
  ['both routes gone, offline', withoutRoutes, offline, used, 'critical route-missing likely'],
  ['both routes gone, vault over PublicNet', withoutRoutes, silent, unused, 'warning route-missing certain'],
  ['both routes gone, no agent', withoutRoutes, silent, unknown, 'warning route-missing certain'],
  ['the route to the storage gone', otherRoute, silent, used, 'critical route-missing certain'],
  ['the other route gone: the storage answers', oneRoute, allConnected, used, 'warning routes-incomplete likely'],
  ['the other route gone: not why the storage is silent', oneRoute, silent, used, 'critical endpoint-timed-out'],

  ["a customer's network hides the storage", overlapping, silent, used, 'critical route-overlap certain'],
  ["a customer's network overlaps, and the storage answers", overlapping, allConnected, used, 'ok'],
  ['a black hole on the way', refusing, allBut(failedTo(snetStorage, 'no-route', 'EINVAL')), used, 'critical route-refused certain'],
  ['a black hole on the way, offline', refusing, offline, used, 'critical route-refused likely'],

  ['routes fine, packets swallowed', healthyNetworks, silent, used, 'critical endpoint-timed-out'],
  ['routes fine, refused', healthyNetworks, allBut(failedTo(snetStorage, 'refused', 'ECONNREFUSED')), used, 'critical endpoint-refused'],
  [
    'routes fine, local firewall',
    healthyNetworks,
    allBut(failedTo(snetStorage, 'prohibited', 'EPERM')),
    used,
    'critical endpoint-prohibited',
  ],
  [
    'routes fine, unreachable behind the router',
    healthyNetworks,
    allBut(failedTo(snetStorage, 'no-route', 'EHOSTUNREACH')),
    used,
    'critical endpoint-no-route',
  ],
  ['routes fine, reset', healthyNetworks, allBut(failedTo(snetStorage, 'failed', 'ECONNRESET')), used, 'critical endpoint-failed'],
  ['silent, but the vault is over PublicNet', healthyNetworks, silent, unused, 'warning endpoint-timed-out'],

  ['the name has no address: nobody could try', healthyNetworks, unresolved, used, 'unknown'],
  [
    'one vault answers, the other is silent',
    healthyNetworks,
    [connected(snetStorage), failedTo({ ...snetStorage, host: 'snet-storage101.ord1.clouddrive.com' }, 'timed-out', 'ETIMEDOUT')],
    used,
    'critical endpoint-timed-out',
  ],
];

const conditions = { ...recordingOf().conditions, offline: true };

describe('servicenet-unreachable', () => {
  it('is unknown where the connections could not be tried although packets may leave', () => {
    expect(servicenetUnreachable.judge({ conditions: { ...conditions, offline: false }, networks: healthyNetworks, connections: null, vaultNetwork: used, paths: null, 'agent.vault': null, api: null, log: null }, {})).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('raise --timeout'),
    });
  });

  it.each(rows)('%s', (_what, facts, connections, vaultNetwork, answer) => {
    const verdict = servicenetUnreachable.judge({ conditions, networks: facts, connections, vaultNetwork, paths: null, 'agent.vault': null, api: null, log: null }, {});
    const said = [verdict.status, ...('problem' in verdict ? [verdict.problem, verdict.confidence ?? []] : [])].flat().join(' ');
    expect(said).toBe(answer);
    expect(missingWords('servicenet-unreachable', verdict)).toEqual([]);
  });

  it.each([
    [publicOnly, unused, 'the vault is reached over PublicNet, and this host has no ServiceNet interface (none of lo, eth0 looks like it)'],
    [
      publicOnly,
      unknown,
      'no vault is known that is reached over ServiceNet, and this host has no ServiceNet interface (none of lo, eth0 looks like it)',
    ],
    [
      guessed,
      unused,
      'the vault is reached over PublicNet; eth1 has a 10.x address, as ServiceNet has on most cloud servers, which is no proof',
    ],
  ])('says why it does not apply', (facts, vaultNetwork, reason) => {
    expect(servicenetUnreachable.judge({ conditions, networks: facts, connections: offline, vaultNetwork, paths: null, 'agent.vault': null, api: null, log: null }, {})).toMatchObject({ reason });
  });

  it('names the missing routes and the gateway that they belong to', () => {
    const said = (facts: NetworkFacts): readonly unknown[] => {
      const { evidence = [] } = servicenetUnreachable.judge({ conditions, networks: facts, connections: silent, vaultNetwork: used, paths: null, 'agent.vault': null, api: null, log: null }, {});
      return ['missingRoutes', 'gateway'].map((name) => evidence.find((item) => item.name === name)?.value);
    };
    expect(said(withoutRoutes)).toEqual(['10.176.0.0/12 and 10.208.0.0/12', '10.176.0.1']);
    const elsewhere = networks([eth0, nic('eth1', ['10.180.3.4/17'])], [publicRoute, '10.208.0.0/12 via 10.180.127.254 dev eth1']);
    expect(said(elsewhere)).toEqual(['10.176.0.0/12', '10.180.127.254']);
  });

  it('storage outside the published blocks: the route to its own address is missing', () => {
    const connections = [failedTo(snetStorage, 'timed-out', 'ETIMEDOUT')].map((connection) => ({ ...connection, address: '10.40.0.7' }));
    const verdict = servicenetUnreachable.judge({ conditions, networks: outside, connections, vaultNetwork: used, paths: null, 'agent.vault': null, api: null, log: null }, {});
    expect(verdict).toMatchObject({ status: 'critical', problem: 'route-missing' });
    expect(verdict.evidence?.find(({ name }) => name === 'missingRoutes')?.value).toBe('10.40.0.7/32');
  });
});

describe('a vault that the registration names twice', () => {
  const url = 'https://storage101.dfw1.clouddrive.com/v1/MossoCloudFS_991199/z_DO_NOT_DELETE_CloudBackup_v2_0_1111';
  const other = url.replace('z_DO', 'z_OTHER_DO');
  const judged = (containerUrls: readonly string[], connections: readonly Connection[] = allConnected) =>
    servicenetUnreachable.judge(
      {
        ...{ conditions, networks: healthyNetworks, connections, paths: null, vaultNetwork: unknown },
        'agent.vault': { containerUrls, cachedContainers: [], usesServiceNet: null, isEncrypted: true, encryptionSource: 'VolumePasswords' },
        api: null,
        log: null,
      },
      {},
    );
  const snet = url.replace('://', '://snet-');

  it.each([
    ['with and without snet-', [url, snet], allConnected, 'warning vault-networks-differ'],
    ['two vaults, one of each', [other, snet], allConnected, 'ok'],
    ['one vault', [snet], allConnected, 'ok'],
    ['a closed door comes first', [url, snet], silent, 'warning endpoint-timed-out'],
  ] as const)('%s', (_what, urls, connections, answer) => {
    const verdict = judged(urls, connections);
    expect([verdict.status, ...('problem' in verdict ? [verdict.problem] : [])].join(' ')).toBe(answer);
    expect(missingWords('servicenet-unreachable', verdict)).toEqual([]);
  });
});

it.each([
  ['a rule leads into a black hole', [cellWith({ endpoint: snetStorage, connection: silentStep, route: route('blackhole 10.191.209.0/24') })], 'critical route-refused certain'],
  [
    'Cloud Files is silent on both networks',
    pathsBut(cellWith({ endpoint: snetStorage, connection: silentStep }), cellWith({ endpoint: endpoints.storage, connection: silentStep })),
    'critical cloud-files-silent likely',
  ],
  ['Cloud Files is silent on ServiceNet', pathsBut(cellWith({ endpoint: snetStorage, connection: silentStep })), 'critical endpoint-timed-out'],
] as const)('%s', (_what, paths, answer) => {
  const verdict = servicenetUnreachable.judge(
    { conditions, networks: healthyNetworks, connections: connectionsIn(paths), paths, vaultNetwork: used, 'agent.vault': null, api: null, log: null },
    {},
  );
  expect([verdict.status, ...('problem' in verdict ? [verdict.problem, verdict.confidence ?? []] : [])].flat().join(' ')).toBe(answer);
  expect(missingWords('servicenet-unreachable', verdict)).toEqual([]);
});

it('a link that loses packets is no closed door', () => {
  const attempt = (tookMs: number) => ({ outcome: 'connected', code: null, tookMs }) as const;
  const paths = [cellWith({ endpoint: snetStorage, connection: connectionStep({ tookMs: 1_020, attempts: [1_020, 12, 1_015, 13, 11].map(attempt) }) })];
  const verdict = servicenetUnreachable.judge({ conditions, networks: healthyNetworks, connections: allConnected, paths, vaultNetwork: used, 'agent.vault': null, api: null, log: null }, {});
  expect(verdict).toMatchObject({ status: 'warning', problem: 'connection-intermittent' });
  expect(missingWords('servicenet-unreachable', verdict)).toEqual([]);
});

describe('what the log adds', () => {
  const timeouts = log({ groups: [group('Timeout was reached (28)', { host: 'snet-storage101.dfw1.clouddrive.com', curlCode: 28, lineCount: 12 })] });
  const elsewhere = log({ groups: [group('Timeout was reached (28)', { host: 'storage101.dfw1.clouddrive.com', curlCode: 28 })] });
  const refusals = log({ groups: [group('connection refused', { host: 'snet-storage101.dfw1.clouddrive.com', curlCode: 7 })] });
  const judged = (facts: NetworkFacts, told: LogFacts | null): Verdict =>
    servicenetUnreachable.judge({ conditions, networks: facts, connections: null, vaultNetwork: used, paths: null, 'agent.vault': null, api: null, log: told }, {});
  const doubtful = networks([loopback, eth0, nic('eth1', ['10.173.3.121/24'])], [publicRoute]);

  it.each([
    ['a likely cause becomes certain', withoutRoutes, timeouts, 'certain'],
    ['a possible one likely', doubtful, timeouts, 'likely'],
    ['without a log it stays', doubtful, null, 'possible'],
    ['time-outs on PublicNet say nothing', doubtful, elsewhere, 'possible'],
    ['a refused connection is no time-out', doubtful, refusals, 'possible'],
  ])('%s', (_, facts, told, confidence) => expect(judged(facts, told)).toMatchObject({ problem: 'route-missing', confidence }));

  it('shows how many lines, from when to when', () => {
    const { evidence = [] } = judged(withoutRoutes, timeouts);
    const value = (name: string): unknown => evidence.find((item) => item.name === name)?.value;
    expect(['loggedCount', 'firstLoggedAt', 'lastLoggedAt'].map(value)).toEqual([12, ago(7_200), ago(3_600)]);
  });
});

describe('the key of a vault whose network was switched', () => {
  const url = 'https://storage101.dfw1.clouddrive.com/v1/MossoCloudFS_991199/z_DO_NOT_DELETE_CloudBackup_v2_0_1111';
  const snet = url.replace('://', '://snet-');
  const missing = log({ groups: [group('Missing Password for encrypted volume')] });
  const vault = (containerUrls: readonly string[], isEncrypted: boolean | null = true): Vault => ({
    ...{ containerUrls, cachedContainers: [], usesServiceNet: null, isEncrypted, encryptionSource: 'VolumePasswords in /etc/driveclient/bootstrap.json' },
  });
  const asRegistered = (over: Partial<RegisteredAgent>): ApiFacts => {
    const agent = { source: 'GET /agent', usesServiceNet: null, vaultUrl: null, ...over } as RegisteredAgent;
    return { agent: observed(agent) } as ApiFacts;
  };
  const [overServiceNet, overPublicNet] = [asRegistered({ usesServiceNet: true }), asRegistered({ usesServiceNet: false })];

  it.each([
    ['nobody knows the network, no line in the log', vault([url]), null, null, 'ok'],
    ['the log misses a password, nobody knows the network', vault([url]), null, missing, 'critical vault-key-outdated likely'],
    ['the service uses ServiceNet, the key PublicNet', vault([url]), overServiceNet, null, 'warning vault-key-outdated certain'],
    ['and the log misses a password', vault([url]), overServiceNet, missing, 'critical vault-key-outdated certain'],
    ['the other way round', vault([snet]), overPublicNet, missing, 'critical vault-key-outdated certain'],
    ['by the address of the vault, not by the setting', vault([url]), asRegistered({ vaultUrl: snet, usesServiceNet: false }), null, 'warning vault-key-outdated certain'],
    ['both agree', vault([snet]), overServiceNet, null, 'ok'],
    ['the service names the public address of a vault that is used over ServiceNet', vault([snet]), asRegistered({ vaultUrl: url, usesServiceNet: true }), null, 'ok'],
    ['the service names the public address alone', vault([snet]), asRegistered({ vaultUrl: url }), null, 'ok'],
    ['both agree now, whatever the log says', vault([snet]), overServiceNet, missing, 'ok'],
    ['a vault without a password', vault([url], false), overServiceNet, missing, 'ok'],
    ['no key at all', vault([]), overServiceNet, missing, 'ok'],
    ['both forms stand there', vault([url, snet]), overServiceNet, missing, 'warning vault-networks-differ'],
  ])('%s', (_, known, api, told, answer) => {
    const verdict = servicenetUnreachable.judge(
      { conditions, networks: healthyNetworks, connections: allConnected, vaultNetwork: used, paths: null, 'agent.vault': known, api, log: told },
      {},
    );
    expect([verdict.status, ...('problem' in verdict ? [verdict.problem, verdict.confidence ?? []] : [])].flat().join(' ')).toBe(answer);
    expect(missingWords('servicenet-unreachable', verdict)).toEqual([]);
  });

  it('says in one sentence which key must be renamed to what', () => {
    const verdict = servicenetUnreachable.judge(
      { conditions, networks: healthyNetworks, connections: allConnected, vaultNetwork: used, paths: null, 'agent.vault': vault([url]), api: overServiceNet, log: missing },
      {},
    );
    expect(sentenceFor('servicenet-unreachable', verdict)).toContain(`(it is now reached over: ServiceNet): rename the key ${url} in VolumePasswords to ${snet},`);
  });
});
