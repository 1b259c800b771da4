// Small true networks to judge: a cloud server with both networks, and what tests change about it.
import { parseNetwork, scopeOf } from '../../../src/facts/network/ip-address.js';
import { decideRoles } from '../../../src/facts/network/roles.js';
import type {
  ApiReply,
  Connection,
  DnsAnswer,
  DnsFacts,
  Endpoint,
  InterfaceAddress,
  NetworkFacts,
  NetworkInterface,
  Route,
} from '../../../src/facts/network.js';

export function addressOf(cidr: string): InterfaceAddress {
  const network = parseNetwork(cidr);
  const [address = ''] = cidr.split('/');
  return { address, prefixLength: network?.prefixLength ?? 32, family: network?.family ?? 4, scope: scopeOf(address) };
}

/** An interface that is up, unless `changes` says otherwise. */
export const nic = (name: string, cidrs: readonly string[], changes: Partial<NetworkInterface> = {}): NetworkInterface => ({
  name,
  mac: 'bc:76:4e:00:00:01',
  state: 'up',
  hasCarrier: true,
  mtu: 1500,
  addresses: cidrs.map(addressOf),
  label: null,
  ...changes,
});

/** `10.176.0.0/12 via 10.176.0.1 dev eth1`, `unreachable 10.208.0.0/12`, as `ip route` writes them. */
export function route(text: string): Route {
  const words = text.split(' ');
  const after = (word: string): string | null => (words.includes(word) ? (words[words.indexOf(word) + 1] ?? null) : null);
  const kind = (['unreachable', 'prohibit', 'blackhole'] as const).find((name) => words[0] === name) ?? 'unicast';
  const [destination = ''] = kind === 'unicast' ? words : words.slice(1);
  return {
    destination: destination === 'default' ? '0.0.0.0/0' : destination,
    gateway: after('via'),
    interfaceName: after('dev'),
    kind,
    metric: Number(after('metric') ?? 0),
  };
}

export const loopback = nic('lo', ['127.0.0.1/8', '::1/128'], { mac: null, state: 'unknown' });
export const eth0 = nic('eth0', ['203.0.113.10/24']);
export const eth1 = nic('eth1', ['10.176.4.20/19']);

export const onLink = ['203.0.113.0/24 dev eth0', '10.176.0.0/19 dev eth1'];
export const publicRoute = 'default via 203.0.113.1 dev eth0';
export const serviceNetRoutes = ['10.176.0.0/12 via 10.176.0.1 dev eth1', '10.208.0.0/12 via 10.176.0.1 dev eth1'];

export function networks(interfaces: readonly NetworkInterface[], routes: readonly string[]): NetworkFacts {
  const parsed = routes.map(route);
  return { interfaces, routes: parsed, roles: decideRoles(interfaces, parsed) };
}

/** A cloud server in DFW as it was built: eth0 PublicNet, eth1 ServiceNet, every route there. */
export const healthyNetworks = networks([loopback, eth0, eth1], [...onLink, publicRoute, ...serviceNetRoutes]);

const endpointBase = { port: 443, isRequired: true } as const;

export const endpoints = {
  agentApi: {
    ...endpointBase,
    name: 'agent-api',
    service: 'cloud-backup-api',
    host: 'api.drivesrvr.com',
    network: 'publicnet',
    healthPath: '/v1.0/help/apihealth',
  },
  events: {
    ...endpointBase,
    name: 'event-service',
    service: 'event-service',
    host: 'rse.drivesrvr.com',
    network: 'publicnet',
    healthPath: '/health',
  },
  identity: {
    ...endpointBase,
    name: 'identity',
    service: 'identity',
    host: 'identity.api.rackspacecloud.com',
    network: 'publicnet',
    healthPath: null,
    isRequired: false,
  },
  storage: {
    ...endpointBase,
    name: 'cloud-files',
    service: 'cloud-files',
    host: 'storage101.dfw1.clouddrive.com',
    network: 'publicnet',
    healthPath: '/healthcheck',
    isRequired: false,
  },
  snetStorage: {
    ...endpointBase,
    name: 'cloud-files-servicenet',
    service: 'cloud-files',
    host: 'snet-storage101.dfw1.clouddrive.com',
    network: 'servicenet',
    healthPath: '/healthcheck',
  },
} as const satisfies Record<string, Endpoint>;

export const connected = (endpoint: Endpoint, changes: Partial<Connection> = {}): Connection => ({
  endpoint,
  outcome: 'connected',
  sourceAddress: endpoint.network === 'servicenet' ? '10.176.4.20' : '203.0.113.10',
  address: endpoint.network === 'servicenet' ? '10.191.209.32' : '198.51.100.3',
  code: null,
  tookMs: 12,
  ...changes,
});

export const failedTo = (endpoint: Endpoint, outcome: Connection['outcome'], code: string | null, tookMs = 3): Connection =>
  connected(endpoint, { outcome, code, tookMs, ...(outcome === 'name-not-resolved' ? { address: null, sourceAddress: null } : {}) });

export const allConnected: readonly Connection[] = Object.values(endpoints).map((endpoint) => connected(endpoint));

/** All connections as usual, but for the named endpoint. */
export const allBut = (changed: Connection): readonly Connection[] =>
  allConnected.map((connection) => (connection.endpoint.name === changed.endpoint.name ? changed : connection));

export const dnsAnswer = (resolver: string, name: string, changes: Partial<DnsAnswer> = {}): DnsAnswer => ({
  resolver,
  name,
  outcome: 'answered',
  addresses: [name.startsWith('snet-') ? '10.191.209.32' : '198.51.100.3'],
  transport: 'udp',
  code: null,
  tookMs: 8,
  ...changes,
});

export const failedAnswer = (resolver: string, name: string, outcome: DnsAnswer['outcome'], code: string): DnsAnswer =>
  dnsAnswer(resolver, name, { outcome, code, addresses: [] });

export const dnsFacts = (resolvers: readonly string[], answers: readonly DnsAnswer[], changes: Partial<DnsFacts> = {}): DnsFacts => ({
  resolvers,
  isDefaultResolver: false,
  ignoredResolvers: [],
  source: '/etc/resolv.conf',
  overrides: [],
  answers,
  lookups: [],
  lookupOrder: 'files dns',
  searchDomains: [],
  options: [],
  stub: null,
  ...changes,
});

export const apiReply = (endpoint: Endpoint, changes: Partial<ApiReply> = {}): ApiReply => ({
  endpoint,
  url: `https://${endpoint.host}${endpoint.healthPath ?? '/'}`,
  status: 200,
  errorCode: null,
  headers: {},
  body: '',
  isBodyTruncated: false,
  askedAt: '2026-11-21T14:00:00.500Z',
  tookMs: 40,
  ...changes,
});
