import { describe, expect, it } from '@jest/globals';
import { parseHosts, parseResolvConf } from '../../../src/facts/network/resolv-conf.js';

describe('/etc/resolv.conf, as glibc reads it', () => {
  it.each([
    ['one resolver', 'nameserver 72.3.128.240\n', ['72.3.128.240'], []],
    ['comments of both kinds', '# by Puppet\n; by NetworkManager\nnameserver 192.168.30.1', ['192.168.30.1'], []],
    ['Windows line ends and blanks', '  nameserver\t10.0.0.1 \r\n', ['10.0.0.1'], []],
    ['IPv6 with a zone', 'nameserver fe80::1%eth0\nnameserver 2001:db8::53', ['fe80::1%eth0', '2001:db8::53'], []],
    [
      'the fourth is never asked',
      'nameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\nnameserver 10.0.0.4',
      ['10.0.0.1', '10.0.0.2', '10.0.0.3'],
      ['10.0.0.4'],
    ],
    ['no nameserver line', 'search example.com\n', [], []],
    ['a name is no resolver', 'nameserver dns.example.com\nnameserver', [], []],
    ['empty', '', [], []],
  ])('%s', (_what, text, resolvers, ignoredResolvers) => {
    expect(parseResolvConf(text)).toMatchObject({ resolvers, ignoredResolvers });
  });

  it('of search and domain the last one counts', () => {
    expect(parseResolvConf('search a.b.com b.c.com\ndomain ttt.com\noptions timeout:2 attempts:2')).toMatchObject({
      searchDomains: ['ttt.com'],
      options: ['timeout:2', 'attempts:2'],
    });
  });
});

it('/etc/hosts: names in any case, comments, several lines of one name', () => {
  const hosts = parseHosts('127.0.0.1 localhost\n198.51.100.5 API.drivesrvr.com api # moved\n::1 localhost\nbroken api\n');
  expect([...hosts]).toEqual([
    ['localhost', ['127.0.0.1', '::1']],
    ['api.drivesrvr.com', ['198.51.100.5']],
    ['api', ['198.51.100.5']],
  ]);
});
