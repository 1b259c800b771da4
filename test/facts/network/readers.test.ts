// The small readers: XenStore's network, `ip -j`, headers, published versions, error codes, source addresses.
import { describe, expect, it } from '@jest/globals';
import { connectOutcomeOf } from '../../../src/facts/network/connect-outcome.js';
import { parseIpAddresses, parseRefusingRoutes } from '../../../src/facts/network/ip-command.js';
import { keepHarmless } from '../../../src/facts/network/kept-headers.js';
import { publishedVersionsOf } from '../../../src/facts/network/published-versions.js';
import { hasIpv6, sourceAddressFor } from '../../../src/facts/network/source-address.js';
import { parseXenStoreLabel, xenStoreKeyOf } from '../../../src/facts/network/xenstore-label.js';
import { valueOf } from '../../../src/facts/observed.js';
import { apiReply, endpoints, eth0, healthyNetworks, networks, nic } from '../../checks/facts-builders/network.js';

describe('XenStore', () => {
  it.each([
    ['{"label": "public", "ips": [], "mac": "BC:76:4E:20:42:2B"}', 'public'],
    ['{"label": "private"}', 'private'],
    ['{"label": "private-network"}', 'private-network'],
    ['{"label": 7}', null],
    ['{}', null],
    ['null', null],
    ['[]', null],
    ["couldn't read path vm-data/networking", null],
    ['', null],
  ])('%j names %j', (text, label) => {
    expect(parseXenStoreLabel(text)).toBe(label);
  });

  it('its key is the MAC in capitals without colons', () => {
    expect(xenStoreKeyOf('bc:76:4e:20:42:2b')).toBe('vm-data/networking/BC764E20422B');
  });
});

describe('ip -j', () => {
  it('addresses of an interface that is down', () => {
    const text = JSON.stringify([
      { ifname: 'lo', addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8 }] },
      { ifname: 'eth1', operstate: 'DOWN', addr_info: [{ family: 'inet', local: '10.176.4.20', prefixlen: 19, scope: 'global' }, {}] },
      {},
    ]);
    expect(parseIpAddresses(text).get('eth1')).toEqual([{ address: '10.176.4.20', prefixLength: 19, family: 4, scope: 'global' }]);
  });

  it('routes that refuse', () => {
    const text = JSON.stringify([
      { dst: 'default', gateway: '203.0.113.1', dev: 'eth0', flags: [] },
      { type: 'prohibit', dst: '10.191.0.0/16', flags: [] },
      { type: 'blackhole', dst: '198.51.100.3' },
      { type: 'unreachable', dst: 'default', metric: 5 },
    ]);
    expect([...parseRefusingRoutes(text)]).toEqual([
      ['10.191.0.0/16', 'prohibit'],
      ['198.51.100.3/32', 'blackhole'],
      ['0.0.0.0/0', 'unreachable'],
    ]);
  });

  it.each(['', 'Option "-j" is unknown, try "ip -help".', '{}', 'null', '[null, 3]'])(
    'an old or foreign `ip` that prints %j tells nothing',
    (text) => {
      expect(parseIpAddresses(text).size + parseRefusingRoutes(text).size).toBe(0);
    },
  );
});

it('of the headers the harmless ones stay, cut, and nothing that may hold a secret', () => {
  const kept = keepHarmless({
    Date: 'Sat, 21 Nov 2026 14:00:00 GMT',
    'set-cookie': ['session=obviously-fake'],
    'x-auth-token': 'obviously-fake-token',
    'X-Storage-Token': 'obviously-fake-token',
    location: 'https://portal.example/login?sid=obviously-fake',
    'www-authenticate': 'Keystone uri="https://identity.example/obviously-fake"',
    server: 'x'.repeat(500),
    via: ['1.1 proxy', '1.1 other'],
    'retry-after': undefined,
  });
  expect(kept).toEqual({
    date: 'Sat, 21 Nov 2026 14:00:00 GMT',
    location: 'https://portal.example',
    'www-authenticate': 'Keystone',
    server: 'x'.repeat(200),
    via: '1.1 proxy',
  });
  expect(JSON.stringify(kept)).not.toContain('obviously-fake');
});

