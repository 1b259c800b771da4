import { describe, expect, it } from '@jest/globals';
import type { AgentProxy } from '../../src/facts/agent.js';
import { publicnetUnreachable } from '../../src/checks/publicnet-unreachable.js';
import { recordingOf } from '../sample-recording.js';
import type { Connection, Endpoint, NetworkFacts } from '../../src/facts/network.js';
import { connectionsIn } from '../../src/facts/network/path-results.js';
import type { ConnectAttempt, PathCell, ProxiedConnection } from '../../src/facts/paths.js';
import { cellWith, connectionStep, healthyPaths, nameStep, pathsBut } from './facts-builders/paths.js';
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
import { missingWords } from './facts-builders/words.js';

const { agentApi, events, identity } = endpoints;
const offline = null;
const withoutDefault = networks([loopback, eth0, eth1], [...onLink, ...serviceNetRoutes]);
const eth0Down = networks([loopback, { ...eth0, state: 'down', hasCarrier: null }, eth1], serviceNetRoutes);
const unplugged = networks([loopback, { ...eth0, state: 'down', hasCarrier: false }, eth1], [...onLink, publicRoute, ...serviceNetRoutes]);
const onlyServiceNet = networks([loopback, eth1], ['10.176.0.0/19 dev eth1', ...serviceNetRoutes]);
const refusedDefault = networks([loopback, eth0, eth1], [...onLink, 'unreachable default', ...serviceNetRoutes]);
const labelledWithoutAddress = networks([loopback, nic('eth0', [], { label: 'public' }), eth1], serviceNetRoutes);
const translated = networks([nic('eth2', ['192.168.3.5/24'])], ['default via 192.168.3.1 dev eth2']);

type Row = readonly [what: string, networks: NetworkFacts, connections: readonly Connection[] | null, answer: string];

const rows: readonly Row[] = [
  ['every door open', healthyNetworks, allConnected, 'ok'],
  ['behind a translating gateway, every door open', translated, allConnected, 'ok'],
  ['offline: interface and default route there', healthyNetworks, offline, 'ok'],
  ['a tunnel that no table shows: doors prove it', withoutDefault, allConnected, 'ok'],
  ['no PublicNet interface', onlyServiceNet, offline, 'critical interface-missing likely'],
  [
    'no PublicNet interface, and nothing answers',
    onlyServiceNet,
    [failedTo(agentApi, 'no-route', 'ENETUNREACH')],
    'critical interface-missing certain',
  ],
  ['eth0 switched off', eth0Down, [failedTo(agentApi, 'no-route', 'ENETUNREACH')], 'critical interface-down certain'],
  ['the cable of eth0 is out', unplugged, [failedTo(agentApi, 'no-route', 'EHOSTUNREACH')], 'critical interface-down certain'],
  ['no address on the labelled interface', labelledWithoutAddress, offline, 'critical address-missing likely'],
  ['the default route is lost', withoutDefault, [failedTo(agentApi, 'no-route', 'ENETUNREACH')], 'critical default-route-missing certain'],
  [
    'the default route is lost, and so are the resolvers',
    withoutDefault,
    [failedTo(agentApi, 'name-not-resolved', 'ENETUNREACH')],
    'critical default-route-missing certain',
  ],
  ['the default route refuses', refusedDefault, [failedTo(agentApi, 'no-route', 'EHOSTUNREACH')], 'critical default-route-refused certain'],
  ['packets are swallowed', healthyNetworks, allBut(failedTo(agentApi, 'timed-out', 'ETIMEDOUT', 4000)), 'critical endpoint-timed-out'],
  ['the event service refuses', healthyNetworks, allBut(failedTo(events, 'refused', 'ECONNREFUSED')), 'critical endpoint-refused'],
  ['a router says no', healthyNetworks, allBut(failedTo(events, 'no-route', 'EHOSTUNREACH')), 'critical endpoint-no-route'],
  ['the local firewall says no', healthyNetworks, allBut(failedTo(events, 'prohibited', 'EPERM')), 'critical endpoint-prohibited'],
  ['the connection breaks', healthyNetworks, allBut(failedTo(events, 'failed', 'ECONNRESET')), 'critical endpoint-failed'],
  [
    'the source address is gone',
    healthyNetworks,
    allBut(failedTo(events, 'no-source-address', 'EADDRNOTAVAIL')),
    'critical source-ports-exhausted',
  ],
  [
    'an endpoint that the agent can do without',
    healthyNetworks,
    allBut(failedTo(identity, 'refused', 'ECONNREFUSED')),
    'warning optional-endpoint-unreachable',
  ],
  ['a name that the agent can do without', healthyNetworks, allBut(failedTo(identity, 'name-not-resolved', 'NXDOMAIN')), 'ok'],
  ['the run ended before an answer could come', healthyNetworks, [failedTo(agentApi, 'cut-off', 'ETIMEDOUT')], 'unknown'],
  ['a needed name has no address: nobody could try', healthyNetworks, [failedTo(agentApi, 'name-not-resolved', 'ETIMEDOUT')], 'unknown'],
  ['nothing answers', healthyNetworks, allConnected.map(({ endpoint }) => failedTo(endpoint, 'timed-out', 'ETIMEDOUT')), 'critical nothing-answers likely'],
  [
    'nothing is let out by the local firewall',
    healthyNetworks,
    allConnected.map(({ endpoint }) => failedTo(endpoint, 'prohibited', 'EPERM')),
    'critical endpoint-prohibited',
  ],
  ['a broken ServiceNet is not its business', healthyNetworks, allBut(failedTo(endpoints.snetStorage, 'timed-out', 'ETIMEDOUT')), 'ok'],
];

