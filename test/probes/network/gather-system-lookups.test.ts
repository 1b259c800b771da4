// Real look-ups: getent with settings of its own in a mount namespace, c-ares, and resolvers on the loopback with a fault each.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DecodedPacket } from 'dns-packet';
import type { SystemLookup } from '../../../src/facts/network.js';
import { absent } from '../../../src/facts/observed.js';
import { runCommand } from '../../../src/probes/platform/run-command.js';
import { gatherSystemLookups } from '../../../src/probes/network/gather-system-lookups.js';
import type { System } from '../../../src/probes/platform/system.js';
import { reply, startDnsServer, type DnsServer, type Story } from './dns-server.js';

const name = 'api.drivesrvr.com';
const [address, wild] = ['198.51.100.3', '198.51.100.66'];
const never = new AbortController().signal;
const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? describe : describe.skip;

type Run = System['run'];
const noGetent: Run = () => Promise.resolve(absent('getent is not installed'));
const asked = (query: DecodedPacket): string => query.questions?.[0]?.name ?? '';
const good = (query: DecodedPacket): Buffer => reply(query, asked(query) === name ? { addresses: [address] } : { code: 'NXDOMAIN' });
const said = (looks: readonly SystemLookup[], by: SystemLookup['by']) => looks.find((look) => look.by === by);

describe('c-ares', () => {
  const stories: readonly [string, Story, Partial<SystemLookup>][] = [
    ['an answer', { udp: good }, { outcome: 'answered', addresses: [address], code: null }],
    [
      'an IPv6 address alone',
      { udp: (query) => reply(query, { addresses: ['2001:db8:51::2'] }) },
      { outcome: 'answered', addresses: ['2001:db8:51::2'] },
    ],
    ['no such name', { udp: (query) => reply(query, { code: 'NXDOMAIN' }) }, { outcome: 'not-found', code: 'ENOTFOUND' }],
    ['no address', { udp: (query) => reply(query, {}) }, { outcome: 'not-found', code: 'ENODATA' }],
    ['SERVFAIL', { udp: (query) => reply(query, { code: 'SERVFAIL' }) }, { outcome: 'failed', code: 'ESERVFAIL' }],
    ['silence', { udp: () => null }, { outcome: 'timed-out', addresses: [] }],
  ];

  const ended = new Map<string, readonly SystemLookup[]>();
  beforeAll(async () => {
    await Promise.all(stories.map(async ([what, story]) => ended.set(what, await ask(story))));
  });

  async function ask(story: Story, signal = never): Promise<readonly SystemLookup[]> {
    const server = await startDnsServer(story);
    const looks = await gatherSystemLookups({ run: noGetent }, [name], signal, [`127.0.0.1:${server.port}`]);
    await server.close();
    return looks;
  }

  it.each(stories)('%s', (what, _story, expected) => {
    expect(said(ended.get(what)!, 'c-ares')).toMatchObject({ name, ...expected });
  });

  it('a host without getent is one that could not be asked', () => {
    expect(said(ended.get('an answer')!, 'getaddrinfo')).toMatchObject({ outcome: 'failed', code: 'ENOENT', addresses: [] });
  });

  it('what the end of the run cuts off is left out', async () => {
    const startedAt = performance.now();
    const looks = await ask({ udp: () => null }, AbortSignal.timeout(1_000));
    expect(looks.map(({ by }) => by)).toEqual(['getaddrinfo']);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

/** Knows one name, every name below wild.example, and says nothing about `silent.*`. */
function answer(query: DecodedPacket): Buffer | null {
  if (asked(query).startsWith('silent.')) return null;
  return asked(query).endsWith('.wild.example') ? reply(query, { addresses: [wild] }) : good(query);
}

/** What /etc holds for one look-up; the resolver of resolv.conf is the test's own. */
interface Etc {
  readonly 'resolv.conf'?: string;
  readonly hosts?: string;
  readonly 'nsswitch.conf'?: string;
}

asRoot(`the C library${isRoot ? '' : ' (skipped: settings can be mounted by root alone)'}`, () => {
  // An address of this process alone: other tests may serve names at the same time.
  const ours = `127.77.${(process.pid >> 8) % 256}.${process.pid % 256}`;
  const dead = ours.replace('127.77', '127.78');
  const folder = mkdtempSync(join(tmpdir(), 'lookups-'));
  let server: DnsServer;

  beforeAll(async () => {
    server = await startDnsServer({ udp: answer }, ours, 53);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const rows: readonly [what: string, etc: Etc, expected: Partial<SystemLookup>, name?: string][] = [
    ['an answer of the resolver', {}, { outcome: 'answered', addresses: [address], code: null }],
    ['no such name', {}, { outcome: 'not-found', code: 'exit 2' }, 'nobody.drivesrvr.com'],
    ['no dns in nsswitch', { 'nsswitch.conf': 'hosts: files\n' }, { outcome: 'not-found', code: 'exit 2' }],
    ['the hosts file first', { hosts: `198.51.100.9 ${name}\n` }, { outcome: 'answered', addresses: ['198.51.100.9'] }],
    [
      'a search domain that answers for every name is asked first',
      { 'resolv.conf': `nameserver ${ours}\nsearch wild.example\noptions ndots:5\n` },
      { outcome: 'answered', addresses: [wild] },
    ],
    ['a resolver with its port closed', { 'resolv.conf': `nameserver ${dead}\n` }, { outcome: 'not-found', code: 'exit 2' }],
    ['a silent resolver', {}, { outcome: 'timed-out', code: 'ETIMEDOUT' }, 'silent.drivesrvr.com'],
  ];

  /** getent as it is, below settings that nobody else sees. */
  function runBelow(etc: Etc): Run {
    const all = { 'resolv.conf': `nameserver ${ours}\n`, hosts: '127.0.0.1 localhost\n', 'nsswitch.conf': 'hosts: files dns\n', ...etc };
    const place = mkdtempSync(join(folder, 'etc-'));
    for (const [file, text] of Object.entries(all)) writeFileSync(join(place, file), text);
    const mounts = Object.keys(all).map((file) => `mount --bind ${place}/${file} /etc/${file}`);
    const script = `${mounts.join(' && ')} && exec "$0" "$@"`;
    return (program, args, options) => runCommand('unshare', ['-m', 'sh', '-c', script, program, ...args], options);
  }

  it.each(rows)('%s', async (_what, etc, expected, asking = name) => {
    const looks = await gatherSystemLookups({ run: runBelow(etc) }, [asking], never, [`${ours}:53`]);
    expect(said(looks, 'getaddrinfo')).toMatchObject({ by: 'getaddrinfo', name: asking, ...expected });
  });
});
