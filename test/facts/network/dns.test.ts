import { describe, expect, it } from '@jest/globals';
import { mergeFamilies, toDnsAnswer, type DnsReply } from '../../../src/facts/network/dns-outcome.js';
import { resolveName } from '../../../src/facts/network/resolve-name.js';
import { dnsAnswer, dnsFacts, failedAnswer } from '../../checks/facts-builders/network.js';

const answer = (responseCode: string, ...addresses: readonly string[]): DnsReply => ({
  kind: 'answer',
  responseCode,
  addresses,
  transport: 'udp',
  tookMs: 5,
});
const error = (code: string): DnsReply => ({ kind: 'error', code, transport: 'udp', tookMs: 5 });
const publicName = { name: 'api.drivesrvr.com', network: 'publicnet' } as const;
const snetName = { name: 'snet-storage101.dfw1.clouddrive.com', network: 'servicenet' } as const;

describe('what a question ended in', () => {
  it.each([
    ['a public address', publicName, answer('NOERROR', '198.51.100.3'), 'answered', null],
    ['no address', publicName, answer('NOERROR'), 'empty', 'NOERROR'],
    ['no such name', publicName, answer('NXDOMAIN'), 'nxdomain', 'NXDOMAIN'],
    ['the server failed', publicName, answer('SERVFAIL'), 'servfail', 'SERVFAIL'],
    ['the server refused', publicName, answer('REFUSED'), 'refused', 'REFUSED'],
    ['a code that no question of ours deserves', publicName, answer('NOTIMP'), 'malformed', 'NOTIMP'],
    ['a sinkhole', publicName, answer('NOERROR', '0.0.0.0'), 'wrong-answer', 'NOERROR'],
    ['this host itself', publicName, answer('NOERROR', '127.0.0.1'), 'wrong-answer', 'NOERROR'],
    ['a portal in the LAN', publicName, answer('NOERROR', '192.168.1.1'), 'wrong-answer', 'NOERROR'],
    ['a public name on ServiceNet', publicName, answer('NOERROR', '10.191.209.32'), 'wrong-answer', 'NOERROR'],
    ['a ServiceNet name on ServiceNet', snetName, answer('NOERROR', '10.191.209.32'), 'answered', null],
    ['a ServiceNet name on this host', snetName, answer('NOERROR', '127.0.0.1'), 'wrong-answer', 'NOERROR'],
    ['silence', publicName, error('ETIMEDOUT'), 'timed-out', 'ETIMEDOUT'],
    ['a closed port', publicName, error('ECONNREFUSED'), 'refused', 'ECONNREFUSED'],
    ['no way there', publicName, error('ENETUNREACH'), 'unreachable', 'ENETUNREACH'],
    ['a local firewall', publicName, error('EPERM'), 'unreachable', 'EPERM'],
    ['answers to other questions', publicName, error('EBADMSG'), 'malformed', 'EBADMSG'],
  ] as const)('%s', (_what, question, reply, outcome, code) => {
    expect(toDnsAnswer('72.3.128.240', question, reply)).toMatchObject({ outcome, code, transport: 'udp', tookMs: 5 });
  });
});

describe('IPv4 and IPv6 of one name', () => {
  const ipv4 = dnsAnswer('r', 'n', { addresses: ['198.51.100.3'] });
  const ipv6 = dnsAnswer('r', 'n', { addresses: ['2001:db8::3'], tookMs: 30 });
  const empty = failedAnswer('r', 'n', 'empty', 'NOERROR');
  const silent = failedAnswer('r', 'n', 'timed-out', 'ETIMEDOUT');
  it.each([
    ['both', ipv4, ipv6, 'answered', ['198.51.100.3', '2001:db8::3']],
    ['IPv4 alone', ipv4, empty, 'answered', ['198.51.100.3']],
    ['IPv6 alone', empty, ipv6, 'answered', ['2001:db8::3']],
    ['the question for IPv6 is swallowed', ipv4, silent, 'answered', ['198.51.100.3']],
    ['neither', silent, empty, 'timed-out', []],
  ])('%s', (_what, a, b, outcome, addresses) => {
    expect(mergeFamilies(a, b)).toMatchObject({ outcome, addresses });
  });
});

describe('what the C library would make of the answers', () => {
  const name = 'api.drivesrvr.com';
  const good = dnsAnswer('b', name);
  it.each([
    ['the first resolver answers', dnsFacts(['a', 'b'], [dnsAnswer('a', name, { addresses: ['198.51.100.9'] }), good]), ['198.51.100.9']],
    [
      'the first is silent, the second answers',
      dnsFacts(['a', 'b'], [failedAnswer('a', name, 'timed-out', 'ETIMEDOUT'), good]),
      ['198.51.100.3'],
    ],
    [
      'the first fails, the second answers',
      dnsFacts(['a', 'b'], [failedAnswer('a', name, 'servfail', 'SERVFAIL'), good]),
      ['198.51.100.3'],
    ],
    [
      'the first knows no such name: the second is not asked',
      dnsFacts(['a', 'b'], [failedAnswer('a', name, 'nxdomain', 'NXDOMAIN'), good]),
      [],
    ],
    ['nobody answers', dnsFacts(['a'], [failedAnswer('a', name, 'timed-out', 'ETIMEDOUT')]), []],
    ['/etc/hosts comes first', dnsFacts(['b'], [good], { overrides: [{ name, addresses: ['192.0.2.7'] }] }), ['192.0.2.7']],
    [
      'a wrong answer is used all the same',
      dnsFacts(['a'], [dnsAnswer('a', name, { outcome: 'wrong-answer', addresses: ['127.0.0.1'] })]),
      ['127.0.0.1'],
    ],
    ['the name was not asked', dnsFacts(['a'], []), []],
  ])('%s', (_what, facts, addresses) => {
    expect(resolveName(name, facts).addresses).toEqual(addresses);
  });

  it('an address needs no resolver', () => {
    expect(resolveName('198.51.100.7', dnsFacts([], []))).toEqual({ addresses: ['198.51.100.7'], answer: null });
  });
});
