// Real connections on the loopback: accepted, refused, swallowed, bound.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection, Endpoint } from '../../../src/facts/network.js';
import { valueOf } from '../../../src/facts/observed.js';
import { connectTo } from '../../../src/probes/network/connect.js';
import { gatherConnections } from '../../../src/probes/network/gather-connections.js';
import { maxConnectionsPerHost } from '../../../src/probes/network/limits.js';
import { dnsAnswer, dnsFacts, failedAnswer, networks, nic } from '../../checks/facts-builders/network.js';

const never = new AbortController().signal;
let server: Server;
let port: number;
const seenPeers: string[] = [];

beforeAll(async () => {
  server = createServer((socket) => {
    seenPeers.push(socket.remoteAddress ?? '');
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => {
  server.close();
});

const door = (name: string, changes: Partial<Endpoint> = {}): Endpoint => ({
  name,
  service: 'cloud-backup-api',
  host: `${name}.example.com`,
  port,
  network: 'publicnet',
  healthPath: null,
  isRequired: true,
  ...changes,
});

/** 127.0.0.2 stands for the PublicNet address of this host. */
const host = networks([nic('eth0', ['127.0.0.2/8'])], ['default via 127.0.0.1 dev eth0']);
const resolving = (addresses: Readonly<Record<string, readonly string[]>>) =>
  dnsFacts(
    ['r'],
    Object.entries(addresses).map(([name, found]) => dnsAnswer('r', `${name}.example.com`, { addresses: found })),
  );

async function connectAll(
  endpoints: readonly Endpoint[],
  dns = resolving({ good: ['127.0.0.1'] }),
  facts: typeof host | null = null,
  signal = never,
): Promise<readonly Connection[]> {
  return valueOf(await gatherConnections(endpoints, dns, facts, signal)) ?? [];
}

describe('one connection an endpoint', () => {
  it('connects, and says from where to where', async () => {
    expect(await connectAll([door('good')])).toEqual([
      {
        endpoint: door('good'),
        outcome: 'connected',
        sourceAddress: '127.0.0.1',
        address: '127.0.0.1',
        code: null,
        tookMs: expect.any(Number),
      },
    ]);
  });

  it("leaves from the network's own address", async () => {
    const networkRoles = {
      ...host,
      roles: [{ network: 'publicnet', interfaceName: 'eth0', sourceAddress: '127.0.0.2', certainty: 'certain', because: '' }],
    } as const;
    expect(await connectAll([door('good')], undefined, networkRoles)).toMatchObject([{ outcome: 'connected', sourceAddress: '127.0.0.2' }]);
    expect(seenPeers).toContain('127.0.0.2');
  });

  it.each([
    ['nobody listens', { port: 9 }, ['127.0.0.1'], 'refused', 'ECONNREFUSED'],
    ['the name has no address', {}, [], 'name-not-resolved', null],
  ] as const)('%s', async (_what, changes, addresses, outcome, code) => {
    expect(await connectAll([door('x', changes)], resolving({ x: addresses }))).toMatchObject([{ outcome, code }]);
  });

  it('says why a name has no address', async () => {
    const dns = dnsFacts(['r'], [failedAnswer('r', 'x.example.com', 'nxdomain', 'NXDOMAIN')]);
    expect(await connectAll([door('x')], dns)).toMatchObject([{ outcome: 'name-not-resolved', code: 'NXDOMAIN', address: null }]);
  });

  it('a source address that this host does not have', async () => {
    const stranger = {
      ...host,
      roles: [{ network: 'publicnet', interfaceName: 'eth0', sourceAddress: '203.0.113.99', certainty: 'certain', because: '' }],
    } as const;
    expect(await connectAll([door('good')], undefined, stranger)).toMatchObject([{ outcome: 'no-source-address', code: 'EADDRNOTAVAIL' }]);
  });

  it('the second address counts when the first one fails, the first one when both do', async () => {
    const dns = resolving({ half: ['127.0.0.9', '127.0.0.1'], dead: ['127.0.0.9', '127.0.0.8'] });
    const ended = await connectAll([door('half'), door('dead')], dns);
    expect(ended).toMatchObject([
      { outcome: 'connected', address: '127.0.0.1' },
      { outcome: 'refused', address: '127.0.0.9' },
    ]);
  });

  it('an abort ends it at once', async () => {
    const startedAt = performance.now();
    expect(await connectTo({ address: '127.0.0.1', port, sourceAddress: null }, 60_000, AbortSignal.abort())).toMatchObject({
      outcome: 'cut-off',
      code: null,
    });
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

it(`never more than ${maxConnectionsPerHost} connections to one host at once`, async () => {
  let openCount = 0;
  let mostOpen = 0;
  const slow = createServer((socket) => {
    mostOpen = Math.max(mostOpen, ++openCount);
    socket.on('error', () => undefined);
    socket.on('close', () => openCount--);
    socket.resume();
  });
  slow.listen(0, '127.0.0.1');
  await once(slow, 'listening');
  const { port: slowPort } = slow.address() as AddressInfo;
  const endpoints = Array.from({ length: 40 }, (_, index) => door(`n${index}`, { port: slowPort, host: '127.0.0.1' }));
  const connections = await connectAll(endpoints);
  expect(connections.every(({ outcome }) => outcome === 'connected')).toBe(true);
  expect(mostOpen).toBeLessThanOrEqual(maxConnectionsPerHost);
  slow.close();
});
