import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  endOf,
  formatIp,
  isNowhere,
  isPrivate,
  isPublic,
  isWithin,
  networkOf,
  parseIp,
  parseNetwork,
  scopeOf,
} from '../../../src/facts/network/ip-address.js';

describe('parseIp', () => {
  it.each([
    ['0.0.0.0', 4, 0n],
    ['255.255.255.255', 4, 4_294_967_295n],
    ['10.176.0.1', 4, 179_306_497n],
    ['::', 6, 0n],
    ['::1', 6, 1n],
    ['fe80::1%eth0', 6, 0xfe80_0000_0000_0000_0000_0000_0000_0001n],
    ['2001:db8:113::10', 6, 0x2001_0db8_0113_0000_0000_0000_0000_0010n],
    ['::ffff:192.0.2.1', 6, 0xffff_c000_0201n],
    ['1:2:3:4:5:6:7:8', 6, 0x0001_0002_0003_0004_0005_0006_0007_0008n],
  ] as const)('%s', (text, family, value) => {
    expect(parseIp(text)).toEqual({ family, value });
  });

  it.each([
    '',
    '10.176.44.xx',
    '256.0.0.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.-4',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    'g::1',
    '1:2:3:4:5:6:7::8',
    '1.2.3.4::',
  ])('%j is no address', (text) => {
    expect(parseIp(text)).toBeNull();
  });

  it('never throws, and gives null or a value that formats back to an equal address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (text) => {
        const parsed = parseIp(text);
        return parsed === null || parseIp(formatIp(parsed.family, parsed.value))?.value === parsed.value;
      }),
    );
  });
});

describe('formatIp writes IPv6 as RFC 5952 does', () => {
  it.each(['::', '::1', 'fe80::1', '2001:db8::1:0:0:1', '1:0:2:3:4:5:6:7', '2001:db8:0:1:1:1:1:1', '1::'])('%s', (text) => {
    expect(formatIp(6, parseIp(text)?.value ?? -1n)).toBe(text);
  });
});

describe('isWithin', () => {
  it.each([
    ['10.176.0.0', '10.176.0.0/12', true],
    ['10.191.255.255', '10.176.0.0/12', true],
    ['10.192.0.0', '10.176.0.0/12', false],
    ['10.175.255.255', '10.176.0.0/12', false],
    ['10.191.192.0/18', '10.176.0.0/12', true],
    ['10.0.0.0/8', '10.176.0.0/12', false],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['10.0.0.1', '::/0', false],
    ['junk', '0.0.0.0/0', false],
    ['10.0.0.1', '10.0.0.0/33', false],
  ])('%s in %s: %s', (inner, outer, expected) => {
    expect(isWithin(inner, outer)).toBe(expected);
  });
});

describe('kinds of addresses', () => {
  it.each([
    ['10.176.4.20', 'global', 'private'],
    ['172.31.255.255', 'global', 'private'],
    ['172.32.0.0', 'global', 'public'],
    ['192.168.3.4', 'global', 'private'],
    ['100.64.0.1', 'global', 'private'],
    ['fd00::2', 'global', 'private'],
    ['127.0.0.53', 'host', 'nowhere'],
    ['::1', 'host', 'nowhere'],
    ['169.254.1.1', 'link', 'nowhere'],
    ['fe80::1', 'link', 'nowhere'],
    ['0.0.0.0', 'global', 'nowhere'],
    ['203.0.113.10', 'global', 'public'],
    ['2001:db8::10', 'global', 'public'],
  ])('%s: scope %s, %s', (address, scope, kind) => {
    expect(scopeOf(address)).toBe(scope);
    expect({ private: isPrivate(address), nowhere: isNowhere(address), public: isPublic(address) }).toEqual({
      private: kind === 'private',
      nowhere: kind === 'nowhere',
      public: kind === 'public',
    });
  });
});

it('a network starts and ends where its prefix says', () => {
  const network = parseNetwork('10.176.4.20/12');
  expect(network && [formatIp(4, networkOf(network, 12)), formatIp(4, endOf(network))]).toEqual(['10.176.0.0', '10.192.0.0']);
});
