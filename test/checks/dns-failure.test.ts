import { describe, expect, it } from '@jest/globals';
import { dnsFailure } from '../../src/checks/dns-failure.js';
import type { Connection, DnsAnswer, DnsFacts, NetworkFacts } from '../../src/facts/network.js';
import {
  allConnected,
  dnsAnswer,
  dnsFacts,
  endpoints,
  eth0,
  failedAnswer,
  healthyNetworks,
  loopback,
  networks,
  onLink,
} from './facts-builders/network.js';
import { missingWords } from './facts-builders/words.js';

const [one, two] = ['72.3.128.240', '72.3.128.241'];
const [api, rse, identity] = [endpoints.agentApi.host, endpoints.events.host, endpoints.identity.host];
const names = [api, rse, identity];
const slowMs = 1_000;

const all = (resolver: string, changes: Partial<DnsAnswer> = {}): readonly DnsAnswer[] =>
  names.map((name) => dnsAnswer(resolver, name, changes));
const none = (resolver: string, outcome: DnsAnswer['outcome'], code: string): readonly DnsAnswer[] =>
  names.map((name) => failedAnswer(resolver, name, outcome, code));
const allBut = (resolver: string, changed: DnsAnswer): readonly DnsAnswer[] =>
  all(resolver).map((answer) => (answer.name === changed.name ? changed : answer));

const noDefault = networks([loopback, eth0], onLink.slice(0, 1));
const unplugged = networks(
  [loopback, { ...eth0, state: 'down', hasCarrier: false }],
  [...onLink.slice(0, 1), 'default via 203.0.113.1 dev eth0'],
);

type Row = readonly [
  what: string,
  dns: DnsFacts,
  answer: string,
  networks?: NetworkFacts | null,
  connections?: readonly Connection[] | null,
];

