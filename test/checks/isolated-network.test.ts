import { describe, expect, it } from '@jest/globals';
import { isolatedNetwork } from '../../src/checks/isolated-network.js';
import type { Connection, NetworkFacts } from '../../src/facts/network.js';
import {
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
  serviceNetRoutes,
} from './facts-builders/network.js';
import { missingWords } from './facts-builders/words.js';

const own = (label: string | null, name = 'eth2', cidr = '192.168.3.5/24') => nic(name, [cidr], { label });
const silent = [failedTo(endpoints.agentApi, 'timed-out', 'ETIMEDOUT')];
const noRoute = [failedTo(endpoints.agentApi, 'no-route', 'ENETUNREACH')];
const offline = null;

const isolated = networks([loopback, own(null)], ['192.168.3.0/24 dev eth2']);
const isolatedByLabel = networks([loopback, own('backend')], ['192.168.3.0/24 dev eth2']);
const insideBlock = networks([loopback, own(null, 'eth2', '10.209.0.39/24')], ['10.209.0.0/24 dev eth2']);
const gatewayOfCustomer = networks([loopback, own('backend')], ['default via 192.168.3.1 dev eth2']);
const translated = networks([loopback, own(null)], ['default via 192.168.3.1 dev eth2']);

type Row = readonly [what: string, networks: NetworkFacts, connections: readonly Connection[] | null, answer: string];

const rows: readonly Row[] = [
  ['both networks', healthyNetworks, allConnected, 'ok'],
  ['PublicNet alone', networks([loopback, eth0], [publicRoute]), offline, 'ok'],
  ['ServiceNet alone: another check misses PublicNet', networks([loopback, eth1], serviceNetRoutes), offline, 'ok'],
  ['PublicNet whose default route is lost: another check says so', networks([loopback, eth0], ['203.0.113.0/24 dev eth0']), noRoute, 'ok'],

  ['an isolated network alone', isolated, offline, 'critical isolated-only likely'],
  ['an isolated network alone, and nothing answers', isolated, noRoute, 'critical isolated-only likely'],
  ['an isolated network alone, by its label', isolatedByLabel, noRoute, 'critical isolated-only certain'],
  ['an isolated network with ServiceNet-like addresses', insideBlock, noRoute, 'critical isolated-only likely'],
  [
    'an isolated network beside a bridge of containers',
    networks([loopback, own(null), nic('docker0', ['172.17.0.1/16'])], []),
    noRoute,
    'critical isolated-only likely',
  ],

  ['isolated, but a gateway translates and doors are open', gatewayOfCustomer, [connected(endpoints.agentApi)], 'ok'],
  ['isolated, with a gateway; offline nobody can tell', gatewayOfCustomer, offline, 'ok'],
  ['isolated, with a gateway that lets nothing through', gatewayOfCustomer, silent, 'critical gateway-dead'],
  ['a private address without labels: not known to be isolated', translated, silent, 'ok'],

  ['the loopback alone', networks([loopback], []), offline, 'critical no-network'],
  [
    'every interface down',
    networks([loopback, { ...eth0, state: 'down', hasCarrier: null }, { ...eth1, state: 'down', hasCarrier: null }], []),
    noRoute,
    'critical no-network',
  ],
  ['up without an address', networks([loopback, nic('eth0', [])], []), noRoute, 'critical no-network'],
  ['an address of the link alone', networks([loopback, nic('eth0', ['169.254.7.7/16', 'fe80::1/64'])], []), noRoute, 'critical no-network'],
  ['a container bridge alone', networks([loopback, nic('docker0', ['172.17.0.1/16'])], []), noRoute, 'critical no-network'],
  [
    'a line without MAC that carries the default route',
    networks([loopback, nic('ppp0', ['203.0.113.9/32'], { mac: null, state: 'unknown' })], ['default dev ppp0']),
    offline,
    'ok',
  ],
  [
    'a tunnel as the only way out',
    networks([loopback, nic('wg0', ['10.8.0.2/24'], { mac: null, state: 'unknown' })], ['default dev wg0']),
    offline,
    'ok',
  ],
  ['a driver that tells no state', networks([loopback, { ...eth0, state: 'unknown' }], [...onLink, publicRoute]), offline, 'ok'],
];

describe('isolated-network', () => {
  it.each(rows)('%s', (_what, facts, connections, answer) => {
    const verdict = isolatedNetwork.judge({ networks: facts, connections }, {});
    const said = [verdict.status, ...('problem' in verdict ? [verdict.problem, verdict.confidence ?? []] : [])].flat().join(' ');
    expect(said).toBe(answer);
    expect(missingWords('isolated-network', verdict)).toEqual([]);
  });
});
