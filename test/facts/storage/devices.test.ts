import { describe, expect, it } from '@jest/globals';
import { classifyDevice, deviceChain, hasEncryption, type BlockDevice } from '../../../src/facts/storage/devices.js';

const pci = 'devices/pci0000:00/0000:00:1f.2';
const device = (name: string, kind: string, over: Partial<BlockDevice> = {}): BlockDevice => ({
  ...{ name, kind, sysPath: `devices/virtual/block/${name}`, model: null, transport: null, below: [] },
  ...over,
});
const disk = (name: string, sysPath: string, over: Partial<BlockDevice> = {}) => device(name, 'disk', { sysPath, ...over });
const on = (name: string, kind: string, ...below: readonly BlockDevice[]) => device(name, kind, { below });

const sata = disk('sda', `${pci}/ata1/host0/target0:0:0/0:0:0:0/block/sda`, { model: 'Samsung SSD 870' });
const raidController = disk('sdb', `${pci}/host1/target1:2:0/1:2:0:0/block/sdb`, { model: 'DELL PERC H710P' });
const iscsi = disk('sdd', 'devices/platform/host2/session1/target2:0:0/2:0:0:1/block/sdd', { model: 'LIO-ORG block0' });
const fibre = disk('sde', `${pci}/host5/rport-5:0-0/target5:0:0/5:0:0:0/block/sde`);
const xen = (name: string) => disk(name, `devices/vbd-51728/block/${name}`);
const virtio = disk('vda', 'devices/pci0000:00/0000:00:02.0/virtio1/block/vda');
const nvme = (transport: string | null, model: string | null = null) => disk('nvme0n1', `${pci}/nvme/nvme0/nvme0n1`, { transport, model });

describe('classifyDevice', () => {
  it.each([
    ['a SATA disk', sata, 'local-disk'],
    ['a disk behind a RAID controller', raidController, 'local-disk'],
    ['an NVMe disk', nvme('pcie'), 'local-disk'],
    ['a USB disk', disk('sdf', `${pci}/usb1/1-1/1-1:1.0/host6/target6:0:0/6:0:0:0/block/sdf`), 'local-disk'],
    ['Cloud Block Storage on OnMetal: iSCSI in the guest', iscsi, 'block-storage'],
    ['the same, seen by lsblk alone', disk('sdd', '', { transport: 'iscsi' }), 'block-storage'],
    ['Fibre Channel', fibre, 'block-storage'],
    ['NVMe over TCP', nvme('tcp'), 'block-storage'],
    ['a network block device', device('nbd0', 'disk'), 'block-storage'],
    ['a Ceph block device', disk('rbd0', 'devices/rbd/0/block/rbd0'), 'block-storage'],
    ['an EBS volume, which calls itself NVMe on PCI', nvme('pcie', 'Amazon Elastic Block Store'), 'block-storage'],
    ['xvdb: Cloud Block Storage or not', xen('xvdb'), 'unknown'],
    ['xvde: the usual place of the local data disk', xen('xvde'), 'unknown'],
    ['xvda: flavors that boot from a volume exist', xen('xvda'), 'unknown'],
    ['a virtio disk', virtio, 'unknown'],
    ['an emulated disk on SATA', { ...sata, model: 'QEMU HARDDISK' }, 'unknown'],
    ['a VMware disk behind its controller', { ...raidController, model: 'VMware Virtual disk' }, 'unknown'],
    ['a disk without any trace', disk('sdz', ''), 'unknown'],
    ['compressed memory', device('zram0', 'disk'), 'memory'],
    ['an NFS share', device('192.0.2.10:/srv', 'nfs4', { sysPath: '' }), 'network-file-system'],
    ['an overlay', device('overlay', 'overlay', { sysPath: '' }), 'unknown'],
    ['a tmpfs', device('tmpfs', 'tmpfs', { sysPath: '' }), 'memory'],
  ])('%s', (_, item, expected) => expect(classifyDevice(item).deviceClass).toBe(expected));

  it.each([
    ['LVM over an encrypted partition', on('dm-1', 'lvm', on('dm-0', 'crypt', on('sda2', 'part', sata))), 'local-disk'],
    ['a mirror of two local disks', on('md0', 'raid1', on('sda1', 'part', sata), on('sdb1', 'part', raidController)), 'local-disk'],
    ['a mirror with one leg on the network', on('md0', 'raid1', sata, iscsi), 'block-storage'],
    ['a volume group with one disk that nobody knows', on('dm-0', 'lvm', sata, xen('xvdb')), 'unknown'],
    ['many paths over Fibre Channel', on('dm-2', 'mpath', fibre, { ...fibre, name: 'sdf' }), 'block-storage'],
    [
      'many paths to a local shelf',
      on('dm-2', 'mpath', disk('sdg', `${pci}/host3/port-3:0/end_device-3:0/target3:0:0/3:0:0:0/block/sdg`)),
      'local-disk',
    ],
    ['md0 of xvde and xvdf, the data disks of a flavor: no proof', on('md0', 'raid0', xen('xvde'), xen('xvdf')), 'unknown'],
    [
      'a file on an NFS share, mounted as a disk',
      on('loop0', 'loop', device('192.0.2.10:/srv', 'nfs', { sysPath: '' })),
      'network-file-system',
    ],
  ])('%s', (_, item, expected) => expect(classifyDevice(item).deviceClass).toBe(expected));

  it('says what a verdict rests on', () => {
    expect(classifyDevice(iscsi).because).toBe('sdd is attached over iSCSI (session1)');
    expect(classifyDevice(xen('xvdb')).because).toContain('the name is no proof');
    expect(classifyDevice(sata).because).toBe('sda is a disk of this machine (sata, Samsung SSD 870)');
  });
});

it('tells the chain from the mounted device down, a shared disk once', () => {
  const lvm = on('dm-7', 'lvm', on('dm-4', 'part', on('dm-2', 'mpath', fibre)), on('dm-5', 'part', on('dm-2', 'mpath', fibre)));
  expect(deviceChain(lvm)).toEqual(['dm-7 (lvm)', 'dm-4 (part)', 'dm-2 (mpath)', 'sde (disk)', 'dm-5 (part)']);
});

it('finds encryption anywhere below', () => {
  expect(hasEncryption(on('dm-1', 'lvm', on('dm-0', 'crypt', sata)))).toBe(true);
  expect(hasEncryption(on('dm-1', 'lvm', sata))).toBe(false);
});
