import { describe, expect, it } from '@jest/globals';
import { clockSkew } from '../../src/checks/clock-skew.js';
import type { ApiReply } from '../../src/facts/network.js';
import { apiReply, endpoints } from './facts-builders/network.js';
import { missingWords } from './facts-builders/words.js';

const limits = { warnSeconds: 60, criticalSeconds: 3_600, conflictSeconds: 30 };
const serverTime = Date.parse('2026-11-21T14:00:00Z');

/** The own clock at half of the round trip is `skewSeconds` ahead of the middle of the server's second. */
const told = (skewSeconds: number, changes: Partial<ApiReply> = {}): ApiReply =>
  apiReply(endpoints.agentApi, {
    headers: { date: new Date(serverTime).toUTCString() },
    askedAt: new Date(serverTime + 500 + skewSeconds * 1_000).toISOString(),
    ...changes,
  });
const cached = told(90_000, { headers: { date: new Date(serverTime).toUTCString(), age: '90000' } });
const silent = apiReply(endpoints.events, { status: null, errorCode: 'ETIMEDOUT', headers: {} });

describe('clock-skew', () => {
  it.each([
    ['right', [told(0)], 'ok'],
    ['half a second either way is the header, not the clock', [told(0.5), told(-0.5)], 'ok'],
    ['ahead by just less than the limit', [told(59.9)], 'ok'],
    ['ahead by the limit', [told(60)], 'ok'],
    ['ahead by just more', [told(60.1)], 'warning clock-ahead'],
    ['behind by the limit', [told(-60)], 'ok'],
    ['behind by just more', [told(-60.1)], 'warning clock-behind'],
    ['ahead by the second limit', [told(3_600)], 'warning clock-ahead'],
    ['ahead by just more than the second limit', [told(3_600.1)], 'critical clock-ahead'],
    ['behind by an hour and more', [told(-4_000)], 'critical clock-behind'],
    ['years behind', [told(-3e8), told(-3e8)], 'critical clock-behind'],
    ['most servers agree', [told(0), told(1), told(500)], 'ok'],
    ['most servers agree that it is wrong', [told(200), told(201), told(0)], 'warning clock-ahead'],
    ['two servers contradict each other', [told(0), told(500)], 'unknown'],
    ['two servers just agree', [told(0), told(30)], 'ok'],
    ['two servers just contradict each other', [told(0), told(30.1)], 'unknown'],
    ['a cached answer does not count', [told(0), cached, cached], 'ok'],
    ['nothing but a cached answer', [cached], 'unknown'],
    ['an error answer tells the time, too', [told(200, { status: 503 })], 'warning clock-ahead'],
    ['no answer at all', [silent], 'unknown'],
    ['nobody asked', [], 'unknown'],
    ['a Date that is none', [told(0, { headers: { date: 'yesterday' } })], 'unknown'],
  ] as const)('%s', (_what, apiReplies, answer) => {
    const verdict = clockSkew.judge({ apiReplies }, limits);
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(answer);
    expect(missingWords('clock-skew', verdict)).toEqual([]);
  });

  it('says by how much, and which answer it was compared with', () => {
    const { evidence = [] } = clockSkew.judge({ apiReplies: [told(-90)] }, limits);
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
    const { evidence = [] } = clockSkew.judge({ apiReplies: [told(skewSeconds)] }, limits);
    expect(evidence.filter(({ unit }) => unit === 'seconds').map((item) => item.value)).toEqual([value, value]);
  });
});
