import { describe, expect, it } from '@jest/globals';
import { networks, nic } from '../../checks/facts-builders/network.js';
import type { NetworkInterface, NetworkName } from '../../../src/facts/network.js';

const label = (name: string) => ({ label: name });
const publicDefault = 'default via 203.0.113.1 dev eth0';

/** what · interfaces · routes · ServiceNet · PublicNet */
const stories: readonly [string, readonly NetworkInterface[], readonly string[], string, string][] = [
  [
    'a cloud server as it was built',
    [nic('eth0', ['203.0.113.10/24']), nic('eth1', ['10.176.4.20/19'])],
    [publicDefault, '10.176.0.0/12 via 10.176.0.1 dev eth1', '10.208.0.0/12 via 10.176.0.1 dev eth1'],
    'eth1 10.176.4.20 likely',
    'eth0 203.0.113.10 certain',
  ],
  [
    "XenStore's label beats names and ranges",
    [
      nic('ens5', ['203.0.113.10/24'], label('public')),
      nic('ens6', ['10.9.8.7/24'], label('private')),
      nic('eth1', ['10.176.4.20/19'], label('backend')),
    ],
    ['default via 203.0.113.1 dev ens5', '10.176.0.0/12 via 10.176.0.1 dev eth1'],
    'ens6 10.9.8.7 certain',
    'ens5 203.0.113.10 certain',
  ],
  [
    'the word private inside a label is not enough',
    [nic('eth0', ['203.0.113.10/24'], label('public')), nic('eth1', ['10.176.4.20/19'], label('private-network'))],
    [publicDefault, '10.176.0.0/12 via 10.176.0.1 dev eth1'],
    'none',
    'eth0 203.0.113.10 certain',
  ],
  [
    'narrow routes of a server built before June 2013',
    [nic('eth0', ['203.0.113.10/24']), nic('eth1', ['10.180.3.4/17'])],
    [publicDefault, '10.176.0.0/13 via 10.180.0.1 dev eth1', '10.191.192.0/18 via 10.180.0.1 dev eth1'],
    'eth1 10.180.3.4 likely',
    'eth0 203.0.113.10 certain',
  ],
  [
    'OnMetal: a VLAN on a bond',
    [nic('bond0', []), nic('bond0.101', ['203.0.113.10/24']), nic('bond0.401', ['10.184.0.9/20'])],
    ['default via 203.0.113.1 dev bond0.101', '10.208.0.0/12 via 10.184.0.1 dev bond0.401'],
    'bond0.401 10.184.0.9 likely',
    'bond0.101 203.0.113.10 certain',
  ],
  [
    'routes gone, but the subnet tells',
    [nic('eth0', ['203.0.113.10/24']), nic('eth1', ['10.176.4.20/19'])],
    [publicDefault],
    'eth1 10.176.4.20 likely',
    'eth0 203.0.113.10 certain',
  ],
  [
    'a 10.x address outside the published blocks on eth1',
    [nic('eth0', ['203.0.113.10/24']), nic('eth1', ['10.173.3.121/24'])],
    [publicDefault],
    'eth1 10.173.3.121 possible',
    'eth0 203.0.113.10 certain',
  ],
  [
    'the narrowest subnet that is taken for ServiceNet',
    [nic('eth0', ['203.0.113.10/24']), nic('eth2', ['10.209.0.39/22'])],
    [publicDefault],
    'eth2 10.209.0.39 likely',
    'eth0 203.0.113.10 certain',
  ],
  [
    'a narrower one',
    [nic('eth0', ['203.0.113.10/24']), nic('eth2', ['10.209.0.39/23'])],
    [publicDefault],
    'none',
    'eth0 203.0.113.10 certain',
  ],
  [
    "a gateway to a customer's part of the block",
    [nic('eth0', ['203.0.113.10/24']), nic('eth3', ['10.9.0.2/24'])],
    [publicDefault, '10.191.192.0/19 via 10.9.0.1 dev eth3'],
    'none',
    'eth0 203.0.113.10 certain',
  ],
  [
    'ServiceNet with IPv6 of the link and a second address beside it',
    [nic('eth0', ['203.0.113.10/24']), nic('eth1', ['fe80::1/64', '192.168.9.9/24', '10.176.4.20/19'])],
    [publicDefault],
    'eth1 10.176.4.20 likely',
    'eth0 203.0.113.10 certain',
  ],
  [
    'a guessed eth1 with IPv6 of the link beside it',
    [nic('eth0', ['203.0.113.10/24']), nic('eth1', ['fe80::1/64', '10.1.98.200/24'])],
    [publicDefault],
    'eth1 10.1.98.200 possible',
    'eth0 203.0.113.10 certain',
  ],
  [
    'default routes of both families: IPv4 first',
    [nic('eth0', ['2001:db8:113::10/64']), nic('eth3', ['203.0.113.10/24'])],
    ['::/0 via 2001:db8:113::1 dev eth0', 'default via 203.0.113.1 dev eth3 metric 900'],
    'none',
    'eth3 203.0.113.10 certain',
  ],
  [
    'an isolated network inside the published block',
    [nic('eth0', ['203.0.113.10/24']), nic('eth2', ['10.209.0.39/24'])],
    [publicDefault, '10.209.0.0/24 dev eth2'],
    'none',
    'eth0 203.0.113.10 certain',
  ],
  ['a plain LAN in 10.x', [nic('eth0', ['10.66.208.20/24'])], ['default via 10.66.208.254 dev eth0'], 'none', 'eth0 10.66.208.20 likely'],
  [
    'container bridges in the block',
    [nic('eth0', ['203.0.113.10/24']), nic('docker0', ['10.176.0.1/16']), nic('br-4f2a', ['10.208.0.1/16'])],
    [publicDefault],
    'none',
    'eth0 203.0.113.10 certain',
  ],
  [
    'a route of a VPN into the block',
    [nic('eth0', ['203.0.113.10/24']), nic('tun0', ['10.8.0.2/24'])],
    [publicDefault, '10.176.0.0/12 via 10.8.0.1 dev tun0'],
    'none',
    'eth0 203.0.113.10 certain',
  ],
  [
    'isolated behind a gateway that translates',
    [nic('eth2', ['192.168.3.5/24'])],
    ['default via 192.168.3.1 dev eth2', '10.176.0.0/12 via 192.168.3.1 dev eth2'],
    'eth2 192.168.3.5 likely',
    'eth2 192.168.3.5 likely',
  ],
  ['an isolated network alone', [nic('eth2', ['192.168.3.5/24'])], ['192.168.3.0/24 dev eth2'], 'none', 'none'],
  [
    'IPv6 alone',
    [nic('eth0', ['fe80::1/64', '2001:db8:113::10/64'])],
    ['::/0 via 2001:db8:113::1 dev eth0'],
    'none',
    'eth0 2001:db8:113::10 certain',
  ],
  [
    'two default routes: the lower metric',
    [nic('eth0', ['192.168.1.2/24']), nic('eth3', ['203.0.113.10/24'])],
    ['default via 192.168.1.1 dev eth0 metric 200', 'default via 203.0.113.1 dev eth3 metric 100'],
    'none',
    'eth3 203.0.113.10 certain',
  ],
  ['the default route lost', [nic('eth0', ['203.0.113.10/24'])], ['203.0.113.0/24 dev eth0'], 'none', 'eth0 203.0.113.10 likely'],
  [
    'the default route through ServiceNet',
    [nic('eth1', ['10.176.4.20/19'], label('private'))],
    ['default via 10.176.0.1 dev eth1'],
    'eth1 10.176.4.20 certain',
    'none',
  ],
  [
    'several addresses',
    [nic('eth0', ['10.0.0.9/24', '203.0.113.10/24', '2001:db8::1/64'])],
    [publicDefault],
    'none',
    'eth0 203.0.113.10 certain',
  ],
  ['no interface at all', [], [], 'none', 'none'],
];

describe('which interface carries which network', () => {
  it.each(stories)('%s', (_what, interfaces, routes, servicenet, publicnet) => {
    const { roles } = networks(interfaces, routes);
    const said = (network: NetworkName): string => {
      const role = roles.find((candidate) => candidate.network === network);
      return role === undefined || role.certainty === 'none' ? 'none' : `${role.interfaceName} ${role.sourceAddress} ${role.certainty}`;
    };
    expect({ servicenet: said('servicenet'), publicnet: said('publicnet') }).toEqual({ servicenet, publicnet });
  });
});
