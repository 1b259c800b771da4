import { describe, expect, it } from '@jest/globals';
import { routeTo, routingOfBlocks } from '../../../src/facts/network/service-net-routes.js';
import { route } from '../../checks/facts-builders/network.js';

const both = ['10.176.0.0/12 via 10.176.0.1 dev eth1', '10.208.0.0/12 via 10.176.0.1 dev eth1'];
const publicDefault = 'default via 203.0.113.1 dev eth0';

describe('how the two ServiceNet blocks are routed', () => {
  it.each([
    ['both routes there', [publicDefault, ...both], [], [], []],
    ['no route at all', [], ['10.176.0.0/12', '10.208.0.0/12'], [], []],
    ['they leave by the default route', [publicDefault], ['10.176.0.0/12', '10.208.0.0/12'], [], []],
    ['one of them missing', [publicDefault, both[0]!], ['10.208.0.0/12'], [], []],
    [
      'narrow routes',
      [publicDefault, '10.176.0.0/13 via 10.180.0.1 dev eth1', '10.191.192.0/18 via 10.180.0.1 dev eth1'],
      ['10.176.0.0/12', '10.208.0.0/12'],
      [],
      [],
    ],
    ['two halves make a whole', ['10.176.0.0/13 dev eth1', '10.184.0.0/13 dev eth1', both[1]!], [], [], []],
    ['all of 10.x through ServiceNet', ['10.0.0.0/8 via 10.176.0.1 dev eth1'], [], [], []],
    ['a superfluous narrower route', [...both, '10.191.192.0/18 via 10.176.0.1 dev eth1'], [], [], []],
    ["a customer's network takes a part away", [...both, '10.209.0.0/24 dev eth2'], [], ['10.209.0.0/24'], []],
    ['a part is refused', [...both, 'unreachable 10.191.0.0/16'], [], [], ['10.191.0.0/16']],
    ['a whole block is refused', [both[1]!, 'blackhole 10.176.0.0/12'], [], [], ['10.176.0.0/12']],
    ['the refusal behind a better route does not count', [...both, 'unreachable 10.0.0.0/8'], [], [], []],
    ['the lower metric wins', [both[1]!, '10.176.0.0/12 dev eth0 metric 50', '10.176.0.0/12 dev eth1 metric 10'], [], [], []],
  ])('%s', (_what, routes, missing, overlaps, refusals) => {
    const routing = routingOfBlocks('eth1', routes.map(route));
    expect(routing.filter(({ isMissing }) => isMissing).map(({ block }) => block)).toEqual(missing);
    expect(routing.flatMap((block) => block.overlaps.map(({ destination }) => destination))).toEqual(overlaps);
    expect(routing.flatMap((block) => block.refusals.map(({ destination }) => destination))).toEqual(refusals);
  });
});

it('the route to an address is the longest prefix', () => {
  const routes = [publicDefault, ...both, '10.191.0.0/16 dev eth2'].map(route);
  expect(['8.8.8.8', '10.176.9.9', '10.191.209.32'].map((address) => routeTo(address, routes)?.interfaceName)).toEqual([
    'eth0',
    'eth1',
    'eth2',
  ]);
});