const rows: readonly Row[] = [
  ['both resolvers answer', dnsFacts([one, two], [...all(one), ...all(two)]), 'ok'],
  ['one of two is silent', dnsFacts([one, two], [...none(one, 'timed-out', 'ETIMEDOUT'), ...all(two)]), 'warning resolver-dead'],
  ['one of two has its port closed', dnsFacts([one, two], [...all(one), ...none(two, 'refused', 'ECONNREFUSED')]), 'warning resolver-dead'],
  ['the only one is silent', dnsFacts([one], none(one, 'timed-out', 'ETIMEDOUT')), 'critical all-resolvers-dead certain'],
  [
    'both fail, each in its way',
    dnsFacts([one, two], [...none(one, 'servfail', 'SERVFAIL'), ...none(two, 'refused', 'REFUSED')]),
    'critical all-resolvers-dead certain',
  ],
  [
    'both cannot be reached, and nobody knows the routes',
    dnsFacts([one], none(one, 'unreachable', 'ENETUNREACH')),
    'critical all-resolvers-dead certain',
    null,
  ],
  ['no route to them: not their fault', dnsFacts([one], none(one, 'unreachable', 'ENETUNREACH')), 'unknown', noDefault],
  ['the cable is out: not their fault', dnsFacts([one], none(one, 'timed-out', 'ETIMEDOUT')), 'unknown', unplugged],
  [
    'no default route, but the silent resolver is in the own subnet',
    dnsFacts(['203.0.113.53'], none('203.0.113.53', 'timed-out', 'ETIMEDOUT')),
    'critical all-resolvers-dead certain',
    noDefault,
  ],
  [
    'no route to one of them, and the other is silent',
    dnsFacts([one, '203.0.113.53'], [...none(one, 'unreachable', 'ENETUNREACH'), ...none('203.0.113.53', 'timed-out', 'ETIMEDOUT')]),
    'critical all-resolvers-dead certain',
    noDefault,
  ],
  [
    'a silent resolver on the link needs no route',
    dnsFacts(['fe80::1%eth0'], none('fe80::1%eth0', 'timed-out', 'ETIMEDOUT')),
    'critical all-resolvers-dead certain',
    noDefault,
  ],
  ['a stub on this host without a way out', dnsFacts(['127.0.0.53'], none('127.0.0.53', 'servfail', 'SERVFAIL')), 'unknown', noDefault],
  [
    'a stub on this host that fails',
    dnsFacts(['127.0.0.53'], none('127.0.0.53', 'servfail', 'SERVFAIL')),
    'critical all-resolvers-dead certain',
  ],

  [
    'no resolver configured',
    dnsFacts(['127.0.0.1'], none('127.0.0.1', 'refused', 'ECONNREFUSED'), { isDefaultResolver: true }),
    'critical no-resolver certain',
  ],
  ['no resolver configured, but this host answers itself', dnsFacts(['127.0.0.1'], all('127.0.0.1'), { isDefaultResolver: true }), 'ok'],

  [
    'a needed name does not exist',
    dnsFacts([one], allBut(one, failedAnswer(one, rse, 'nxdomain', 'NXDOMAIN'))),
    'critical name-not-found certain',
  ],
  [
    'a needed name has no address',
    dnsFacts([one], allBut(one, failedAnswer(one, rse, 'empty', 'NOERROR'))),
    'critical name-not-found certain',
  ],
  [
    'a needed name exists for the second resolver alone',
    dnsFacts([one, two], [...allBut(one, failedAnswer(one, rse, 'nxdomain', 'NXDOMAIN')), ...all(two)]),
    'critical name-not-found certain',
  ],
  [
    'a name that the agent can do without does not exist',
    dnsFacts([one], allBut(one, failedAnswer(one, identity, 'nxdomain', 'NXDOMAIN'))),
    'ok',
  ],
  [
    'the same, when nobody knows what is needed',
    dnsFacts([one], allBut(one, failedAnswer(one, identity, 'nxdomain', 'NXDOMAIN'))),
    'critical name-not-found certain',
    healthyNetworks,
    null,
  ],
  [
    'a needed name fails, others resolve',
    dnsFacts([one], allBut(one, failedAnswer(one, api, 'servfail', 'SERVFAIL'))),
    'critical name-not-resolved certain',
  ],
  [
    'a needed name fails at the first and resolves at the second',
    dnsFacts([one, two], [...allBut(one, failedAnswer(one, api, 'servfail', 'SERVFAIL')), ...all(two)]),
    'warning resolver-unreliable',
  ],

  [
    'a needed name on this host itself',
    dnsFacts([one], allBut(one, dnsAnswer(one, api, { outcome: 'wrong-answer', addresses: ['127.0.0.1'] }))),
    'critical wrong-answer certain',
  ],
  [
    'a needed name in the LAN',
    dnsFacts([one], allBut(one, dnsAnswer(one, api, { outcome: 'wrong-answer', addresses: ['192.168.1.1'] }))),
    'critical wrong-answer likely',
  ],
  [
    'the second resolver alone lies',
    dnsFacts([one, two], [...all(one), ...allBut(two, dnsAnswer(two, api, { outcome: 'wrong-answer', addresses: ['0.0.0.0'] }))]),
    'warning wrong-answer certain',
  ],

  [
    '/etc/hosts sends a needed name to this host',
    dnsFacts([one], all(one), { overrides: [{ name: rse, addresses: ['127.0.0.1'] }] }),
    'critical wrong-override certain',
  ],
  ['/etc/hosts sends it somewhere', dnsFacts([one], all(one), { overrides: [{ name: rse, addresses: ['198.51.100.9'] }] }), 'ok'],
  [
    '/etc/hosts names this host among others',
    dnsFacts([one], all(one), { overrides: [{ name: rse, addresses: ['198.51.100.9', '127.0.0.1'] }] }),
    'ok',
  ],
  ['/etc/hosts answers everything', dnsFacts([one], [], { overrides: [{ name: rse, addresses: ['198.51.100.9'] }] }), 'ok'],
  ['nothing was asked', dnsFacts([one], []), 'not-applicable'],

  ['as slow as the limit', dnsFacts([one], all(one, { tookMs: slowMs })), 'ok'],
  ['just slower', dnsFacts([one], all(one, { tookMs: slowMs + 1 })), 'warning slow-resolver certain'],
  ['just faster', dnsFacts([one], all(one, { tookMs: slowMs - 1 })), 'ok'],
  ['one name slow, the others fast', dnsFacts([one], allBut(one, dnsAnswer(one, api, { tookMs: 5_000 }))), 'ok'],
  [
    'the second resolver is the slow one',
    dnsFacts([one, two], [...all(one), ...all(two, { tookMs: 1_500 })]),
    'warning slow-resolver certain',
  ],
];

describe('dns-failure', () => {
  it.each(rows)('%s', (_what, dns, answer, facts = healthyNetworks, connections = allConnected) => {
    const verdict = dnsFailure.judge({ dns, networks: facts, connections }, { slowMs });
    const said = 'problem' in verdict ? `${verdict.status} ${verdict.problem} ${verdict.confidence ?? 'certain'}` : verdict.status;
    expect(said).toBe(answer.startsWith('warning resolver') ? `${answer} certain` : answer);
    expect(missingWords('dns-failure', verdict)).toEqual([]);
  });

  it('a dead resolver is named with what it ended in', () => {
    const dns = dnsFacts([one, two], [...none(one, 'timed-out', 'ETIMEDOUT'), ...all(two)]);
    expect(dnsFailure.judge({ dns, networks: healthyNetworks, connections: allConnected }, { slowMs }).evidence?.[0]).toEqual({
      subject: one,
      name: 'outcome',
      value: 'timed-out (ETIMEDOUT)',
      unit: null,
      source: 'DNS questions',
    });
  });
});
