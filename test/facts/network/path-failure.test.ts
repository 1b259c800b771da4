// Which layer speaks for a way: the first that failed, and this host's own dead ends before all others.
import { describe, expect, it } from '@jest/globals';
import { deadEndOf } from '../../../src/facts/network/dead-end.js';
import type { NetworkFacts } from '../../../src/facts/network.js';
import { firstFailure } from '../../../src/facts/network/path-failure.js';
import type { PathCell } from '../../../src/facts/paths.js';
import { apiReply, endpoints, eth0, eth1, healthyNetworks, loopback, networks, nic, onLink, publicRoute, route, serviceNetRoutes } from '../../checks/facts-builders/network.js';
import { brokenHandshake, cellWith, connectionStep, nameStep, untrusted } from '../../checks/facts-builders/paths.js';

const silent = connectionStep({ outcome: 'timed-out', code: 'ETIMEDOUT' });
const unnamed = nameStep({ outcome: 'nxdomain', code: 'NXDOMAIN', addresses: [] });
const overridden = nameStep({ source: '/etc/hosts', otherAddresses: ['198.51.100.9'] });
const astray = nameStep({ outcome: 'wrong-answer', addresses: ['10.0.0.7'] });

describe('the first failure of a way', () => {
  const rows: readonly (readonly [what: string, cell: PathCell, deadEnd: string | null, failure: string | null])[] = [
    ['all well', cellWith(), null, null],
    ['the name has no address', cellWith({ name: unnamed }), null, 'name NXDOMAIN'],
    ['the name has no address, since nothing leaves this host', cellWith({ name: unnamed }), 'ENETUNREACH', 'route ENETUNREACH'],
    ['a refusal proves it, too', cellWith({ connection: connectionStep({ outcome: 'refused', code: 'ECONNREFUSED' }) }), 'ENETUNREACH', 'tcp ECONNREFUSED'],
    ['the kernel knows a narrower way', cellWith({ connection: silent }), 'ENETUNREACH', 'tcp ETIMEDOUT'],
    ['the interface went down', cellWith({ connection: silent }), 'ENETDOWN', 'route ENETDOWN'],
    ['a connection proves that there is a way', cellWith(), 'ENETUNREACH', null],
    ['swallowed', cellWith({ connection: silent }), null, 'tcp ETIMEDOUT'],
    ['no way to the address', cellWith({ connection: silent, route: null }), null, 'route ETIMEDOUT'],
    ['a way that refuses', cellWith({ connection: silent, route: route('prohibit 198.51.100.0/24') }), null, 'route ETIMEDOUT'],
    ['a way through another interface', cellWith({ connection: silent, route: route('default via 10.0.0.1 dev eth2') }), null, 'route ETIMEDOUT'],
    ['the end of the run', cellWith({ connection: connectionStep({ outcome: 'cut-off' }), route: null }), null, 'tcp cut-off'],
    ['a certificate', cellWith({ handshake: untrusted('CERT_HAS_EXPIRED') }), null, 'tls CERT_HAS_EXPIRED'],
    ['a silent handshake', cellWith({ handshake: brokenHandshake('stalled', 'ETIMEDOUT') }), null, 'tls ETIMEDOUT'],
    ['no answer', cellWith({ reply: apiReply(endpoints.agentApi, { status: null, errorCode: 'ETIMEDOUT' }) }), null, 'http ETIMEDOUT'],
    ['an unhealthy answer', cellWith({ reply: apiReply(endpoints.agentApi, { status: 503 }) }), null, 'health HTTP 503'],
    ['the page of a filter', cellWith({ reply: apiReply(endpoints.agentApi, { body: '<html><title>Blocked</title></html>' }) }), null, 'health no health answer'],
    ['an answer without end', cellWith({ reply: apiReply(endpoints.agentApi, { body: 'OOOO', isBodyTruncated: true }) }), null, 'health no health answer'],
    ['an answer that drips', cellWith({ reply: apiReply(endpoints.agentApi, { body: 'dr', isBodyTruncated: true, errorCode: 'ETIMEDOUT' }) }), null, 'http ETIMEDOUT'],
    ['an OK that drips on', cellWith({ reply: apiReply(endpoints.agentApi, { body: 'OK', isBodyTruncated: true, errorCode: 'ETIMEDOUT' }) }), null, null],
    ['a private answer that leads nowhere', cellWith({ name: astray, connection: silent }), null, 'name wrong-answer'],
    ['a private answer that leads to the service', cellWith({ name: astray }), null, null],
    ['an override that leads nowhere', cellWith({ name: overridden, connection: silent }), null, 'name wrong-override'],
    ['an override, and a firewall of this host', cellWith({ name: overridden, connection: connectionStep({ outcome: 'prohibited', code: 'EPERM' }) }), null, 'tcp EPERM'],
    ['an override that leads to somebody else', cellWith({ name: overridden, handshake: untrusted('ERR_TLS_CERT_ALTNAME_INVALID') }), null, 'name wrong-override'],
    ['an override that leads to the service', cellWith({ name: overridden }), null, null],
  ];

  it.each(rows)('%s', (_what, cell, deadEnd, failure) => {
    const found = firstFailure(cell, deadEnd);
    expect(found === null ? null : `${found.layer} ${found.code}`).toBe(failure);
  });
});

describe('dead ends of this host', () => {
  const rows: readonly (readonly [what: string, facts: NetworkFacts | null, publicNet: string | null, serviceNet: string | null])[] = [
    ['none', healthyNetworks, null, null],
    ['nobody could look', null, null, null],
    ['no default route', networks([loopback, eth0, eth1], [...onLink, ...serviceNetRoutes]), 'ENETUNREACH', null],
    ['an isolated network alone', networks([loopback, nic('eth2', ['192.168.3.5/24'])], ['192.168.3.0/24 dev eth2']), 'ENETUNREACH', 'ENODEV'],
    ['the default route is prohibited', networks([loopback, eth0, eth1], [...onLink, 'prohibit default', ...serviceNetRoutes]), 'EACCES', null],
    ['eth0 came up a moment ago', networks([loopback, { ...eth0, state: 'down', hasCarrier: true }, eth1], [...onLink, publicRoute, ...serviceNetRoutes]), null, null],
    ['eth1 is down', networks([loopback, eth0, { ...eth1, state: 'down', hasCarrier: null }], [...onLink, publicRoute, ...serviceNetRoutes]), null, 'ENETDOWN'],
    ['eth0 has no carrier', networks([loopback, { ...eth0, hasCarrier: false }, eth1], [...onLink, publicRoute, ...serviceNetRoutes]), 'ENETDOWN', null],
  ];

  it.each(rows)('%s', (_what, facts, publicNet, serviceNet) => {
    expect([deadEndOf('publicnet', facts), deadEndOf('servicenet', facts)]).toEqual([publicNet, serviceNet]);
  });
});
