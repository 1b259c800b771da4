import { describe, expect, it } from '@jest/globals';
import { apiFault } from '../../src/checks/api-fault.js';
import type { ApiReply, Endpoint } from '../../src/facts/network.js';
import { apiReply, endpoints } from './facts-builders/network.js';
import { missingWords } from './facts-builders/words.js';

const { agentApi, events, storage } = endpoints;
const well = (endpoint: Endpoint): ApiReply => apiReply(endpoint, { body: 'OK' });
const fault = (endpoint: Endpoint, status: number, body = '', headers: ApiReply['headers'] = {}): ApiReply =>
  apiReply(endpoint, { status, body, headers });
const unanswered = apiReply(events, { status: null, errorCode: 'CERT_HAS_EXPIRED' });

describe('api-fault', () => {
  it.each([
    ['all well', [well(agentApi), well(events), well(storage)], 'ok'],
    [
      '500 where the agent needs it',
      [well(events), fault(agentApi, 500, '{"cloudServersFault":{"code":500,"message":"…"}}')],
      'critical server-error',
    ],
    ['500 where the agent can do without', [well(agentApi), fault(storage, 500)], 'warning server-error'],
    ['503 where the agent needs it', [fault(events, 503, '<html><h1>Service Unavailable</h1></html>')], 'critical service-unavailable'],
    ['502 of a proxy', [fault(agentApi, 502, '<html><head><title>502 Bad Gateway</title></head></html>')], 'critical gateway'],
    [
      'a rate limit passes by itself',
      [fault(agentApi, 413, '{"overLimit":{"code":413,"message":"OverLimit Retry...","retryAfter":"2026-11-21T14:01:00Z"}}')],
      'warning rate-limited',
    ],
    ['429', [fault(agentApi, 429, '', { 'retry-after': '30' })], 'warning rate-limited'],
    ['401', [fault(agentApi, 401, '{"unauthorized":{"code":401,"message":"Unable to authenticate"}}')], 'warning refused'],
    ['403', [fault(storage, 403, '<html><h1>Forbidden</h1></html>')], 'warning refused'],
    ['a health resource that is not there', [fault(agentApi, 404, '{"itemNotFound":{"code":404}}'), well(events)], 'ok'],
    ['a health resource that wants another method', [fault(agentApi, 405, '{"badMethod":{"code":405}}')], 'ok'],
    ['a redirect', [fault(agentApi, 302)], 'ok'],
    ['the worst one speaks', [fault(storage, 503), fault(agentApi, 429), fault(events, 500)], 'critical server-error'],
    ['no HTTP answer came', [unanswered], 'unknown'],
    ['nobody was asked', [], 'unknown'],
    ['one answers well, another that the agent needs not at all', [well(agentApi), unanswered], 'unknown'],
  ] as const)('%s', (_what, apiReplies, answer) => {
    const verdict = apiFault.judge({ apiReplies }, {});
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(answer);
    expect(missingWords('api-fault', verdict)).toEqual([]);
  });

  it('gives the status, the interpretation and what to do', () => {
    const { evidence = [] } = apiFault.judge({ apiReplies: [fault(agentApi, 503, '', { 'retry-after': '60' })] }, {});
    const said = Object.fromEntries(evidence.map(({ name, value }) => [name, value]));
    expect(said).toMatchObject({
      httpStatus: '503',
      category: 'service_unavailable',
      explanation: expect.stringContaining('503'),
      advice: expect.any(String),
    });
    expect(said['retryAt']).toBe('2026-11-21T14:01:01Z');
  });
});
