import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseIpv4Routes, parseIpv6Routes } from '../../../src/facts/network/proc-routes.js';
import type { Route } from '../../../src/facts/network.js';

const said = ({ kind, destination, gateway, interfaceName, metric }: Route): string =>
  [
    kind === 'unicast' ? [] : kind,
    destination,
    gateway === null ? [] : `via ${gateway}`,
    interfaceName === null ? [] : `dev ${interfaceName}`,
    metric === 0 ? [] : `metric ${metric}`,
  ]
    .flat()
    .join(' ');

const header = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';

describe('/proc/net/route', () => {
  it.each([
    ['default route', 'eth0\t00000000\t017100CB\t0003\t0\t0\t0\t00000000\t0\t0\t0', '0.0.0.0/0 via 203.0.113.1 dev eth0'],
    ['own subnet', 'eth1\t0000B00A\t00000000\t0001\t0\t0\t0\t00E0FFFF\t0\t0\t0', '10.176.0.0/19 dev eth1'],
    ['first ServiceNet block', 'eth1\t0000B00A\t0100B00A\t0003\t0\t0\t0\t0000F0FF\t0\t0\t0', '10.176.0.0/12 via 10.176.0.1 dev eth1'],
    [
      'second ServiceNet block',
      'eth1\t0000D00A\t0100B00A\t0003\t0\t0\t100\t0000F0FF\t0\t0\t0',
      '10.208.0.0/12 via 10.176.0.1 dev eth1 metric 100',
    ],
    ['one host', 'eth0\t05643346\t017100CB\t0007\t0\t0\t0\tFFFFFFFF\t0\t0\t0', '70.51.100.5/32 via 203.0.113.1 dev eth0'],
    ['unreachable or prohibit', '*\t0000BF0A\t00000000\t0201\t0\t0\t0\t0000FFFF\t0\t0\t0', 'unreachable 10.191.0.0/16'],
    ['blackhole', '*\t0000BF0A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0', 'blackhole 10.191.0.0/16'],
  ])('%s', (_what, line, expected) => {
    expect(parseIpv4Routes(`${header}\n${line}\n`).map(said)).toEqual([expected]);
  });

  it.each([
    ['a route that is not up', 'eth0\t00000000\t017100CB\t0002\t0\t0\t0\t00000000\t0\t0\t0'],
    ['a cut line', 'eth0\t00000000\t0171'],
    ['a mask with a hole', 'eth0\t00000000\t00000000\t0001\t0\t0\t0\t00FF00FF\t0\t0\t0'],
    ['junk', '\u0000\u0001 x y z'],
  ])('leaves out %s', (_what, line) => {
    expect(parseIpv4Routes(`${header}\n${line}\n`)).toEqual([]);
  });
});

describe('/proc/net/ipv6_route', () => {
  const zeros = '00000000000000000000000000000000';
  it.each([
    [
      'default route',
      `${zeros} 00 ${zeros} 00 20010db8011300000000000000000001 00000400 00000001 00000000 00000003     eth0`,
      '::/0 via 2001:db8:113::1 dev eth0 metric 1024',
    ],
    [
      'own subnet',
      `20010db8011300000000000000000000 40 ${zeros} 00 ${zeros} 00000100 00000001 00000000 00000001     eth0`,
      '2001:db8:113::/64 dev eth0 metric 256',
    ],
    [
      'refusing route',
      `20010db8005100000000000000000000 30 ${zeros} 00 ${zeros} 00000400 00000001 00000000 00200201       lo`,
      'unreachable 2001:db8:51::/48 metric 1024',
    ],
  ])('%s', (_what, line, expected) => {
    expect(parseIpv6Routes(`${line}\n`).map(said)).toEqual([expected]);
  });

  it.each([
    ["the kernel's own last resort", `${zeros} 00 ${zeros} 00 ${zeros} ffffffff 00000001 00000000 00200200       lo`],
    ['addresses of this host', `fd000000000000000000000000000002 80 ${zeros} 00 ${zeros} 00000000 00000003 00000000 80200001     eth0`],
    ['multicast', `ff000000000000000000000000000000 08 ${zeros} 00 ${zeros} 00000100 00000003 00000000 00000001     eth0`],
    ['remembered look-ups', `20010db8005100000000000000000002 80 ${zeros} 00 ${zeros} 00000000 00000001 00000000 01000003     eth0`],
  ])('leaves out %s', (_what, line) => {
    expect(parseIpv6Routes(`${line}\n`)).toEqual([]);
  });
});

it('no text makes them throw', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (lines) => {
      parseIpv4Routes(lines.join('\n'));
      parseIpv6Routes(lines.join('\t'));
    }),
  );
});
