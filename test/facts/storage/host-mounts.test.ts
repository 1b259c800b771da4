// What a protected service sees of the mounts against what process 1 does: lines of a service with ProtectSystem=strict and ProtectHome=read-only.
import { describe, expect, it } from '@jest/globals';
import { mountOf } from '../../../src/facts/mounts.js';
import { hostMounts } from '../../../src/facts/storage/host-mounts.js';

const host = ['21 1 254:0 / / rw,relatime - ext4 /dev/vda rw', '22 21 254:16 / /srv ro,relatime - ext4 /dev/vdb rw'];
const service = [
  '60 40 254:0 / / ro,relatime - ext4 /dev/vda rw',
  '61 60 254:0 /home /home ro,relatime - ext4 /dev/vda rw',
  '62 60 254:0 /var/lib/private /var/lib/other ro,relatime - ext4 /dev/vda rw',
  '63 60 254:16 / /srv ro,relatime - ext4 /dev/vdb rw',
  '64 60 0:31 / /run/credentials ro,relatime - tmpfs none ro',
];
const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
const isReadOnly = (path: string, own: readonly string[], first: readonly string[] | null) =>
  mountOf(path, hostMounts(text(own), first === null ? null : text(first)))?.isReadOnly;

describe('what is read-only', () => {
  it.each<[string, string, boolean]>([
    ['for the service alone is not, on the host', '/etc/driveclient', false],
    ['by a mount that only the service has is not either', '/home/cache', false],
    ['where the service sees other files than the host stays so', '/var/lib/other', true],
    ['for the host as well stays so', '/srv/data', true],
    ['and not there for the host stays so', '/run/credentials/x', true],
  ])('%s', (_, path, answer) => expect(isReadOnly(path, service, host)).toBe(answer));

  it('by an error of the disk stays so', () => {
    const broken = ['60 40 254:0 / / rw,relatime - ext4 /dev/vda rw,emergency_ro'];
    expect(isReadOnly('/etc', broken, host)).toBe(true);
  });

  it('is not known where process 1 is hidden, and what can be written is', () => {
    expect(isReadOnly('/etc', service, null)).toBeNull();
    expect(isReadOnly('/etc', host, null)).toBe(false);
  });
});
