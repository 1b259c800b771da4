import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAtOrBelow, mayHang, mountOf, parseMounts } from '../../src/facts/mounts.js';

const cases = '../shared/cases/hosts';
const withCases = existsSync(cases) ? describe : describe.skip;
const read = (name: string) => parseMounts(readFileSync(`${cases}/${name}`, 'utf8'));

const only = (line: string) => {
  const [mount] = parseMounts(line);
  if (mount === undefined) throw new Error(`no mount in ${line}`);
  return mount;
};

describe('a line of mountinfo', () => {
  it('has its options of mount and file system, and the number of its device', () => {
    expect(only('36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue')).toEqual({
      ...{ mountPoint: '/mnt2', device: '/dev/root', deviceId: '98:0', fsType: 'ext3' },
      ...{ options: ['rw', 'noatime', 'errors=continue'], isReadOnly: false, isReadOnlyByError: false },
    });
  });

  it.each<[string, string, Partial<ReturnType<typeof only>>]>([
    ['no optional field', '21 1 253:1 / / rw,relatime - ext4 /dev/mapper/vg-root rw', { mountPoint: '/', device: '/dev/mapper/vg-root' }],
    [
      'three optional fields',
      '21 1 8:1 / /a rw shared:1 master:2 propagate_from:3 - xfs /dev/sda1 rw',
      { mountPoint: '/a', fsType: 'xfs' },
    ],
    [
      'a blank in the mount point',
      String.raw`30 1 11:0 / /media/VMware\040Tools ro - iso9660 /dev/sr0 ro`,
      { mountPoint: '/media/VMware Tools', isReadOnly: true },
    ],
    [
      'a newline, a tab and a backslash in it',
      String.raw`30 1 8:2 / /a\012b\011c\134d rw - ext4 /dev/sdb rw`,
      { mountPoint: '/a\nb\tc\\d' },
    ],
    [
      'other blanks in it, which the kernel leaves as they are',
      '30 1 8:2 / /a\u00a0b\u2003c\rd\u3000 rw - ext4 /dev/sd\u00a0b rw,x=\u00a0',
      { mountPoint: '/a\u00a0b\u2003c\rd\u3000', device: '/dev/sd\u00a0b', options: ['rw', 'x=\u00a0'] },
    ],
    ['a hyphen as a folder', '30 1 8:2 / /- rw - ext4 /dev/sdb rw', { mountPoint: '/-' }],
    ['no device at all', '30 1 0:40 / /mnt/x rw - tmpfs  rw,size=4k', { device: 'none', fsType: 'tmpfs', options: ['rw', 'size=4k'] }],
    ['read-only mount', '30 1 8:2 / /a ro,relatime - ext4 /dev/sdb rw', { isReadOnly: true, isReadOnlyByError: false }],
    ['read-only file system below', '30 1 8:2 / /a rw,relatime - ext4 /dev/sdb ro', { isReadOnly: true, isReadOnlyByError: false }],
    [
      'the kernel stopped writing, newer kernels',
      '30 1 8:2 / /a rw,relatime - ext4 /dev/sdb rw,emergency_ro',
      { isReadOnly: true, isReadOnlyByError: true },
    ],
    [
      'the same, older kernels',
      '30 1 8:2 / /a rw,relatime - ext4 /dev/sdb ro,errors=remount-ro',
      { isReadOnly: true, isReadOnlyByError: true },
    ],
    [
      'mounted read-only by hand, with that option',
      '30 1 8:2 / /a ro,relatime - ext4 /dev/sdb ro,errors=remount-ro',
      { isReadOnly: true, isReadOnlyByError: false },
    ],
    [
      'writable with that option',
      '30 1 8:2 / /a rw,relatime - ext4 /dev/sdb rw,errors=remount-ro',
      { isReadOnly: false, isReadOnlyByError: false },
    ],
    ['shut down after an error', '30 1 8:2 / /a rw - xfs /dev/sdb rw,shutdown', { isReadOnly: true, isReadOnlyByError: true }],
  ])('%s', (_, line, expected) => expect(only(line)).toMatchObject(expected));

  it.each([
    ['cut short', '30 1 8:2 / /a rw - ext4'],
    ['cut before the hyphen', '30 1 8:2 / /a rw'],
    ['empty', ''],
    ['no path', '30 1 8:2 / a rw - ext4 /dev/sdb rw'],
    ['a sentence', 'mount: permission denied - see dmesg for more'],
  ])('is left out where it is %s', (_, line) => expect(parseMounts(line)).toEqual([]));
});

describe('a line of /proc/mounts', () => {
  it('has no device number', () => {
    expect(only('/dev/sda1 /boot ext4 ro,relatime 0 0')).toMatchObject({ mountPoint: '/boot', deviceId: null, isReadOnly: true });
  });

  it('may hold any blank but a plain one', () => {
    expect(only('/dev/\u00a0x /a\u00a0b ext4 rw 0 0')).toMatchObject({ mountPoint: '/a\u00a0b', device: '/dev/\u00a0x' });
  });
});

