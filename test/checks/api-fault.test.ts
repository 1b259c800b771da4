import { describe, expect, it } from '@jest/globals';
import { apiFault } from '../../src/checks/api-fault.js';
import type { ApiReply, Endpoint } from '../../src/facts/network.js';
import type { PathCell } from '../../src/facts/paths.js';
import { group, log } from './facts-builders/log.js';
import { apiFacts, asked } from './facts-builders/api.js';
import { apiReply, endpoints } from './facts-builders/network.js';
import { brokenHandshake, cellWith, connectionStep, healthyPaths, pathsBut, untrusted } from './facts-builders/paths.js';
import { missingWords, sentenceFor } from './facts-builders/words.js';

const { agentApi, events, storage } = endpoints;

const replied = (endpoint: Endpoint, changes: Partial<ApiReply>, others: Partial<PathCell> = {}): PathCell =>
  cellWith({ endpoint, reply: apiReply(endpoint, changes), ...others });
const fault = (endpoint: Endpoint, status: number, body = '', headers: ApiReply['headers'] = {}): PathCell =>
  replied(endpoint, { status, body, headers });
const well = (body: string): PathCell => fault(agentApi, 200, body);
const silent = (endpoint: Endpoint, errorCode = 'ETIMEDOUT'): PathCell =>
  replied(endpoint, { status: null, errorCode, headers: {}, tookMs: 4_000 });
const dripping = (body: string, status = 200, errorCode = 'ETIMEDOUT'): PathCell =>
  replied(agentApi, { status, body, isBodyTruncated: true, errorCode });

const portal = { location: 'https://portal.example.com', server: 'portal/1.0' };
const page = (title: string, text = ''): string => `<!DOCTYPE html><html><head><title>${title}</title></head><body>${text}</body></html>`;
const health = (isOnline: boolean): string =>
  JSON.stringify({
    event: { rse: { online: true, regions: {} } },
    storage: { cassandra: { online: isOnline } },
    transport: { pecan: { online: true } },
  });
const late = [12, 1_020, 3_040, 15].map((tookMs) => ({ outcome: 'connected', code: null, tookMs }) as const);
const lossy = cellWith({ endpoint: storage, connection: connectionStep({ attempts: late }) });
const alsoLossy = cellWith({ endpoint: events, connection: connectionStep({ attempts: late }) });
const unconnected = cellWith({ connection: connectionStep({ outcome: 'refused', code: 'ECONNREFUSED' }) });
const inspected = replied(agentApi, { body: page('Blocked') }, { handshake: untrusted('SELF_SIGNED_CERT_IN_CHAIN') });

