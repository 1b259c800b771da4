// What each path of the backup set lies on: its mount, and the chain of devices below that down to the disks.
import { mayHang, mountOf } from '../../facts/mounts.js';
import { valueOf, type Observed } from '../../facts/observed.js';
import type { ListedDevice } from '../../facts/storage/block-devices.js';
import { classifyDevice, deviceChain, disksOf, hasEncryption, withoutDevice, type BlockDevice } from '../../facts/storage/devices.js';
import { isEncrypting, kindOfFileSystem } from '../../facts/storage/file-systems.js';
import { printable } from '../../facts/storage/printable.js';
import type { BackupSetVolume, Mount } from '../../facts/volumes.js';
import type { System } from '../platform/system.js';
import { nearestFolder } from './measure-volumes.js';
import { unknownMount } from './mount-table.js';
import { readBlockDevice } from './read-block-device.js';

type ListDevices = () => Promise<Observed<readonly ListedDevice[]>>;

/** @param listDevices asked only where sysfs leaves a device open, for it costs a process and a shell */
export async function describeBackupSet(
  system: System,
  paths: readonly string[],
  mounts: readonly Mount[],
  listDevices: ListDevices,
): Promise<readonly BackupSetVolume[]> {
  const placed = await Promise.all(paths.map(async (path) => ({ path, mount: await mountOfPath(system, path, mounts) })));
  const devices = await Promise.all(placed.map(({ mount }) => deviceBelow(system, mount, mounts, 0)));
  const isOpen = system.root === null && devices.some((device) => classifyDevice(device).deviceClass === 'unknown');
  const listed = isOpen ? (valueOf(await listDevices()) ?? []) : [];
  return placed.map(({ path, mount }, index) => describe(path, mount, completed(devices[index] ?? withoutDevice(mount), listed)));
}

function describe(path: string, mount: Mount, device: BlockDevice): BackupSetVolume {
  return { path: printable(path), mount, ...classifyDevice(device), deviceChain: deviceChain(device), isEncryptedBelow: isEncryptedBelow(mount, device) };
}

/** What the host cannot see below a share or a file system of its own kind, it cannot call unencrypted. */
function isEncryptedBelow({ fsType }: Mount, device: BlockDevice): boolean | null {
  if (isEncrypting(fsType) || hasEncryption(device)) return true;
  return disksOf(device).every(({ sysPath }) => sysPath !== '') ? false : null;
}

/** A path on a mount that may hang is not touched: its mount is known without. */
async function mountOfPath(system: System, path: string, mounts: readonly Mount[]): Promise<Mount> {
  const byName = mountOf(path, mounts) ?? unknownMount;
  if (mayHang(byName)) return byName;
  const folder = valueOf(await nearestFolder(system, path));
  return folder === null ? byName : (mountOf(folder, mounts) ?? byName);
}

async function deviceBelow(system: System, mount: Mount, mounts: readonly Mount[], depth: number): Promise<BlockDevice> {
  if (system.root !== null || kindOfFileSystem(mount.fsType) === 'network') return withoutDevice(mount);
  const belowFile = async (path: string, fileDepth: number): Promise<BlockDevice> =>
    deviceBelow(system, await mountOfPath(system, path, mounts), mounts, fileDepth);
  for (const place of await placesInSysfs(system, mount)) {
    const device = await readBlockDevice(system.files, place, belowFile, depth);
    if (device !== null) return device;
  }
  return withoutDevice(mount);
}

/** btrfs and some others have a number of their own instead of their disk's; then the device's name leads to it. */
async function placesInSysfs({ files }: System, { deviceId, device }: Mount): Promise<readonly string[]> {
  const byId = deviceId === null || deviceId.startsWith('0:') ? [] : [`/sys/dev/block/${deviceId}`];
  if (!device.startsWith('/dev/')) return byId;
  const target = valueOf(await files.readLink(device)) ?? device;
  return [...byId, `/sys/class/block/${target.split('/').at(-1) ?? ''}`];
}

/** Fills in what lsblk knows and sysfs did not say. */
function completed(device: BlockDevice, listed: readonly ListedDevice[]): BlockDevice {
  const entry = listed.find(({ name }) => name === device.name);
  return {
    ...device,
    transport: device.transport ?? entry?.transport ?? null,
    model: device.model ?? entry?.model ?? null,
    below: device.below.map((part) => completed(part, listed)),
  };
}
