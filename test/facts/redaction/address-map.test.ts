// Stand-ins for addresses: equality, subnets and the kind of a network stay, the addresses themselves do not.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isNowhere, isPrivate, isWithin, parseIp } from '../../../src/facts/network/ip-address.js';
import { AddressMap } from '../../../src/facts/redaction/address-map.js';

const ipv4 = fc.oneof(
  fc.ipV4(),
  fc.tuple(fc.constantFrom('10.176', '10.208', '192.168', '172.16', '100.64', '203.0'), fc.nat(255), fc.nat(255)).map(([start, c, d]) => `${start}.${c}.${d}`),
);
const address = fc.oneof({ weight: 3, arbitrary: ipv4 }, { weight: 1, arbitrary: fc.ipV6() });
const sharedBits = (a: string, b: string): number => {
  const [one, two] = [parseIp(a), parseIp(b)];
  if (one === null || two === null || one.family !== two.family) return -1;
  const difference = (one.value ^ two.value).toString(2);
  return (one.family === 4 ? 32 : 128) - (difference === '0' ? 0 : difference.length);
};

describe('stand-ins for addresses', () => {
  it('share as many bits as the addresses do', () => {
    fc.assert(
      fc.property(fc.array(address, { minLength: 2, maxLength: 12 }), (addresses) => {
        const map = new AddressMap();
        const standIns = addresses.map((text) => map.standInFor(text) ?? text);
        const ofPairs = (texts: readonly string[]): readonly number[] => texts.flatMap((a) => texts.map((b) => sharedBits(a, b)));
        expect(ofPairs(standIns)).toEqual(ofPairs(addresses));
      }),
      { numRuns: 300 },
    );
  });

  it('stay in their kind of network', () => {
    const kinds = ['10.0.0.0/8', '10.176.0.0/12', '10.208.0.0/12', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fe80::/10'];
    fc.assert(
      fc.property(address, (text) => {
        const standIn = new AddressMap().standInFor(text) ?? text;
        expect(kinds.map((kind) => isWithin(standIn, kind))).toEqual(kinds.map((kind) => isWithin(text, kind)));
        expect([isPrivate(standIn), isNowhere(standIn)]).toEqual([isPrivate(text), isNowhere(text)]);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['10.191.209.32', '10.176.0.1'],
    ['203.0.113.10/24', '200.0.0.1/24'],
    ['203.0.113.0/24', '200.0.0.0/24'],
    ['fe80::3815:42ff:fe23:af6d%eth0', 'fe80::1%eth0'],
  ])('of %s alone is %s', (text, expected) => expect(new AddressMap().standInFor(text)).toBe(expected));

  it.each(['0.0.0.0/0', '::/0', '127.0.0.1', '::1', '10.176.0.0/12', '10.0.0.0/8', '169.254.169.254', 'no address', '300.1.1.1'])(
    'are not made of %s, which tells nothing',
    (text) => expect(new AddressMap().standInFor(text)).toBeNull(),
  );
});
