// Real resolvers on the loopback, each with its own fault.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DecodedPacket } from 'dns-packet';
import type { DnsQuestion } from '../../../src/facts/network/dns-outcome.js';
import type { DnsFacts } from '../../../src/facts/network.js';
import { valueOf, type Observed } from '../../../src/facts/observed.js';
import { lookUpNames } from '../../../src/probes/network/gather-dns.js';
import { limits } from '../../../src/probes/network/limits.js';
import { reply, startDnsServer, streamReply, type Story } from './dns-server.js';
import { hostImage } from '../agents/host-image.js';

const api: DnsQuestion = { name: 'api.drivesrvr.com', network: 'publicnet' };
const never = new AbortController().signal;

interface Setting {
  readonly questions?: readonly DnsQuestion[];
  readonly asksIpv6?: boolean;
  readonly files?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

async function ask(story: Story, { questions = [api], asksIpv6 = false, files, signal = never }: Setting = {}) {
  const server = await startDnsServer(story);
  const image = hostImage(files ?? { '/etc/resolv.conf': 'nameserver 127.0.0.1\n' });
  const startedAt = performance.now();
  try {
    const fact = await lookUpNames(image.system, questions, { asksIpv6, port: server.port }, signal).facts;
    return { facts: seen(fact), server, tookMs: performance.now() - startedAt };
  } finally {
    image.remove();
    await server.close();
  }
}

function seen(fact: Observed<DnsFacts>): DnsFacts {
  const facts = valueOf(fact);
  if (facts === null) throw new Error(`not observed: ${JSON.stringify(fact)}`);
  return facts;
}

const address = '198.51.100.3';
const good = (query: DecodedPacket): Buffer => reply(query, { addresses: [address, '2001:db8:51::2'] });

describe('one question to one resolver', () => {
  const stories: readonly [string, Story, object][] = [
    ['an answer', { udp: good }, { outcome: 'answered', addresses: [address], transport: 'udp', code: null }],
    ['no such name', { udp: (query) => reply(query, { code: 'NXDOMAIN' }) }, { outcome: 'nxdomain', code: 'NXDOMAIN' }],
    ['no address', { udp: (query) => reply(query, {}) }, { outcome: 'empty' }],
    ['SERVFAIL', { udp: (query) => reply(query, { code: 'SERVFAIL' }) }, { outcome: 'servfail', code: 'SERVFAIL' }],
    ['REFUSED', { udp: (query) => reply(query, { code: 'REFUSED' }) }, { outcome: 'refused', code: 'REFUSED' }],
    ['a sinkhole', { udp: (query) => reply(query, { addresses: ['0.0.0.0'] }) }, { outcome: 'wrong-answer', addresses: ['0.0.0.0'] }],
    [
      'an old server that knows no EDNS',
      { udp: (query) => (query.additionals?.length ? reply(query, { code: 'FORMERR' }) : good(query)) },
      { outcome: 'answered' },
    ],
    ['the first packet lost', { udp: (query, tryNumber) => (tryNumber === 1 ? null : good(query)) }, { outcome: 'answered' }],
    [
      'a cut answer, whole over TCP',
      { udp: (query) => reply(query, { isTruncated: true }), tcp: (query) => streamReply(query, { addresses: [address] }) },
      { outcome: 'answered', transport: 'tcp', addresses: [address] },
    ],
    [
      'a cut answer, and TCP is silent',
      { udp: (query) => reply(query, { isTruncated: true }) },
      { outcome: 'timed-out', transport: 'tcp' },
    ],
    ['silence', { udp: () => null }, { outcome: 'timed-out', code: 'ETIMEDOUT' }],
    [
      'answers to another id',
      { udp: (query) => reply(query, { id: ((query.id ?? 0) + 1) % 65_536, addresses: [address] }) },
      { outcome: 'malformed', code: 'EBADMSG' },
    ],
    [
      'answers to another question',
      { udp: (query) => reply(query, { name: 'other.example', addresses: [address] }) },
      { outcome: 'malformed' },
    ],
    ['junk', { udp: () => Buffer.from('this is no DNS') }, { outcome: 'malformed' }],
  ];

  // All at once: each silent resolver costs four seconds.
  const ended = new Map<string, Awaited<ReturnType<typeof ask>>>();
  beforeAll(async () => {
    await Promise.all(stories.map(async ([what, story]) => ended.set(what, await ask(story))));
  });

  it.each(stories)('%s', (what, _story, expected) => {
    const { facts, tookMs } = ended.get(what)!;
    expect(facts.answers).toEqual([expect.objectContaining({ resolver: '127.0.0.1', name: api.name, ...expected })]);
    expect(tookMs).toBeLessThan(limits.dnsTryMs * limits.dnsTryCount + limits.dnsTcpMs + 2_000);
  });
});

it('every question has an id and a port of its own', async () => {
  const names = Array.from({ length: 12 }, (_, index): DnsQuestion => ({ name: `n${index}.example.com`, network: 'publicnet' }));
  const { server } = await ask({ udp: good }, { questions: names });
  expect(new Set(server.sourcePorts).size).toBe(12);
  expect(new Set(server.queries.map(({ id }) => id)).size).toBeGreaterThan(10);
});

it('asks for IPv6 only where the host could use it, and never for ServiceNet', async () => {
  const snet: DnsQuestion = { name: 'snet-storage101.dfw1.clouddrive.com', network: 'servicenet' };
  const dual = await ask({ udp: good }, { questions: [api, snet], asksIpv6: true });
  expect(dual.server.queries.map(({ questions }) => `${questions?.[0]?.type} ${questions?.[0]?.name}`).sort()).toEqual([
    'A api.drivesrvr.com',
    'A snet-storage101.dfw1.clouddrive.com',
    'AAAA api.drivesrvr.com',
  ]);
  expect(dual.facts.answers[0]?.addresses).toEqual([address, '2001:db8:51::2']);
});

describe('which resolvers', () => {
  it('each by itself: a closed port beside a good one', async () => {
    const { facts } = await ask({ udp: good }, { files: { '/etc/resolv.conf': 'nameserver 127.0.0.9\nnameserver 127.0.0.1\n' } });
    expect(facts.answers.map(({ resolver, outcome, code }) => [resolver, outcome, code])).toEqual([
      ['127.0.0.9', 'refused', 'ECONNREFUSED'],
      ['127.0.0.1', 'answered', null],
    ]);
  });

  it.each([
    ['no file', {}],
    ['no nameserver line', { '/etc/resolv.conf': 'search example.com\n' }],
  ])('%s: this host itself is asked, as the C library does', async (_what, files) => {
    const { facts } = await ask({ udp: good }, { files });
    expect(facts).toMatchObject({ resolvers: ['127.0.0.1'], isDefaultResolver: true, answers: [{ outcome: 'answered' }] });
  });

  it('the resolvers are asked for a name in /etc/hosts, too, so that a stale line can be told', async () => {
    const files = { '/etc/resolv.conf': 'nameserver 127.0.0.1\n', '/etc/hosts': '198.51.100.77 API.drivesrvr.com\n' };
    const { facts } = await ask({ udp: good }, { files });
    expect(facts).toMatchObject({ overrides: [{ name: api.name, addresses: ['198.51.100.77'] }], answers: [{ addresses: [address] }] });
  });

  it('the settings of resolv.conf and nsswitch are noted', async () => {
    const files = {
      '/etc/resolv.conf': 'nameserver 127.0.0.1\nsearch example.com\noptions use-vc\n',
      '/etc/nsswitch.conf': 'hosts: files dns\n',
    };
    const { facts } = await ask({ udp: good }, { files });
    expect(facts).toMatchObject({ searchDomains: ['example.com'], options: ['use-vc'], lookupOrder: 'files dns', stub: null, lookups: [] });
  });
});

describe('whose word counts: the hosts file or the resolvers', () => {
  const stale = '198.51.100.77';
  const unknown = (query: DecodedPacket): Buffer => reply(query, { code: 'NXDOMAIN' });
  const rows: readonly [string, string | null, Story['udp'], readonly string[], boolean][] = [
    ['no nsswitch: the file', null, good, [stale], true],
    ['files dns: the file', 'files dns', good, [stale], true],
    ['dns files: the resolvers', 'dns files', good, [address], false],
    ['dns files, and the resolvers do not know the name: the file', 'dns files', unknown, [stale], true],
    ['dns alone: the resolvers', 'dns', unknown, [], false],
  ];

  it.each(rows)('%s', async (_what, order, udp, addresses, isOverridden) => {
    const server = await startDnsServer({ udp });
    const image = hostImage({
      '/etc/resolv.conf': 'nameserver 127.0.0.1\n',
      '/etc/hosts': `${stale} ${api.name}\n`,
      ...(order === null ? {} : { '/etc/nsswitch.conf': `hosts: ${order}\n` }),
    });
    const names = lookUpNames(image.system, [api], { asksIpv6: false, port: server.port }, never);
    expect(await names.find(api.name)).toMatchObject({ addresses: addresses.slice(0, 1), isOverridden });
    expect(seen(await names.facts).overrides).toEqual(isOverridden ? [{ name: api.name, addresses: [stale] }] : []);
    image.remove();
    await server.close();
  });
});

it('an abort ends the wait at once', async () => {
  const { facts, tookMs } = await ask({ udp: () => null }, { signal: AbortSignal.timeout(300) });
  expect(facts.answers[0]?.outcome).toBe('timed-out');
  expect(tookMs).toBeLessThan(1_500);
});

it('thirty questions to a dead resolver take no longer than one', async () => {
  const names = Array.from({ length: 30 }, (_, index): DnsQuestion => ({ name: `n${index}.example.com`, network: 'publicnet' }));
  const { facts, tookMs } = await ask({ udp: () => null }, { questions: names });
  expect(facts.answers).toHaveLength(30);
  expect(tookMs).toBeLessThan(limits.dnsTryMs * limits.dnsTryCount + 1_500);
});
