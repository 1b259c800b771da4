import { describe, expect, it } from '@jest/globals';
import { deviceIdOf, isLockOf, parseLocks } from '../../../src/facts/in-use/locks.js';

/** As kernels 4.19 and 6.18 print them. */
const table = `1: POSIX  ADVISORY  WRITE 19668 fe:00:2212856 0 EOF
1: -> POSIX  ADVISORY  WRITE 19700 fe:00:2212856 0 EOF
2: FLOCK  ADVISORY  WRITE 18725 08:01:6129314 0 EOF
3: OFDLCK ADVISORY  READ -1 00:2d:260 128 128
4: LEASE  ACTIVE    READ 812 103:05:77 0 EOF
5: DELEG  BREAKER   READ 0 fe:00:78 0 EOF
6: POSIX  *NOINODE* WRITE 812 <none>:0 0 EOF

7: NEWKIND ADVISORY  WRITE 812 fe:00:79 0 EOF
`;

describe('/proc/locks', () => {
  it('tells kind, access, holder, device and number; who waits holds nothing', () => {
    expect(parseLocks(table)).toEqual([
      { kind: 'posix', access: 'write', pid: 19668, deviceId: '254:0', inode: '2212856' },
      { kind: 'flock', access: 'write', pid: 18725, deviceId: '8:1', inode: '6129314' },
      { kind: 'open-file', access: 'read', pid: null, deviceId: '0:45', inode: '260' },
      { kind: 'lease', access: 'read', pid: 812, deviceId: '259:5', inode: '77' },
      { kind: 'lease', access: 'read', pid: null, deviceId: '254:0', inode: '78' },
    ]);
  });

  it.each([
    [65024n, '254:0'],
    [0x801n, '8:1'],
    [0x10305n, '259:5'],
    [(0xfffn << 8n) | 18n, '4095:18'],
    [(0x1000n << 32n) | 1n, '4096:1'],
    [(7n << 8n) | (0x300n << 12n) | 5n, '7:773'],
  ])('stat’s device %s is %s', (device, expected) => expect(deviceIdOf(device)).toBe(expected));

  const lock = (deviceId: string, inode = '7') => ({ kind: 'flock', access: 'write', pid: 1, deviceId, inode }) as const;
  it.each([
    ['the same file', lock('8:1'), '8:1', true],
    ['another disk', lock('8:2'), '8:1', false],
    ['another file', lock('8:1', '8'), '8:1', false],
    ['a subvolume, whose device differs', lock('0:44'), '0:45', true],
    ['a disk, and a file system without one', lock('8:1'), '0:45', false],
  ])('%s', (_, held, deviceId, expected) => expect(isLockOf(held, { deviceId, inode: '7' })).toBe(expected));
});
