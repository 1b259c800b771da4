import { expect, it } from '@jest/globals';
import { parseGetent } from '../../../src/facts/network/getent.js';

const lines = (...addresses: readonly string[]): string =>
  addresses
    .map((address) => `${address.padEnd(15)} STREAM api.drivesrvr.com\n${address.padEnd(15)} DGRAM  \n${address.padEnd(15)} RAW    \n`)
    .join('');

it.each([
  ['one address', 0, lines('198.51.100.3'), 'answered', ['198.51.100.3'], null],
  [
    'both families, in the order of the C library',
    0,
    lines('2001:db8:51::2', '198.51.100.3'),
    'answered',
    ['2001:db8:51::2', '198.51.100.3'],
    null,
  ],
  ['a zone', 0, lines('fe80::1%eth0'), 'answered', ['fe80::1%eth0'], null],
  ['no such key', 2, '', 'not-found', [], 'exit 2'],
  ['no such database', 1, 'Unknown database: ahosts\n', 'failed', [], 'exit 1'],
  ['success without an address', 0, 'usage: …\n', 'failed', [], 'exit 0'],
  ['killed', null, '', 'failed', [], 'killed'],
  ['killed after the first lines', null, lines('198.51.100.3'), 'failed', [], 'killed'],
])('getent: %s', (_what, exitCode, stdout, outcome, addresses, code) => {
  expect(parseGetent({ exitCode, stdout })).toEqual({ outcome, addresses, code });
});
