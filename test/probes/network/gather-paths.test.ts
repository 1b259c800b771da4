// Real ways on the loopback, layer by layer: refused, swallowed, bound, with TLS and answers of every kind.
import { once } from 'node:events';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Endpoint, NetworkFacts } from '../../../src/facts/network.js';
import { absent, valueOf } from '../../../src/facts/observed.js';
import type { PathCell } from '../../../src/facts/paths.js';
import { gatherPublishedVersions } from '../../../src/probes/api/gather-published-versions.js';
import { ConnectionSlots } from '../../../src/probes/network/connection-slots.js';
import type { NameLook } from '../../../src/probes/network/gather-dns.js';
import { gatherPaths } from '../../../src/probes/network/gather-paths.js';
import { limits, maxConnectionsPerHost } from '../../../src/probes/network/limits.js';
import { readTrustStores } from '../../../src/probes/network/trust-stores.js';
import type { Walk } from '../../../src/probes/network/walk.js';
import { endpoints, networks, nic } from '../../checks/facts-builders/network.js';
import { hostImage, type HostImage } from '../agents/host-image.js';
import { hasOpenssl, makeCertificates, startHttps, type Certificates } from './https-server.js';

const name = 'api.drivesrvr.com';
const never = new AbortController().signal;

/** 127.0.0.2 stands for the PublicNet address of this host. */
const bound: NetworkFacts = {
  ...networks([nic('eth0', ['127.0.0.2/8'])], ['default via 127.0.0.1 dev eth0']),
  roles: [{ network: 'publicnet', interfaceName: 'eth0', sourceAddress: '127.0.0.2', certainty: 'certain', because: '' }],
};

const namesAt = (addresses: readonly string[]): NameLook => ({
  find: () => Promise.resolve({ addresses, answer: null, isOverridden: false }),
  ask: () => Promise.resolve(null),
  facts: Promise.resolve(absent('not asked for in this test')),
});

const openServers: Server[] = [];

/** Accepts, and does with each connection what it is told. */
async function listen(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  openServers.push(server);
  return (server.address() as AddressInfo).port;
}

const empty = hostImage({});

afterAll(() => {
  empty.remove();
  for (const server of openServers) server.close();
});

interface Setting {
  readonly addresses?: readonly string[];
  readonly facts?: NetworkFacts | null;
  readonly image?: HostImage;
  readonly agentBundle?: string | null;
  readonly environment?: Walk['system']['environment'];
  readonly signal?: AbortSignal;
}

async function settingsOf(setting: Setting): Promise<Omit<Walk, 'repeatedBefore'>> {
  const { addresses = ['127.0.0.1'], facts = null, image = empty, agentBundle = null, environment = {}, signal = never } = setting;
  const stores = await readTrustStores(image.system.files, agentBundle);
  return { system: { ...image.system, environment }, names: namesAt(addresses), networks: facts, stores, slots: new ConnectionSlots(), signal };
}

const doorTo = (port: number, changes: Partial<Endpoint> = {}): Endpoint => ({ ...endpoints.agentApi, host: name, port, healthPath: null, ...changes });

async function walk(endpoint: Endpoint, setting: Setting = {}): Promise<PathCell> {
  const cells = valueOf(await gatherPaths([endpoint], await settingsOf(setting))) ?? [];
  const cell = cells.find(({ family }) => family === 4);
  if (cell === undefined) throw new Error('no cell');
  return cell;
}

