import { describe, expect, it } from '@jest/globals';
import { clockSkew } from '../../src/checks/clock-skew.js';
import type { ApiReply, Endpoint } from '../../src/facts/network.js';
import type { Handshake, PathCell } from '../../src/facts/paths.js';
import { apiReply, endpoints } from './facts-builders/network.js';
import { cellWith, untrusted } from './facts-builders/paths.js';
import { missingWords } from './facts-builders/words.js';

const limits = { warnSeconds: 60, criticalSeconds: 3_600, conflictSeconds: 30 };
const serverTime = Date.parse('2026-11-21T14:00:00Z');
const { agentApi, events, storage, customer } = { ...endpoints, customer: { ...endpoints.identity, healthPath: '/' } };

/** The own clock at half of the round trip is `skewSeconds` ahead of the middle of the server's second. */
function told(skewSeconds: number, endpoint: Endpoint = agentApi, changes: Partial<ApiReply> = {}, handshake?: Handshake): PathCell {
  const reply = apiReply(endpoint, {
    headers: { date: new Date(serverTime).toUTCString() },
    askedAt: new Date(serverTime + 500 + skewSeconds * 1_000).toISOString(),
    ...changes,
  });
  return cellWith({ endpoint, reply, ...(handshake === undefined ? {} : { handshake }) });
}
const cached = { headers: { date: new Date(serverTime).toUTCString(), age: '90000' } };
const silent = cellWith({ endpoint: events, reply: apiReply(events, { status: null, errorCode: 'ETIMEDOUT', headers: {} }) });
const years = 3e8;

describe('clock-skew', () => {
  it.each([
    ['right', [told(0)], 'ok'],
    ['half a second either way is the header, not the clock', [told(0.5), told(-0.5, events)], 'ok'],
    ['ahead by just less than the limit', [told(59.9)], 'ok'],
    ['ahead by the limit', [told(60)], 'ok'],
    ['ahead by just more', [told(60.1)], 'warning clock-ahead'],
    ['behind by the limit', [told(-60)], 'ok'],
    ['behind by just more', [told(-60.1)], 'warning clock-behind'],
    ['ahead by the second limit', [told(3_600)], 'warning clock-ahead'],
    ['ahead by just more than the second limit', [told(3_600.1)], 'critical clock-ahead'],
    ['behind by an hour and more', [told(-4_000)], 'critical clock-behind'],
    ['years behind', [told(-years), told(-years, events)], 'critical clock-behind'],
    ['most servers agree', [told(0), told(1, events), told(500, storage)], 'ok'],
    ['most servers agree that it is wrong', [told(200), told(201, events), told(0, storage)], 'warning clock-ahead'],
    ['two servers contradict each other', [told(0), told(500, events)], 'unknown'],
    ['two servers just agree', [told(0), told(30, events)], 'ok'],
    ['two servers just contradict each other', [told(0), told(30.1, events)], 'unknown'],
    ['one server has one voice, over both families', [told(0), told(0), told(500, events)], 'unknown'],
    ['a cached answer does not count', [told(0), told(90_000, events, cached), told(90_000, storage, cached)], 'ok'],
    ['nothing but a cached answer', [told(90_000, agentApi, cached)], 'unknown'],
    ['an error answer tells the time, too', [told(200, agentApi, { status: 503 })], 'warning clock-ahead'],
    ['a redirect tells the time, too', [told(200, agentApi, { status: 302 })], 'warning clock-ahead'],
    [
      'expired certificates, for a clock that is years ahead',
      [told(years, agentApi, {}, untrusted('CERT_HAS_EXPIRED'))],
      'critical clock-ahead',
    ],
    [
      'certificates of the future, for a clock that is years behind',
      [told(-years, agentApi, {}, untrusted('CERT_NOT_YET_VALID'))],
      'critical clock-behind',
    ],
    ['an expired certificate, and a right clock', [told(0, agentApi, {}, untrusted('CERT_HAS_EXPIRED'))], 'ok'],
    ['a server that may be anybody tells nothing', [told(years, agentApi, {}, untrusted('UNABLE_TO_VERIFY_LEAF_SIGNATURE'))], 'unknown'],
    [
      'nor does one of another name',
      [told(0), told(years, events, {}, untrusted('ERR_TLS_CERT_ALTNAME_INVALID')), told(0, customer)],
      'ok',
    ],
    ['no answer at all', [silent], 'unknown'],
    ['nobody asked', [], 'unknown'],
    ['a Date that is none', [told(0, agentApi, { headers: { date: 'yesterday' } })], 'unknown'],
  ] as const)('%s', (_what, paths, answer) => {
    const verdict = clockSkew.judge({ paths }, limits);
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(answer);
    expect(missingWords('clock-skew', verdict)).toEqual([]);
  });

  it('says by how much, and which answer it was compared with', () => {
    const { evidence = [] } = clockSkew.judge({ paths: [told(-90)] }, limits);
    expect(evidence[0]).toEqual({
      subject: 'the clock of this host',
      name: 'skewSeconds',
      value: 90,
      unit: 'seconds',
      source: 'Date header of https://api.drivesrvr.com/v1.0/help/apihealth',
    });
  });

  it.each([
    [0.142, 0.1],
    [-0.196, 0.2],
    [61.05, 61.1],
  ])('a skew of %d s is told as %d s: a header of whole seconds tells no more', (skewSeconds, value) => {
    const { evidence = [] } = clockSkew.judge({ paths: [told(skewSeconds)] }, limits);
    expect(evidence.filter(({ unit }) => unit === 'seconds').map((item) => item.value)).toEqual([value, value]);
  });
});