const conditions = { ...recordingOf().conditions, offline: true };
const unseenProxy = { 'agent.proxy': null };

describe('publicnet-unreachable', () => {
  it('is unknown where the connections could not be tried although packets may leave', () => {
    expect(publicnetUnreachable.judge({ conditions: { ...conditions, offline: false }, networks: healthyNetworks, connections: null, paths: null, ...unseenProxy }, {})).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('raise --timeout'),
    });
  });

  it.each(rows)('%s', (_what, facts, connections, answer) => {
    const verdict = publicnetUnreachable.judge({ conditions, networks: facts, connections, paths: null, ...unseenProxy }, {});
    const said = [verdict.status, ...('problem' in verdict ? [verdict.problem, verdict.confidence ?? []] : [])].flat().join(' ');
    expect(said).toBe(answer);
    expect(missingWords('publicnet-unreachable', verdict)).toEqual([]);
  });

  it.each([
    [eth0Down, 'down'],
    [unplugged, 'no carrier'],
  ])('says in what way the interface is not up', (facts, state) => {
    const { evidence = [] } = publicnetUnreachable.judge({ conditions, networks: facts, connections: offline, paths: null, ...unseenProxy }, {});
    expect(evidence.slice(0, 2).map(({ subject, value }) => [subject, value])).toEqual([
      ['eth0', state],
      ['eth0', '203.0.113.10/24'],
    ]);
  });

  it('counts what was tried: offline nothing was, and nothing is claimed', () => {
    const counts = (connections: readonly Connection[] | null): readonly unknown[] => {
      const { evidence = [] } = publicnetUnreachable.judge({ conditions, networks: healthyNetworks, connections, paths: null, ...unseenProxy }, {});
      return ['connectedCount', 'triedCount'].map((name) => evidence.find((item) => item.name === name)?.value);
    };
    expect(counts(null)).toEqual([0, 0]);
    expect(counts(allConnected)).toEqual([4, 4]);
  });

  it('names every closed door and shows the source address', () => {
    const closed = [failedTo(agentApi, 'timed-out', 'ETIMEDOUT'), failedTo(events, 'timed-out', 'ETIMEDOUT'), connected(identity)];
    const { evidence = [] } = publicnetUnreachable.judge({ conditions, networks: healthyNetworks, connections: closed, paths: null, ...unseenProxy }, {});
    expect(evidence.find(({ name }) => name === 'closedEndpoints')?.value).toBe('api.drivesrvr.com, rse.drivesrvr.com');
    expect(evidence.find(({ name }) => name === 'outcome')?.value).toBe('timed-out (ETIMEDOUT)');
    expect(evidence.find(({ name }) => name === 'sourceAddress')?.value).toBe('203.0.113.10');
  });
});