describe('api-fault', () => {
  it.each([
    ['all well', healthyPaths, 'ok'],

    // faults that the service tells
    [
      '500 where the agent needs it',
      pathsBut(fault(agentApi, 500, '{"cloudServersFault":{"code":500,"message":"…"}}')),
      'critical server-error',
    ],
    ['500 where the agent can do without', pathsBut(fault(storage, 500)), 'warning server-error'],
    ['503 where the agent needs it', [fault(events, 503, '<html><h1>Service Unavailable</h1></html>')], 'critical service-unavailable'],
    ['502 of a proxy', [fault(agentApi, 502, '<html><head><title>502 Bad Gateway</title></head></html>')], 'critical gateway'],
    [
      'a rate limit passes by itself',
      [fault(agentApi, 413, '{"overLimit":{"code":413,"message":"OverLimit Retry...","retryAfter":"2026-11-21T14:01:00Z"}}')],
      'warning rate-limited',
    ],
    ['429', [fault(agentApi, 429, '', { 'retry-after': '30' })], 'warning rate-limited'],
    ['401', [fault(agentApi, 401, '{"unauthorized":{"code":401,"message":"Unable to authenticate"}}')], 'warning refused'],
    ['403', [fault(storage, 403, '<html><h1>Forbidden</h1><p>Access was denied to this resource.</p></html>')], 'warning refused'],
    ['a health resource that is not there', [fault(agentApi, 404, '{"itemNotFound":{"code":404}}')], 'ok'],
    ['a health resource that wants another method', [fault(agentApi, 405, '{"badMethod":{"code":405}}')], 'ok'],
    ['a health answer with every part online', [well(health(true))], 'ok'],
    ['a health answer with a part offline', [well(health(false))], 'critical service-unavailable'],
    ['the same as 503', [fault(agentApi, 503, health(false))], 'critical service-unavailable'],
    ['the same where the agent can do without', [fault(storage, 200, health(false))], 'warning service-unavailable'],

    // something else answers
    ['a redirect to a portal', pathsBut(fault(agentApi, 302, '', portal)), 'critical not-the-service'],
    ['a redirect to a portal where the agent can do without', pathsBut(fault(storage, 307, '', portal)), 'warning not-the-service'],
    ['a redirect within the host', [fault(agentApi, 301, '', { location: `https://${agentApi.host}` })], 'critical not-the-service'],
    ['a redirect to nowhere', [fault(agentApi, 303)], 'critical not-the-service'],
    ['not modified is no redirect', [fault(agentApi, 304)], 'ok'],
    ['a web page where health should be', [well(page('Sign in to the network'))], 'critical not-the-service'],
    ['a web page that says OK', [well('<html><body>OK</body></html>')], 'ok'],
    ['a web page that is titled so', [well(page('Healthy', 'since 3 days'))], 'ok'],
    ['the page of a filter', [fault(agentApi, 403, page('Access denied', 'This site is blocked by policy'))], 'critical not-the-service'],
    ['a network that wants a login', [fault(agentApi, 511, page('Login'))], 'critical not-the-service'],
    ['a proxy that wants a login', [fault(agentApi, 407)], 'critical not-the-service'],
    ['JSON, text or nothing may be a health answer', [well('{"status":"fine"}'), fault(events, 200, 'imok'), fault(storage, 204)], 'ok'],

    // nothing answers
    ['silence where the agent needs it', pathsBut(silent(agentApi)), 'critical no-answer'],
    ['silence where the agent can do without', pathsBut(silent(storage)), 'warning no-answer'],
    ['silence on a network that loses packets may be chance', [silent(agentApi), lossy, alsoLossy], 'warning no-answer'],
    ['silence, and packets lost to one other endpoint alone', [silent(agentApi), lossy], 'critical no-answer'],
    ['an error is none', [fault(agentApi, 500), lossy], 'critical server-error'],
    ['the connection breaks off', [silent(agentApi, 'UND_ERR_SOCKET')], 'critical no-answer'],
    ['an answer that drips', [dripping('O')], 'critical no-answer'],
    ['an answer that stops before its body', [dripping('')], 'critical no-answer'],
    ['an OK that drips on', [dripping('OK\n')], 'ok'],
    ['JSON that is whole, and then drips on', [dripping('{"status":"fine"}  ')], 'ok'],
    ['JSON that is not whole', [dripping('{"event":{"rse":{"onl')], 'critical no-answer'],
    ['a page that drips', [dripping('<html><title>Sign in</title>')], 'critical not-the-service'],
    ['an error that drips', [dripping('', 503)], 'critical service-unavailable'],
    ['a health resource that is not there, and drips', [dripping('', 404)], 'ok'],
    [
      'a health report that is longer than we read',
      [replied(agentApi, { body: `{"parts":"${'x'.repeat(16_373)}`, isBodyTruncated: true })],
      'ok',
    ],
    ['a stream without end', [replied(agentApi, { body: 'x'.repeat(16_384), isBodyTruncated: true })], 'critical not-the-service'],
    ['the run ended first', pathsBut(silent(agentApi, 'cut-off')), 'unknown'],
    ['the run ended amid an answer', [dripping('{"ev', 200, 'cut-off')], 'ok'],
    ['the run ended first, and another one fails', pathsBut(silent(agentApi, 'cut-off'), fault(events, 500)), 'critical server-error'],
    ['the run ended before what the agent can do without', pathsBut(silent(storage, 'cut-off')), 'ok'],

    // what speaks first
    ['the worst one', [fault(storage, 503), fault(agentApi, 429), fault(events, 500)], 'critical server-error'],
    ['over IPv6, where IPv4 is healthy', [cellWith(), replied(agentApi, { status: 500 }, { family: 6 })], 'warning server-error'],
    ['what failed before is told elsewhere', pathsBut(inspected), 'ok'],

    // nothing to judge
    ['a server that may be anybody', [inspected], 'unknown'],
    ['no handshake', [cellWith({ handshake: brokenHandshake('refused', 'ECONNRESET') })], 'unknown'],
    ['no connection', [unconnected], 'unknown'],
    ['nobody was asked', [], 'unknown'],
  ] as const)('%s', (_what, paths, answer) => {
    const verdict = apiFault.judge({ paths, api: null, log: null }, {});
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(answer);
    expect(missingWords('api-fault', verdict)).toEqual([]);
  });

  const said = (cell: PathCell) => {
    const { evidence = [] } = apiFault.judge({ paths: [cell], api: null, log: null }, {});
    return Object.fromEntries([...evidence].reverse().map(({ name, value }) => [name, value]));
  };

  it('gives the status, the interpretation and what to do', () => {
    expect(said(fault(agentApi, 503, '', { 'retry-after': '60' }))).toMatchObject({
      httpStatus: '503',
      category: 'service_unavailable',
      explanation: expect.stringContaining('503'),
      advice: expect.any(String),
      retryAt: '2026-11-21T14:01:01Z',
    });
  });

  it.each([
    [200, 'it says itself that a part of it does not work: storage.cassandra'],
    [503, 'storage.cassandra'],
  ])('names the part that is offline, with HTTP %d', (status, explanation) => {
    expect(said(fault(agentApi, status, health(false)))).toMatchObject({
      httpStatus: String(status),
      offlineParts: 'storage.cassandra',
      explanation: expect.stringContaining(explanation),
    });
  });

  it.each([
    [fault(agentApi, 302, '', portal), 'a redirect (HTTP 302) to https://portal.example.com', 'portal/1.0'],
    [fault(agentApi, 302), 'a redirect (HTTP 302) to another place on the same host', null],
    [well(page('Sign in', 'to the network')), 'a web page (HTTP 200, "Sign in. to the network")', null],
  ])('names what answers instead', (cell, answer, server) => {
    expect(said(cell)).toMatchObject({ answer, server });
  });

  it.each([
    [silent(agentApi), 'nothing came within 4000 ms'],
    [silent(agentApi, 'UND_ERR_SOCKET'), 'the connection broke off (UND_ERR_SOCKET)'],
    [dripping('O'), 'HTTP 200 came, but its body never came to an end (ETIMEDOUT)'],
  ])('says how an answer failed to come', (cell, ending) => {
    expect(said(cell)['ending']).toBe(ending);
  });

  it.each([
    ['certain', fault(agentApi, 302, '', portal)],
    ['likely', fault(agentApi, 302, '', { location: `https://${agentApi.host}` })],
    ['likely', well(page('Sign in'))],
    ['certain', silent(agentApi)],
  ])('is %s', (confidence, cell) => {
    expect(apiFault.judge({ paths: [cell], api: null, log: null }, {})).toMatchObject({ confidence });
  });

  // What was asked with credentials is no need of the agent: never more than a warning.
  it.each([
    ['nothing was asked', [], 'ok'],
    ['identity is down', [asked('login', { status: 503 })], 'warning service-unavailable'],
    [
      'identity limits its rate',
      [asked('login', { status: 413, body: '{"overLimit":{"code":413,"retryAfter":"30"}}' })],
      'warning rate-limited',
    ],
    ['a refused login is told by the check of Cloud Backup', [asked('login', { status: 401 })], 'ok'],
    ['so is a refused agent', [asked('agent', { status: 403 })], 'ok'],
    ['so is its outage', [asked('agent', { status: 500 })], 'ok'],
    ['and that of the vault', [asked('vault-container', { status: 503 })], 'ok'],
    ['a redirect is told by nobody else', [asked('agent', { status: 302, headers: portal })], 'warning not-the-service'],
    ['nor is a rate limit', [asked('vault-container', { status: 429 })], 'warning rate-limited'],
    ['an outage behind the side', [asked('completed', { status: 500 })], 'warning server-error'],
    ['silence behind the side', [asked('completed', { status: null, errorCode: 'ETIMEDOUT' })], 'warning no-answer'],
    ['a user that may not wake agents', [asked('wake-up', { status: 403 })], 'warning refused'],
    ['without end, and no JSON', [asked('login', { body: ' '.repeat(4_096), isBodyTruncated: true })], 'warning other-fault'],
    ['more of a list than is read', [asked('activity', { body: '[{', isBodyTruncated: true })], 'ok'],
    ['it passed when it was asked again', [asked('login', { status: 503 }, true)], 'ok'],
  ] as const)('with credentials: %s', (_what, faults, answer) => {
    const verdict = apiFault.judge({ paths: healthyPaths, api: apiFacts({ faults }), log: null }, {});
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(answer);
    expect(missingWords('api-fault', verdict)).toEqual([]);
  });
});

it('tells an answer without end to a question with credentials as no health answer', () => {
  const endless = asked('activity', { body: ' '.repeat(4_096), isBodyTruncated: true });
  const verdict = apiFault.judge({ paths: healthyPaths, api: apiFacts({ faults: [endless] }), log: null }, {});
  expect(sentenceFor('api-fault', verdict)).toBe(
    'dfw.backup.api.rackspacecloud.com answered 200: more than is read of one answer, and it does not begin as JSON does',
  );
});

it.each([
  ['long after a start', false, [3]],
  ['right after a start', true, []],
])('refusals in the agent’s log %s', (_, isRightAfterStart, counts) => {
  const refused = group('403 Forbidden', { httpStatus: 403, host: 'rse.drivesrvr.com', isRightAfterStart });
  const { evidence = [] } = apiFault.judge({ paths: pathsBut(), api: null, log: log({ groups: [refused] }) }, {});
  expect(evidence.filter(({ name }) => name === 'loggedCount').map(({ value }) => value)).toEqual(counts);
});
