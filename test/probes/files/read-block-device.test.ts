// sysfs trees as folders and links, read as an image: what a host of that kind would show.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { classifyDevice, deviceChain, hasEncryption } from '../../../src/facts/storage/devices.js';
import { readBlockDevice } from '../../../src/probes/files/read-block-device.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';

let image: string;
beforeEach(() => void (image = mkdtempSync(join(tmpdir(), 'sysfs-'))));
afterEach(() => rmSync(image, { recursive: true }));

interface Fake {
  readonly id: string;
  /** Below /sys/devices. */
  readonly at: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly slaves?: readonly string[];
}

function sysfs(...devices: readonly Fake[]): void {
  for (const { id, at, attributes = {}, slaves = [] } of devices) {
    const folder = join(image, 'sys/devices', at);
    const name = at.split('/').at(-1) ?? '';
    for (const [path, text] of Object.entries(attributes)) write(join(folder, path), text);
    mkdirSync(join(folder, 'slaves'), { recursive: true });
    for (const slave of slaves) write(join(folder, 'slaves', slave), '');
    for (const link of [`sys/dev/block/${id}`, `sys/class/block/${name}`]) {
      mkdirSync(dirname(join(image, link)), { recursive: true });
      symlinkSync(`../../devices/${at}`, join(image, link));
    }
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function read(id: string) {
  const system = openSystem(image);
  const device = await readBlockDevice(system.files, `/sys/dev/block/${id}`, () => Promise.resolve(null));
  system.close();
  return device;
}

async function judged(id: string) {
  const device = await read(id);
  if (device === null) throw new Error('no device');
  return { class: classifyDevice(device).deviceClass, chain: deviceChain(device), isEncrypted: hasEncryption(device) };
}

const scsi = 'pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda';
const session = 'platform/host2/session1/target2:0:0/2:0:0:1/block/sdd';

describe('readBlockDevice', () => {
  it('knows nothing of a number that is not there', async () => expect(await read('9:9')).toBeNull());

  it('a mapped device without a uuid is none of the disks', async () => {
    sysfs({ id: '253:0', at: 'virtual/block/dm-0', attributes: { 'dm/uuid': '\n' }, slaves: ['sda'] }, { id: '8:0', at: scsi });
    expect(await judged('253:0')).toMatchObject({ chain: ['dm-0 (dm)', 'sda (disk)'] });
  });

  it('a partition of a SATA disk', async () => {
    sysfs(
      { id: '8:0', at: scsi, attributes: { 'device/vendor': 'ATA     \n', 'device/model': 'Samsung SSD 870 \n' } },
      { id: '8:1', at: `${scsi}/sda1`, attributes: { partition: '1\n' } },
    );
    expect(await judged('8:1')).toEqual({ class: 'local-disk', chain: ['sda1 (part)', 'sda (disk)'], isEncrypted: false });
    expect((await read('8:0'))?.model).toBe('Samsung SSD 870');
  });

  it('bcache: a fast disk before a volume behind a network, which decides', async () => {
    sysfs(
      { id: '8:0', at: scsi, attributes: { 'device/model': 'Samsung SSD 870 \n' } },
      { id: '8:48', at: session, attributes: { 'device/vendor': 'LIO-ORG \n', 'device/model': 'block0\n' } },
      { id: '252:0', at: 'virtual/block/bcache0', slaves: ['sda', 'sdd'] },
    );
    expect(await judged('252:0')).toEqual({
      ...{ class: 'block-storage', isEncrypted: false },
      chain: ['bcache0 (bcache)', 'sda (disk)', 'sdd (disk)'],
    });
  });

  it('LVM over LUKS on a partition of an iSCSI disk, as on OnMetal', async () => {
    sysfs(
      { id: '8:48', at: session, attributes: { 'device/vendor': 'LIO-ORG \n', 'device/model': 'block0\n' } },
      { id: '8:49', at: `${session}/sdd1`, attributes: { partition: '1\n' } },
      { id: '253:0', at: 'virtual/block/dm-0', attributes: { 'dm/uuid': 'CRYPT-LUKS2-0123-cbs\n' }, slaves: ['sdd1'] },
      { id: '253:1', at: 'virtual/block/dm-1', attributes: { 'dm/uuid': 'LVM-abcdef\n' }, slaves: ['dm-0'] },
    );
    expect(await judged('253:1')).toEqual({
      ...{ class: 'block-storage', isEncrypted: true },
      chain: ['dm-1 (lvm)', 'dm-0 (crypt)', 'sdd1 (part)', 'sdd (disk)'],
    });
  });

  it('a stripe of xvde and xvdf, the data disks of a flavor', async () => {
    sysfs(
      { id: '202:64', at: 'vbd-51776/block/xvde' },
      { id: '202:80', at: 'vbd-51792/block/xvdf' },
      { id: '9:0', at: 'virtual/block/md0', attributes: { 'md/level': 'raid0\n' }, slaves: ['xvde', 'xvdf'] },
    );
    expect(await judged('9:0')).toEqual({ class: 'unknown', chain: ['md0 (raid0)', 'xvde (disk)', 'xvdf (disk)'], isEncrypted: false });
  });

  it('a partition on many paths', async () => {
    sysfs(
      { id: '8:16', at: 'pci0000:00/0000:00:05.0/host5/rport-5:0-0/target5:0:0/5:0:0:0/block/sdb' },
      { id: '253:2', at: 'virtual/block/dm-2', attributes: { 'dm/uuid': 'mpath-3600\n' }, slaves: ['sdb'] },
      { id: '253:4', at: 'virtual/block/dm-4', attributes: { 'dm/uuid': 'part1-mpath-3600\n' }, slaves: ['dm-2'] },
    );
    expect(await judged('253:4')).toEqual({
      class: 'block-storage',
      chain: ['dm-4 (part)', 'dm-2 (mpath)', 'sdb (disk)'],
      isEncrypted: false,
    });
  });

  it.each([
    ['pcie', 'local-disk'],
    ['tcp', 'block-storage'],
  ])('NVMe over %s', async (transport, expected) => {
    sysfs({ id: '259:0', at: 'pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1', attributes: { 'device/transport': `${transport}\n` } });
    expect(await judged('259:0')).toMatchObject({ class: expected });
  });

  it('NVMe with multipath: the controllers of its subsystem know the transport', async () => {
    sysfs({ id: '259:0', at: 'virtual/nvme-subsystem/nvme-subsys0/nvme0n1', attributes: { 'device/nvme0/transport': 'rdma\n' } });
    expect(await judged('259:0')).toMatchObject({ class: 'block-storage' });
  });

  it('a part that cannot be seen leaves the whole open', async () => {
    sysfs(
      { id: '8:0', at: scsi },
      { id: '253:0', at: 'virtual/block/dm-0', attributes: { 'dm/uuid': 'LVM-abc\n' }, slaves: ['sda', 'sdq'] },
    );
    expect(await judged('253:0')).toMatchObject({ class: 'unknown', chain: ['dm-0 (lvm)', 'sda (disk)', 'sdq (unseen)'] });
  });

  it('a device in a loop comes to an end', async () => {
    sysfs({ id: '253:0', at: 'virtual/block/dm-0', attributes: { 'dm/uuid': 'LVM-abc\n' }, slaves: ['dm-0'] });
    expect(await judged('253:0')).toMatchObject({ class: 'unknown' });
  });
});