const closedStep = connectionStep({ outcome: 'timed-out', code: 'ETIMEDOUT', tookMs: 4_000 });
const silentWay = (endpoint: Endpoint, changes: Partial<PathCell> = {}): PathCell => cellWith({ endpoint, connection: closedStep, ...changes });
const unnamed = nameStep({ outcome: 'timed-out', code: 'ETIMEDOUT', addresses: [] });
const allSilent = (changes: Partial<PathCell>): readonly PathCell[] => publicEndpoints.map((endpoint) => silentWay(endpoint, changes));
const forbidden = (endpoint: Endpoint): PathCell => cellWith({ endpoint, connection: connectionStep({ outcome: 'prohibited', code: 'EPERM' }) });
const neededStorage = { ...endpoints.storage, isRequired: true };
const publicEndpoints = [agentApi, events, identity, endpoints.storage];
const attempts = (...took: readonly (number | null)[]): readonly ConnectAttempt[] =>
  took.map((tookMs) => (tookMs === null ? { outcome: 'timed-out', code: 'ETIMEDOUT', tookMs: 4_000 } : { outcome: 'connected', code: null, tookMs }));
const lossy = (endpoint: Endpoint, ...took: readonly (number | null)[]): PathCell => {
  const [first] = attempts(...took);
  return cellWith({ endpoint, connection: connectionStep({ ...first, attempts: attempts(...took) }) });
};
const slowHost = (endpoint: Endpoint, ...took: readonly number[]): PathCell =>
  cellWith({ endpoint, connection: connectionStep({ attempts: attempts(...took), repeatedRequestCount: 0 }) });
const twoAddresses = (outcome: ConnectAttempt['outcome'], code: string | null): PathCell =>
  cellWith({ endpoint: events, connection: connectionStep({ otherAddresses: [{ address: '198.51.100.250', outcome, code, tookMs: 9 }] }) });
const ipv6 = (endpoint: Endpoint, outcome: 'connected' | 'timed-out'): PathCell =>
  cellWith({ endpoint, family: 6, connection: outcome === 'connected' ? connectionStep() : closedStep });
const proxied = (outcome: ProxiedConnection['outcome'], code: string | null): ProxiedConnection => ({ proxy: 'http://192.0.2.8:3128', outcome, code, tookMs: 9 });