describe('what a mount was made with', () => {
  it.each([
    ['a password among the options', '//nas/share /mnt cifs rw,username=backup,password=dummy-secret,vers=3.0 0 0'],
    ['a key among them', 'mon:/ /mnt ceph rw,name=admin,secret=dummy-secret 0 0'],
    ['a password in the address', 'https://backup:dummy-secret@dav.example/x /mnt davfs rw 0 0'],
    ['the same without a scheme', '//backup:dummy-secret@nas/share /mnt cifs rw 0 0'],
  ])('does not reach the facts: %s', (_, line) => expect(JSON.stringify(parseMounts(line))).not.toContain('dummy-secret'));

  it('keeps what is no secret', () => {
    expect(only('//nas/share /mnt cifs rw,username=backup,sec=ntlmssp 0 0')).toMatchObject({
      device: '//nas/share',
      options: ['rw', 'username=backup', 'sec=ntlmssp'],
    });
    expect(only('https://backup@dav.example/x /mnt davfs rw 0 0').device).toBe('https://backup@dav.example/x');
  });
});

describe('mountOf', () => {
  const table = parseMounts(
    [
      '1 0 8:1 / / rw - ext4 /dev/sda1 rw',
      '2 1 8:2 / /var rw - ext4 /dev/sda2 rw',
      '3 1 8:3 / /variable rw - ext4 /dev/sda3 rw',
      '4 2 8:4 / /var rw - xfs /dev/sda4 rw',
    ].join('\n'),
  );
  it.each([
    ['/etc/passwd', '/dev/sda1'],
    ['/', '/dev/sda1'],
    ['/variable', '/dev/sda3'],
    ['/variables', '/dev/sda1'],
    ['/var/log', '/dev/sda4'],
  ])('%s lies on %s', (path, device) => expect(mountOf(path, table)?.device).toBe(device));
  it('knows no mount in an empty table', () => expect(mountOf('/', [])).toBeNull());
});

it.each([
  ['ext4', false],
  ['tmpfs', false],
  ['proc', false],
  ['overlay', false],
  ['nfs4', true],
  ['cifs', true],
  ['autofs', true],
  ['fuse.sshfs', true],
  ['fuseblk', true],
  ['9p', true],
  ['something-new', true],
])('a look at %s may hang: %s', (fsType, expected) => expect(mayHang({ fsType })).toBe(expected));

it('isAtOrBelow compares folders, not letters', () => {
  expect(isAtOrBelow('/a/b', '/a')).toBe(true);
  expect(isAtOrBelow('/ab', '/a')).toBe(false);
  expect(isAtOrBelow('/ab', '/')).toBe(true);
});

it('never throws, whatever stands in the table', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(' ', '-', ' - ', '/', '\\040', '8:1', ',', 'a', 'rw', '\n', '\t') }), (text) =>
      Array.isArray(parseMounts(text)),
    ),
  );
});

withCases(`recorded tables${existsSync(cases) ? '' : ' (skipped: the cases are not here)'}`, () => {
  it('h033: RHEL with NFS and an automounter', () => {
    const mounts = read('h033-proc-mounts.txt');
    expect(mounts).toHaveLength(19);
    expect(mountOf('/users/anna', mounts)).toMatchObject({ device: '/vol/vol9/home', fsType: 'nfs' });
    expect(mountOf('/misc/cd', mounts)?.fsType).toBe('autofs');
  });
  it('h034: options in quotes', () => {
    expect(read('h034-proc-mounts-quotes.txt').map(({ fsType }) => fsType)).toEqual(['ext4', 'tmpfs', 'tmpfs', 'tmpfs', 'tmpfs']);
  });
  it('h035: mountinfo', () => {
    const mounts = read('h035-mountinfo.txt');
    expect(mounts).toHaveLength(16);
    expect(mountOf('/var/log/driveclient.log', mounts)).toMatchObject({
      mountPoint: '/var/log',
      device: '/dev/mapper/vgsys-var_log',
      deviceId: '253:36',
    });
    expect(mounts.filter(mayHang).map(({ mountPoint }) => mountPoint)).toEqual(['/shared/dir1', '/shared/dir2', '/misc', '/autofshost']);
  });
  it('h075: three mounts on one place, the last one counts', () => {
    const mounts = read('h075-mountinfo-nfs-stacked.txt');
    expect(mountOf('/mnt/nfs/test/x', mounts)).toMatchObject({ fsType: 'nfs', device: '192.168.1.1:/srv/test' });
    expect(mountOf('/root', mounts)?.fsType).toBe('rootfs');
  });
});
