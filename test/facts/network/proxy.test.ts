// Which proxy curl would take for HTTPS, and for which hosts it would take none.
import { describe, expect, it } from '@jest/globals';
import { bypassesProxy, proxyIn } from '../../../src/facts/network/proxy.js';

describe('the proxy of the environment', () => {
  it.each([
    ['none', {}, null],
    ['an empty one', { https_proxy: '' }, null],
    ['a URL', { https_proxy: 'http://proxy.example:3128' }, ['https_proxy', 'proxy.example', 3128]],
    ['no scheme', { HTTPS_PROXY: 'proxy.example:3128' }, ['HTTPS_PROXY', 'proxy.example', 3128]],
    ['no port', { https_proxy: 'http://proxy.example' }, ['https_proxy', 'proxy.example', 80]],
    ['over TLS, no port', { https_proxy: 'https://proxy.example' }, ['https_proxy', 'proxy.example', 443]],
    ['for everything', { ALL_PROXY: 'http://proxy.example:8080' }, ['ALL_PROXY', 'proxy.example', 8080]],
    ['the special one first', { all_proxy: 'http://a.example:1', https_proxy: 'http://b.example:2' }, ['https_proxy', 'b.example', 2]],
    ['for plain HTTP alone', { http_proxy: 'http://proxy.example:3128' }, null],
    ['an IPv6 address', { https_proxy: 'http://[2001:db8::1]:3128' }, ['https_proxy', '2001:db8::1', 3128]],
    ['another kind', { https_proxy: 'socks5://proxy.example:1080' }, null],
    ['junk', { https_proxy: 'http://' }, null],
  ] as const)('%s', (_what, environment, expected) => {
    const found = proxyIn(environment);
    expect(found === null ? null : [found.variable, found.host, found.port]).toEqual(expected);
  });

  it.each([
    ['http://p.example', null],
    ['http://me:p%40ss@p.example', 'me:p@ss'],
    ['http://me:100%@p.example', 'me:100%'],
    ['http://me:p%E9ss@p.example', 'me:p%E9ss'],
  ])('%s', (url, credentials) => {
    expect(proxyIn({ https_proxy: url })?.credentials).toBe(credentials);
  });
});

describe('NO_PROXY', () => {
  it.each([
    ['', 'api.drivesrvr.com', false],
    ['drivesrvr.com', 'api.drivesrvr.com', true],
    ['.drivesrvr.com', 'api.drivesrvr.com', true],
    ['*.drivesrvr.com', 'api.drivesrvr.com', true],
    ['api.drivesrvr.com:443', 'api.drivesrvr.com', true],
    ['localhost, Drivesrvr.COM', 'api.drivesrvr.com', true],
    ['srvr.com', 'api.drivesrvr.com', false],
    ['*', 'api.drivesrvr.com', true],
  ])('%j for %s: %s', (list, host, isBypassed) => {
    expect(bypassesProxy({ no_proxy: list }, host)).toBe(isBypassed);
    expect(bypassesProxy({ NO_PROXY: list }, host)).toBe(isBypassed);
  });
});