describe('what the ways tell together', () => {
  const ways: readonly (readonly [what: string, paths: readonly PathCell[], answer: string])[] = [
    ['all well', healthyPaths, 'ok'],
    ['nothing answers, the gateway neither', publicEndpoints.map((endpoint) => silentWay(endpoint, { gatewayAnswers: false })), 'critical gateway-silent'],
    ['no name is known, and the gateway is silent', publicEndpoints.map((endpoint) => cellWith({ endpoint, name: unnamed, gatewayAnswers: false })), 'critical gateway-silent'],
    ['no name is known behind a gateway that answers', publicEndpoints.map((endpoint) => cellWith({ endpoint, name: unnamed, gatewayAnswers: true })), 'unknown'],
    ['Cloud Files alone, on both networks', pathsBut(silentWay(neededStorage), silentWay(endpoints.snetStorage)), 'critical cloud-files-silent likely'],
    [
      'Cloud Files alone, which this host itself forbids',
      pathsBut(forbidden(neededStorage), forbidden(endpoints.snetStorage)),
      'critical endpoint-prohibited',
    ],
    ['Cloud Files alone, on PublicNet', pathsBut(silentWay(neededStorage)), 'critical endpoint-timed-out'],
    [
      'a rule leads into a black hole',
      publicEndpoints.map((endpoint) => silentWay(endpoint, { route: route('blackhole default') })),
      'critical default-route-refused certain',
    ],
    ['nothing answers behind a gateway that does', publicEndpoints.map((endpoint) => silentWay(endpoint, { gatewayAnswers: true })), 'critical nothing-answers likely'],
    ['one of them is silent', pathsBut(silentWay(events)), 'critical endpoint-timed-out'],
    ['the proxy lets through what is closed', allSilent({ proxied: proxied('connected', null) }), 'critical proxy-required certain'],
    ['the proxy wants credentials', allSilent({ proxied: proxied('credentials-wanted', 'HTTP 407') }), 'critical proxy-required likely'],
    ['one is closed, and a proxy would let it through', pathsBut(silentWay(events, { proxied: proxied('connected', null) })), 'critical endpoint-timed-out'],
    ['the proxy is closed, too', pathsBut(silentWay(events, { proxied: proxied('failed', 'HTTP 403') })), 'critical endpoint-timed-out'],
    ['a proxy for what is optional', pathsBut(silentWay(identity, { proxied: proxied('connected', null) })), 'warning optional-endpoint-unreachable'],
    ['one packet lost is chance', pathsBut(lossy(events, 1_020, 12, 14, 13, 12)), 'ok'],
    ['two packets lost', pathsBut(lossy(events, 1_020, 12, 14, 1_030, 12)), 'warning connection-intermittent'],
    ['late without any repeated request: this host itself was slow', pathsBut(slowHost(events, 1_020, 12, 14, 1_030, 12)), 'ok'],
    ['one each at two endpoints', pathsBut(lossy(events, 1_020, 12), lossy(agentApi, 1_020, 12)), 'warning connection-intermittent'],
    ['closed at first, open later', pathsBut(lossy(events, null, 12, null, 13, 14)), 'warning connection-intermittent'],
    ['now open, now closed', pathsBut(lossy(events, null, 12, null, null, 14)), 'warning connection-intermittent'],
    ['hardly ever open', pathsBut(lossy(events, null, 12, null, null, null)), 'critical connection-intermittent'],
    ['hardly ever open, and not needed', pathsBut(lossy(identity, null, 12, null, null, null)), 'warning connection-intermittent'],
    ['a slow line loses nothing', pathsBut(lossy(events, 1_020, 1_100, 980, 1_040, 1_010)), 'ok'],
    ['closed for all five', pathsBut(lossy(events, null, null, null, null, null)), 'critical endpoint-timed-out'],
    ['one of two addresses is silent', pathsBut(twoAddresses('timed-out', 'ETIMEDOUT')), 'warning address-dead likely'],
    ['one of two addresses refuses', pathsBut(twoAddresses('refused', 'ECONNREFUSED')), 'warning address-dead certain'],
    ['both addresses are open', pathsBut(twoAddresses('connected', null)), 'ok'],
    ['the run ended before the second address', pathsBut(twoAddresses('cut-off', null)), 'ok'],
    ['IPv6 leads nowhere', [...healthyPaths, ipv6(agentApi, 'timed-out')], 'warning ipv6-unreachable'],
    ['IPv6 beside IPv4', [...healthyPaths, ipv6(agentApi, 'connected')], 'ok'],
    ['IPv4 leads nowhere', [...healthyPaths.filter(({ endpoint }) => endpoint.name !== 'agent-api'), silentWay(agentApi), ipv6(agentApi, 'connected')], 'warning ipv4-unreachable'],
    ['IPv6 alone', [cellWith({ skipped: 'this host has no way out over IPv4' }), ipv6(agentApi, 'connected')], 'ok'],
    ['everything is refused', publicEndpoints.map((endpoint) => cellWith({ endpoint, connection: connectionStep({ outcome: 'refused', code: 'ECONNREFUSED' }) })), 'critical everything-refused likely'],
    ['no IPv6', [...healthyPaths, cellWith({ family: 6, skipped: 'this host has no way out over IPv6' })], 'ok'],
  ];

  it.each(ways)('%s', (_what, paths, answer) => {
    const verdict = publicnetUnreachable.judge({ conditions, networks: healthyNetworks, connections: connectionsIn(paths), paths, ...unseenProxy }, {});
    const said = [verdict.status, ...('problem' in verdict ? [verdict.problem, verdict.confidence ?? []] : [])].flat().join(' ');
    expect(said).toBe(answer);
    expect(missingWords('publicnet-unreachable', verdict)).toEqual([]);
  });
});

describe('who uses the proxy that is needed', () => {
  const source = '/proc/812/environ';
  const rows: readonly (readonly [what: string, proxy: AgentProxy | null, says: string])[] = [
    ['nobody could see the environment of the agent', null, 'does not show whether it was started with a proxy'],
    ['the agent was started without', { named: null, source }, 'was started without a proxy'],
    ['the agent was started with one', { named: { variable: 'https_proxy', host: '192.0.2.8', port: 3128 }, source }, 'was started with https_proxy (192.0.2.8:3128)'],
  ];

  it.each(rows)('%s', (_what, proxy, says) => {
    const paths = allSilent({ proxied: proxied('connected', null) });
    const verdict = publicnetUnreachable.judge({ conditions, networks: healthyNetworks, connections: connectionsIn(paths), paths, 'agent.proxy': proxy }, {});
    expect(verdict.evidence).toContainEqual(expect.objectContaining({ name: 'agentProxy', value: says }));
  });
});