describe('the layers below TLS', () => {
  it('nobody listens', async () => {
    expect(await walk(doorTo(9))).toMatchObject({
      connection: { outcome: 'refused', code: 'ECONNREFUSED', attempts: [{ outcome: 'refused' }] },
      handshake: null,
      failure: { layer: expect.stringMatching(/tcp|route/), code: 'ECONNREFUSED' },
    });
  });

  it('the name has no address', async () => {
    expect(await walk(doorTo(9), { addresses: [] })).toMatchObject({ connection: null, failure: { layer: 'name', code: 'timed-out' } });
  });

  it('one way that crashes costs its own cell alone, all of them the whole look', async () => {
    const settings = await settingsOf({});
    const good = namesAt(['127.0.0.1']);
    const names = { ...good, find: (host: string) => (host === 'bad.example' ? Promise.reject(new Error('our own bug')) : good.find(host)) };
    const bad = doorTo(9, { name: 'bad', host: 'bad.example' });
    const cells = valueOf(await gatherPaths([bad, doorTo(9)], { ...settings, names })) ?? [];
    expect(cells.map(({ family, skipped, failure }) => [family, skipped, failure?.code])).toEqual([
      [4, 'the look at this way itself failed: our own bug', undefined],
      [6, 'this host has no way out over IPv6', undefined],
      [4, null, 'ECONNREFUSED'],
      [6, 'this host has no way out over IPv6', undefined],
    ]);
    await expect(gatherPaths([bad], { ...settings, names })).rejects.toThrow('our own bug');
  });

  it("leaves from the network's own address, and says so", async () => {
    const peers: (string | undefined)[] = [];
    const port = await listen((socket) => {
      peers.push(socket.remoteAddress);
      socket.destroy();
    });
    expect(await walk(doorTo(port), { facts: bound })).toMatchObject({ interfaceName: 'eth0', connection: { sourceAddress: '127.0.0.2' } });
    expect(peers).toContain('127.0.0.2');
  });

  it('a source address that this host does not have', async () => {
    const [role] = bound.roles;
    const strange: NetworkFacts = { ...bound, roles: role === undefined ? [] : [{ ...role, sourceAddress: '203.0.113.99' }] };
    expect(await walk(doorTo(9), { facts: strange })).toMatchObject({ connection: { outcome: 'no-source-address', code: 'EADDRNOTAVAIL' } });
  });

  it('the second address counts when the first one fails, the first one when both do', async () => {
    const port = await listen((socket) => socket.destroy());
    expect(await walk(doorTo(port), { addresses: ['127.0.0.9', '127.0.0.1'] })).toMatchObject({ connection: { outcome: 'connected', address: '127.0.0.1' } });
    expect(await walk(doorTo(9), { addresses: ['127.0.0.9', '127.0.0.8'] })).toMatchObject({ connection: { outcome: 'refused', address: '127.0.0.9' } });
  });

  it('a dead address of a name is recorded beside the one that counts, and a name with several is not tried again', async () => {
    const port = await listen((socket) => socket.destroy());
    const { connection } = await walk(doorTo(port), { addresses: ['127.0.0.9', '127.0.0.1'] });
    expect(connection?.otherAddresses).toEqual([{ address: '127.0.0.9', outcome: 'refused', code: 'ECONNREFUSED', tookMs: expect.any(Number) }]);
    const strange: NetworkFacts = { ...bound, roles: bound.roles.map((role) => ({ ...role, sourceAddress: '203.0.113.99' })) };
    const { connection: closed } = await walk(doorTo(9), { facts: strange, addresses: ['127.0.0.9', '127.0.0.8'] });
    expect([closed?.attempts.length, closed?.otherAddresses?.length]).toEqual([1, 1]);
    expect((await walk(doorTo(port))).connection?.otherAddresses).toEqual([]);
  });

  const [ipv4Only, ipv6Only] = [['203.0.113.10/24'], ['2001:db8:113::10/64']];
  const [ipv4Route, ipv6Route] = ['default via 203.0.113.1 dev eth0', 'default via fe80::1 dev eth0'];
  const noWayOut = (family: 4 | 6) => `this host has no way out over IPv${family}`;
  it.each([
    ['both', [...ipv4Only, ...ipv6Only], [ipv4Route], true, ['127.0.0.1', '::1'], [null, null]],
    ['no IPv4 address', ipv6Only, [], true, ['127.0.0.1', '::1'], [noWayOut(4), null]],
    ['no IPv4 route', [...ipv4Only, ...ipv6Only], [], true, ['127.0.0.1', '::1'], [noWayOut(4), null]],
    ['no IPv4, and a name without IPv6', ipv6Only, [], true, ['127.0.0.1'], [null, 'api.drivesrvr.com has no IPv6 address']],
    ['no way out at all', ipv4Only, [], false, ['127.0.0.1', '::1'], [null, noWayOut(6)]],
  ])('skips the family that leads nowhere: %s', async (_what, own, routes, hasRoute6, addresses, expected) => {
    const base = networks([nic('eth0', own)], routes);
    const wayOut = { ...networks([], [ipv6Route]).routes[0], destination: '::/0' } as NetworkFacts['routes'][number];
    const facts: NetworkFacts = { ...base, roles: [], routes: hasRoute6 ? [...base.routes, wayOut] : base.routes };
    const cells = valueOf(await gatherPaths([doorTo(9)], await settingsOf({ facts, addresses }))) ?? [];
    expect(cells.map(({ skipped }) => skipped)).toEqual(expected);
  });

  it('accepts and stays silent', async () => {
    const port = await listen(() => undefined);
    const startedAt = performance.now();
    expect(await walk(doorTo(port))).toMatchObject({ handshake: { outcome: 'stalled', code: 'ETIMEDOUT' }, failure: { layer: 'tls', code: 'ETIMEDOUT' } });
    expect(performance.now() - startedAt).toBeLessThan(limits.handshakeMs + 1_500);
  });

  it('hangs up on the handshake', async () => {
    const port = await listen((socket) => socket.destroy());
    expect(await walk(doorTo(port))).toMatchObject({ handshake: { outcome: 'refused', code: 'ECONNRESET' }, failure: { layer: 'tls' } });
  });

  it('speaks something else than TLS', async () => {
    const port = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await walk(doorTo(port))).toMatchObject({ handshake: { outcome: 'refused', code: 'ERR_SSL_WRONG_VERSION_NUMBER' } });
  });

  it('the end of the run proves no silence', async () => {
    const port = await listen(() => undefined);
    const startedAt = performance.now();
    expect(await walk(doorTo(port), { signal: AbortSignal.timeout(500) })).toMatchObject({ handshake: { outcome: 'cut-off' } });
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it('leaves IPv6 out where this host has none, and ServiceNet has none at all', async () => {
    const families = async (endpoint: Endpoint) =>
      (valueOf(await gatherPaths([endpoint], await settingsOf({}))) ?? []).map(({ family, skipped }) => [family, skipped]);
    expect(await families(doorTo(9))).toEqual([
      [4, null],
      [6, 'this host has no way out over IPv6'],
    ]);
    expect(await families(doorTo(9, { network: 'servicenet' }))).toEqual([[4, null]]);
  });

  it(`never more than ${maxConnectionsPerHost} connections to one host at once`, async () => {
    let openCount = 0;
    let mostOpen = 0;
    const port = await listen((socket) => {
      mostOpen = Math.max(mostOpen, ++openCount);
      socket.on('close', () => openCount--);
      socket.destroy();
    });
    const many = Array.from({ length: 40 }, (_, index) => doorTo(port, { name: `n${index}` }));
    const cells = valueOf(await gatherPaths(many, await settingsOf({}))) ?? [];
    expect(cells.filter(({ connection }) => connection?.outcome === 'connected')).toHaveLength(40);
    expect(mostOpen).toBeLessThanOrEqual(maxConnectionsPerHost);
  });
});

describe('a proxy in the environment', () => {
  const proxyThat = (answer: string) => listen((socket) => socket.once('data', () => socket.write(answer)));
  const through = async (answer: string, environment: Readonly<Record<string, string>> = {}) => {
    const port = await proxyThat(answer);
    return (await walk(doorTo(9), { environment: { https_proxy: `http://name:not-a-secret@127.0.0.1:${port}`, ...environment } })).proxied;
  };

  it.each([
    ['lets through', 'HTTP/1.1 200 Connection established\r\n\r\n', { outcome: 'connected', code: null }],
    ['wants credentials', 'HTTP/1.0 407 Proxy Authentication Required\r\n\r\n', { outcome: 'credentials-wanted', code: 'HTTP 407' }],
    ['says no', 'HTTP/1.1 403 Forbidden\r\n\r\n', { outcome: 'failed', code: 'HTTP 403' }],
  ])('%s', async (_what, answer, expected) => {
    expect(await through(answer)).toMatchObject(expected);
  });

  it('keeps no credentials', async () => {
    expect(JSON.stringify(await through('HTTP/1.1 200 OK\r\n\r\n'))).not.toContain('not-a-secret');
  });

  it('is left alone for what NO_PROXY names', async () => {
    expect(await through('HTTP/1.1 200 OK\r\n\r\n', { NO_PROXY: 'localhost,.drivesrvr.com' })).toBeNull();
  });

  it('is not spoken to where it wants TLS, so that no credentials travel in the clear', async () => {
    const received: string[] = [];
    const port = await listen((socket) => socket.on('data', (chunk) => received.push(chunk.toString('latin1'))));
    const { proxied } = await walk(doorTo(9), { environment: { https_proxy: `https://name:not-a-secret@127.0.0.1:${port}` } });
    expect([proxied, received]).toEqual([null, []]);
  });

  it('nobody listens there', async () => {
    const { proxied } = await walk(doorTo(9), { environment: { https_proxy: 'http://127.0.0.1:9' } });
    expect(proxied).toMatchObject({ outcome: 'refused', code: 'ECONNREFUSED' });
  });
});

const withOpenssl = hasOpenssl ? describe : describe.skip;

withOpenssl(`TLS and above${hasOpenssl ? '' : ' (skipped: openssl is not installed)'}`, () => {
  let certificates: Certificates;
  let server: HttpServer;
  let port: number;
  let trusting: HostImage;
  const asked: { readonly host: string | undefined; readonly peer: string | undefined; readonly headers: IncomingMessage['headers'] }[] = [];

  const pages: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => void>> = {
    '/good': (response) => response.end('OK'),
    '/fault': (response) => response.writeHead(413, { 'retry-after': '60' }).end('{"overLimit":{"code":413}}'),
    '/redirect': (response) => response.writeHead(302, { location: 'https://portal.example/login?sid=obviously-fake' }).end(),
    '/secrets': (response) => response.writeHead(200, { 'set-cookie': 'sid=obviously-fake', 'x-auth-token': 'obviously-fake' }).end('x'),
    '/version.txt': (response) => response.writeHead(200, { 'last-modified': 'Sat, 21 Nov 2020 02:00:00 GMT' }).end('2.27.009073\n'),
    '/updater-version.txt': (response) => response.end('2.9.010598\n'),
    '/portal': (response) => response.end(`<html><title>Please log in</title><p>token=obviously-fake ${'guest network '.repeat(400)}</p></html>`),
    '/large': (response) => response.end('x'.repeat(60_000)),
    '/endless': (response) => void setInterval(() => response.write('drip '), 50).unref(),
    '/silent': () => undefined,
    '/hang-up': (response) => response.destroy(),
    '/large-ones-vanish': (response, { headers }) => {
      const isLarge = JSON.stringify(headers).length > 1_150;
      if (!isLarge) response.end('OK');
    },
  };

  beforeAll(async () => {
    certificates = makeCertificates([name]);
    const started = await startHttps(certificates, (request, response) => {
      asked.push({ host: request.headers.host, peer: request.socket.remoteAddress, headers: request.headers });
      pages[request.url ?? '']?.(response, request);
    });
    ({ server, port } = started);
    trusting = hostImage({ '/etc/pki/tls/certs/ca-bundle.crt': certificates.authority, '/etc/driveclient/cacert.pem': certificates.authority });
  });

  afterAll(() => {
    trusting.remove();
    (server as HttpServer & { closeAllConnections(): void }).closeAllConnections();
    server.close();
  });

  const ask = (healthPath: string | null, setting: Setting = {}, changes: Partial<Endpoint> = {}): Promise<PathCell> =>
    walk(doorTo(port, { healthPath, ...changes }), { image: trusting, ...setting });

  it('a good answer, trusted through the bundle of the host', async () => {
    expect(await ask('/good')).toMatchObject({
      handshake: {
        outcome: 'trusted',
        code: null,
        protocol: 'TLSv1.3',
        certificate: { names: [name], issuer: 'Test Root', isSelfSigned: false, namesIssuerAddress: false, endsAt: expect.stringMatching(/Z$/) },
        stores: [{ store: '/etc/pki/tls/certs/ca-bundle.crt', code: null }],
      },
      reply: { status: 200, errorCode: null, body: 'OK', isBodyTruncated: false, url: `https://${name}:${port}/good` },
      largeRequest: { outcome: 'answered', largestPassedBytes: null },
      failure: null,
    });
    expect(asked.at(-1)).toMatchObject({ host: `${name}:${port}`, peer: '127.0.0.1' });
    expect(asked.at(-1)?.headers).not.toHaveProperty('authorization');
  });

  it('every request leaves from the same source address', async () => {
    asked.length = 0;
    await ask('/good', { facts: bound });
    expect(asked.map(({ peer }) => peer)).toEqual(['127.0.0.2', '127.0.0.2']);
  });

  it('the own clock is read half way', async () => {
    const before = Date.now();
    const { reply } = await ask('/good');
    expect(Date.parse(reply?.askedAt ?? '')).toBeGreaterThanOrEqual(before);
    expect(Date.parse(reply?.askedAt ?? '')).toBeLessThanOrEqual(Date.now());
    expect(reply?.headers['date']).toMatch(/GMT$/);
  });

  it.each([
    ['/fault', { reply: { status: 413, body: '{"overLimit":{"code":413}}' }, failure: { layer: 'health', code: 'HTTP 413' } }],
    ['/redirect', { reply: { status: 302, headers: { location: 'https://portal.example' } }, failure: { layer: 'health', code: 'HTTP 302' } }],
    ['/hang-up', { reply: { status: null, errorCode: 'UND_ERR_SOCKET' }, failure: { layer: 'http', code: 'UND_ERR_SOCKET' } }],
  ])('%s', async (path, expected) => {
    expect(await ask(path)).toMatchObject(expected);
  });

  it('keeps no secret of an answer', async () => {
    expect(JSON.stringify(await ask('/secrets'))).not.toContain('obviously-fake');
  });

  it('of a page that is not the service keeps the first KiB, without secrets', async () => {
    const { reply, failure } = await ask('/portal');
    expect([reply?.body.length, reply?.isBodyTruncated, failure?.code]).toEqual([1_024, true, 'no health answer']);
    expect(reply?.body).toMatch(/Please log in.*token=\[removed\] guest network/);
  });

  it('cuts a large body', async () => {
    const { reply } = await ask('/large');
    expect([reply?.body.length, reply?.isBodyTruncated, reply?.status]).toEqual([16_384, true, 200]);
  });

  it('a certificate that nobody trusts here is named, and the answer is read all the same', async () => {
    expect(await ask('/good', { image: empty })).toMatchObject({
      handshake: { outcome: 'untrusted', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', certificate: { issuer: 'Test Root' } },
      reply: { status: 200 },
      failure: { layer: 'tls', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    });
  });

  it('a certificate for another name', async () => {
    const cell = await ask('/good', {}, { host: 'other.example.com' });
    expect(cell).toMatchObject({ handshake: { outcome: 'untrusted', code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, failure: { layer: 'tls' } });
  });

  it("the agent's own authorities decide, and the host's are told beside them", async () => {
    const agentBundle = '/etc/driveclient/cacert.pem';
    const image = hostImage({ '/etc/ssl/certs/ca-certificates.crt': makeCertificates(['x.example']).authority, [agentBundle]: certificates.authority });
    expect((await ask('/good', { image, agentBundle })).handshake).toMatchObject({
      outcome: 'trusted',
      stores: [
        { store: agentBundle, code: null },
        { store: '/etc/ssl/certs/ca-certificates.crt', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      ],
    });
    image.remove();
  });

  it('a bundle of junk leaves the roots that come with Node', async () => {
    const image = hostImage({ '/etc/ssl/certs/ca-certificates.crt': '-----BEGIN CERTIFICATE-----\nnonsense\n' });
    const { handshake } = await ask('/good', { image });
    expect(handshake?.stores).toEqual([{ store: expect.stringContaining('Node.js'), code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }]);
    image.remove();
  });

  it.each(['/endless', '/silent'])('%s ends by its limit', async (path) => {
    const startedAt = performance.now();
    expect((await ask(path)).reply).toMatchObject({ errorCode: 'ETIMEDOUT' });
    expect(performance.now() - startedAt).toBeLessThan(limits.replyMs + limits.largeRequestMs * 2 + 2_000);
  }, 20_000);

  it('an abort of the run ends it at once', async () => {
    const startedAt = performance.now();
    expect((await ask('/silent', { signal: AbortSignal.timeout(1_000) })).reply).toMatchObject({ status: null, errorCode: 'cut-off' });
    expect(performance.now() - startedAt).toBeLessThan(limits.replyMs);
  });

  it('large requests that are never answered are measured', async () => {
    const { largeRequest, reply } = await ask('/large-ones-vanish');
    expect(reply?.status).toBe(200);
    expect(largeRequest).toMatchObject({ outcome: 'stalled', code: 'ETIMEDOUT', requestBytes: 8_192, largestPassedBytes: expect.any(Number), smallestStalledBytes: expect.any(Number) });
    expect((largeRequest?.smallestStalledBytes ?? 0) - (largeRequest?.largestPassedBytes ?? 0)).toBe(80);
  }, 20_000);

  it('the published versions come from the same kind of answer', async () => {
    const repository = doorTo(port, { service: 'package-repository' });
    const settings = await settingsOf({ image: trusting });
    expect(valueOf(await gatherPublishedVersions([repository], settings))).toMatchObject({
      agent: { value: { text: '2.27.009073' } },
      updater: { value: { text: '2.9.010598' } },
      agentPublishedAgeSeconds: expect.any(Number),
    });
    const second = await gatherPublishedVersions([repository], await settingsOf({ image: trusting, addresses: ['::1', '127.0.0.9', '127.0.0.1'] }));
    expect(second).toMatchObject({ state: 'observed' });
    const refused = await gatherPublishedVersions([{ ...repository, port: 9 }], settings);
    expect(refused).toMatchObject({ state: 'unavailable', failure: { code: 'ECONNREFUSED' } });
    expect(await gatherPublishedVersions([doorTo(port)], settings)).toMatchObject({ state: 'absent' });
    const untrusted = await gatherPublishedVersions([repository], await settingsOf({}));
    expect(untrusted).toMatchObject({ state: 'unavailable', failure: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } });
  });
});