it.each([
  ['location', 'https://jdoe:S3cretPw99@portal.example:8443/login', 'https://portal.example:8443'],
  ['location', 'https://only-a-name@portal.example', 'https://portal.example'],
  ['location', '/login?sid=S3cretPw99', undefined],
  ['via', '1.1 jdoe:pw1234@proxy', '1.1 [removed]@proxy'],
  ['server', 'squid token=S3cretPw99', 'squid token=[removed]'],
  ['date', 'Sat, 21 Nov 2026 14:00:00 GMT', 'Sat, 21 Nov 2026 14:00:00 GMT'],
])('of %s: %s stays %s', (name, value, expected) => {
  expect(keepHarmless({ [name]: value })[name]).toBe(expected);
});

describe('published versions', () => {
  const headers = { date: 'Sat, 21 Nov 2026 14:00:00 GMT', 'last-modified': 'Sat, 21 Nov 2026 02:00:00 GMT' };
  const agent = apiReply(endpoints.identity, { url: 'https://agentrepo.drivesrvr.com/version.txt', body: '2.27.009073\n', headers });
  const updater = apiReply(endpoints.identity, { url: 'https://agentrepo.drivesrvr.com/updater-version.txt', body: '2.9.010598' });

  it('both files read', () => {
    const versions = publishedVersionsOf(agent, updater);
    expect([valueOf(versions.agent)?.numbers, valueOf(versions.updater)?.text]).toEqual([[2, 27, 9073], '2.9.010598']);
    expect(versions).toMatchObject({ agentPublishedAgeSeconds: 43_200 });
  });

  it.each([
    ['no answer in time', { status: null, errorCode: 'ETIMEDOUT', body: '' }, 'timed-out'],
    ['a broken connection', { status: null, errorCode: 'ECONNRESET', body: '' }, 'malformed'],
    ['the file is gone', { status: 404, body: 'Not Found' }, 'malformed'],
    ['a portal answers in its place', { body: '<html>Please log in</html>' }, 'malformed'],
  ])('%s: unknown, never a guess', (_what, changes, kind) => {
    expect(publishedVersionsOf({ ...agent, ...changes }, updater).agent).toMatchObject({ state: 'unavailable', failure: { kind } });
  });

  it('without Last-Modified the age is unknown', () => {
    expect(publishedVersionsOf({ ...agent, headers: {} }, updater).agentPublishedAgeSeconds).toBeNull();
  });
});

describe('what a connection ended in', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timed-out'],
    ['EHOSTUNREACH', 'no-route'],
    ['ENETUNREACH', 'no-route'],
    ['EINVAL', 'no-route'],
    ['EACCES', 'prohibited'],
    ['EPERM', 'prohibited'],
    ['EADDRNOTAVAIL', 'no-source-address'],
    ['ECONNRESET', 'failed'],
    ['EMFILE', 'failed'],
  ])('%s → %s', (code, outcome) => {
    expect(connectOutcomeOf(code)).toBe(outcome);
  });
});

describe('the source address of a connection', () => {
  const dual = networks(
    [nic('eth0', ['203.0.113.10/24', '2001:db8:113::10/64']), nic('eth1', ['10.173.3.4/24'])],
    ['default via 203.0.113.1 dev eth0', '::/0 via 2001:db8:113::1 dev eth0'],
  );
  it.each([
    ['PublicNet', 'publicnet', '198.51.100.3', healthyNetworks, '203.0.113.10'],
    ['ServiceNet', 'servicenet', '10.191.209.32', healthyNetworks, '10.176.4.20'],
    ['the family of the target', 'publicnet', '2001:db8:51::2', dual, '2001:db8:113::10'],
    ['no address of that family', 'publicnet', '2001:db8:51::2', healthyNetworks, null],
    ['an interface that is only guessed binds nothing', 'servicenet', '10.191.209.32', dual, null],
    ['no interface known', 'servicenet', '10.191.209.32', networks([eth0], []), null],
    ['no networks known', 'publicnet', '198.51.100.3', null, null],
  ] as const)('%s', (_what, network, target, facts, expected) => {
    expect(sourceAddressFor(network, target, facts)).toBe(expected);
  });

  it('IPv6 is asked for only where the host has an address and a way out', () => {
    const addressAlone = networks([nic('eth0', ['2001:db8:113::10/64'])], []);
    const linkAlone = networks([nic('eth0', ['fe80::1/64'])], ['::/0 via fe80::2 dev eth0']);
    const refused = networks([nic('eth0', ['2001:db8:113::10/64'])], ['unreachable ::/0']);
    expect([dual, healthyNetworks, addressAlone, linkAlone, refused].map(hasIpv6)).toEqual([true, false, false, false, false]);
  });
});
