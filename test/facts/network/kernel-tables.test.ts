// Tables of /proc and answers of `ip` as Linux 6 and iproute2 6.1 print them.
import { describe, expect, it } from '@jest/globals';
import { lossesIn } from '../../../src/facts/network/attempts.js';
import { hasPolicyRules, parseRouteLookup } from '../../../src/facts/network/ip-command.js';
import { parseNeighbours } from '../../../src/facts/network/neighbours.js';
import { parseRepeatedRequests } from '../../../src/facts/network/tcp-counters.js';

describe('neighbours', () => {
  const table = [
    'IP address       HW type     Flags       HW address            Mask     Device',
    '203.0.113.1      0x1         0x2         3e:1c:2f:aa:00:01     *        eth0',
    '10.176.0.1       0x1         0x0         00:00:00:00:00:00     *        eth1',
    '10.176.0.9       0x1         0x6         3e:1c:2f:aa:00:02     *        eth1',
    '',
  ].join('\n');

  it.each([
    ['203.0.113.1 eth0', true],
    ['10.176.0.1 eth1', false],
    ['10.176.0.9 eth1', true],
    ['203.0.113.1 eth1', undefined],
  ])('%s: %s', (key, answers) => expect(parseNeighbours(table).get(key)).toBe(answers));

  it('an empty table knows nobody', () => expect(parseNeighbours('').size).toBe(0));
});

describe('repeated connection requests', () => {
  it.each([
    ['counted', 'TcpExt: SyncookiesSent TCPSynRetrans TCPOrigDataSent\nTcpExt: 0 7 100\nIpExt: InNoRoutes\nIpExt: 3\n', 7],
    ['an old kernel', 'TcpExt: SyncookiesSent\nTcpExt: 0\n', null],
    ['nothing to read', '', null],
  ])('%s', (_what, text, count) => expect(parseRepeatedRequests(text)).toBe(count));
});

describe('ip route get', () => {
  it.each([
    ['a gateway', '[{"dst":"192.0.2.1","gateway":"203.0.113.1","dev":"eth0","prefsrc":"203.0.113.10","flags":[],"uid":0,"cache":[]}]', '192.0.2.1/32 203.0.113.1 eth0'],
    ['on the link', '[{"dst":"203.0.113.9","dev":"eth0","prefsrc":"203.0.113.10","flags":[],"uid":0,"cache":[]}]', '203.0.113.9/32 null eth0'],
    ['IPv6', '[{"dst":"2001:db8:51::2","from":"::","gateway":"fe80::1","dev":"eth0","flags":[]}]', '2001:db8:51::2/128 fe80::1 eth0'],
    ['nothing', '', null],
    ['no JSON', 'RTNETLINK answers: Network is unreachable', null],
  ])('%s', (_what, text, expected) => {
    const way = parseRouteLookup(text);
    expect(way === null ? null : `${way.destination} ${way.gateway} ${way.interfaceName}`).toBe(expected);
  });
});

describe('ip rule show', () => {
  const usual = '{"priority":0,"src":"all","table":"local"},{"priority":32766,"src":"all","table":"main"},{"priority":32767,"src":"all","table":"default"}';
  it.each([
    ['those of every host', `[${usual}]`, false],
    ['a table of its own', `[${usual},{"priority":32765,"src":"203.0.113.10","table":"100"}]`, true],
    ['a refusal', `[${usual},{"priority":32764,"src":"all","dst":"10.191.209.0","dstlen":24,"action":"blackhole"}]`, true],
    ['nothing', '', false],
  ])('%s', (_what, text, has) => expect(hasPolicyRules(text)).toBe(has));
});

describe('lost packets', () => {
  const answered = (tookMs: number) => ({ outcome: 'connected', code: null, tookMs }) as const;
  const silent = { outcome: 'timed-out', code: 'ETIMEDOUT', tookMs: 4_000 } as const;
  it.each([
    ['none', [answered(12)], null, 0],
    ['late by a repeated request', [answered(1_012), answered(12)], null, 1],
    ['late by just less', [answered(912), answered(12)], null, 0],
    ['late, and the kernel repeated none', [answered(1_012), answered(12)], 0, 0],
    ['two late, one repeated', [answered(1_012), answered(1_020), answered(12)], 1, 1],
    ['silence beside answers', [silent, answered(12), silent], null, 2],
    ['silence alone is a closed door', [silent, silent], null, 0],
  ] as const)('%s', (_what, attempts, repeatedRequestCount, lostCount) => {
    expect(lossesIn({ attempts, repeatedRequestCount })).toEqual({ attemptCount: attempts.length, lostCount });
  });
});
