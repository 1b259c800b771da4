// A real HTTPS server that answers well, badly, slowly, endlessly and with secrets.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiReply, Connection } from '../../../src/facts/network.js';
import { valueOf } from '../../../src/facts/observed.js';
import { gatherApiReplies } from '../../../src/probes/api/gather-api-replies.js';
import { gatherPublishedVersions } from '../../../src/probes/api/gather-published-versions.js';
import { limits } from '../../../src/probes/network/limits.js';
import { connected, endpoints } from '../../checks/facts-builders/network.js';
import { hostImage, type HostImage } from '../agents/host-image.js';
import { hasOpenssl, makeCertificates, startHttps, type Certificates } from './https-server.js';

const name = 'api.drivesrvr.com';
const never = new AbortController().signal;
const withOpenssl = hasOpenssl ? describe : describe.skip;

withOpenssl(`HTTPS answers${hasOpenssl ? '' : ' (skipped: openssl is not installed)'}`, () => {
  let certificates: Certificates;
  let server: Server;
  let port: number;
  let trusting: HostImage;
  let strange: HostImage;
  const asked: { readonly host: string | undefined; readonly peer: string | undefined; readonly headers: IncomingMessage['headers'] }[] =
    [];

  const pages: Readonly<Record<string, (response: ServerResponse) => void>> = {
    '/good': (response) => response.end('OK'),
    '/fault': (response) => response.writeHead(413, { 'retry-after': '60' }).end('{"overLimit":{"code":413}}'),
    '/redirect': (response) => response.writeHead(302, { location: 'https://portal.example/login?sid=obviously-fake' }).end(),
    '/secrets': (response) => response.writeHead(200, { 'set-cookie': 'sid=obviously-fake', 'x-auth-token': 'obviously-fake' }).end('x'),
    '/version.txt': (response) => response.writeHead(200, { 'last-modified': 'Sat, 21 Nov 2020 02:00:00 GMT' }).end('2.27.009073\n'),
    '/updater-version.txt': (response) => response.end('2.9.010598\n'),
    '/large': (response) => response.end('x'.repeat(60_000)),
    '/endless': (response) => void setInterval(() => response.write('drip '), 50).unref(),
    '/silent': () => undefined,
    '/hang-up': (response) => response.destroy(),
  };

  beforeAll(async () => {
    certificates = makeCertificates([name]);
    const started = await startHttps(certificates, (request, response) => {
      asked.push({ host: request.headers.host, peer: request.socket.remoteAddress, headers: request.headers });
      pages[request.url ?? '']?.(response);
    });
    ({ server, port } = started);
    trusting = hostImage({ '/etc/pki/tls/certs/ca-bundle.crt': certificates.authority });
    strange = hostImage({});
  });

  afterAll(() => {
    trusting.remove();
    strange.remove();
    (server as Server & { closeAllConnections(): void }).closeAllConnections();
    server.close();
  });

  const opened = (healthPath: string | null, changes: Partial<Connection> = {}): Connection =>
    connected({ ...endpoints.agentApi, host: name, port, healthPath }, { address: '127.0.0.1', sourceAddress: '127.0.0.1', ...changes });

  async function ask(path: string, changes: Partial<Connection> = {}, host = trusting): Promise<ApiReply> {
    const replies = valueOf(await gatherApiReplies(host.system, [opened(path, changes)], never));
    if (replies?.[0] === undefined) throw new Error('no reply');
    return replies[0];
  }

  it('a good answer, trusted through the bundle of the host', async () => {
    expect(await ask('/good')).toMatchObject({
      status: 200,
      errorCode: null,
      body: 'OK',
      isBodyTruncated: false,
      url: `https://${name}:${port}/good`,
    });
    expect(asked.at(-1)).toMatchObject({ host: `${name}:${port}`, peer: '127.0.0.1' });
    expect(asked.at(-1)?.headers).not.toHaveProperty('authorization');
  });

  it('leaves from the same source address as the connection', async () => {
    await ask('/good', { sourceAddress: '127.0.0.2' });
    expect(asked.at(-1)?.peer).toBe('127.0.0.2');
  });

  it('the own clock is read half way', async () => {
    const before = Date.now();
    const { askedAt, headers } = await ask('/good');
    expect(Date.parse(askedAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(askedAt)).toBeLessThanOrEqual(Date.now());
    expect(headers['date']).toMatch(/GMT$/);
  });

  it.each([
    ['/fault', { status: 413, body: '{"overLimit":{"code":413}}', headers: expect.objectContaining({ 'retry-after': '60' }) }],
    ['/redirect', { status: 302, headers: expect.objectContaining({ location: 'https://portal.example' }) }],
    ['/hang-up', { status: null, errorCode: 'UND_ERR_SOCKET' }],
  ])('%s', async (path, expected) => {
    expect(await ask(path)).toMatchObject(expected);
  });

  it('keeps no secret of an answer', async () => {
    expect(JSON.stringify(await ask('/secrets'))).not.toContain('obviously-fake');
  });

  it('cuts a large body', async () => {
    const reply = await ask('/large');
    expect([reply.body.length, reply.isBodyTruncated, reply.status]).toEqual([16_384, true, 200]);
  });

  it('a certificate that nobody trusts here', async () => {
    expect(await ask('/good', {}, strange)).toMatchObject({ status: null, errorCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });

  it('a certificate for another name', async () => {
    const other = { ...opened('/good'), endpoint: { ...endpoints.agentApi, host: 'other.example.com', port, healthPath: '/good' } };
    expect(valueOf(await gatherApiReplies(trusting.system, [other], never))).toMatchObject([
      { status: null, errorCode: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    ]);
  });

  it('a bundle of junk leaves the roots that come with Node', async () => {
    const junk = hostImage({ '/etc/ssl/certs/ca-certificates.crt': '-----BEGIN CERTIFICATE-----\nnonsense\n' });
    expect(await ask('/good', {}, junk)).toMatchObject({ status: null, errorCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    junk.remove();
  });

  it('silence and an endless body both end within the limit', async () => {
    const startedAt = performance.now();
    const [silent, endless] = await Promise.all([ask('/silent'), ask('/endless')]);
    expect(silent).toMatchObject({ status: null, errorCode: 'ETIMEDOUT' });
    expect(endless).toMatchObject({ status: 200, errorCode: 'ETIMEDOUT', isBodyTruncated: true, body: expect.stringContaining('drip') });
    expect(performance.now() - startedAt).toBeLessThan(limits.replyMs + 1_500);
  });

  it('an abort of the run ends it at once', async () => {
    const startedAt = performance.now();
    const replies = valueOf(await gatherApiReplies(trusting.system, [opened('/silent')], AbortSignal.timeout(200)));
    expect(replies).toMatchObject([{ status: null, errorCode: 'ETIMEDOUT' }]);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('the published versions come from the same kind of answer', async () => {
    const repository = opened(null);
    const door = { ...repository, endpoint: { ...repository.endpoint, service: 'package-repository' } } as const;
    const versions = valueOf(await gatherPublishedVersions(trusting.system, [door], never));
    expect(versions).toMatchObject({
      agent: { value: { text: '2.27.009073' } },
      updater: { value: { text: '2.9.010598' } },
      agentPublishedAgeSeconds: expect.any(Number),
    });
    const refused = { ...door, outcome: 'refused', code: 'ECONNREFUSED' } as const;
    expect(await gatherPublishedVersions(trusting.system, [refused], never)).toMatchObject({
      state: 'unavailable',
      failure: { code: 'ECONNREFUSED' },
    });
    expect(await gatherPublishedVersions(trusting.system, [repository], never)).toMatchObject({ state: 'absent' });
  });

  it('asks only open doors that have a health resource', async () => {
    const connections = [opened(null), opened('/good', { outcome: 'refused' })];
    expect(await gatherApiReplies(trusting.system, connections, never)).toMatchObject({ state: 'observed', value: [] });
  });
});
