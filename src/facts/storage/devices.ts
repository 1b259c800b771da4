// What a block device is, from the chain of devices below it down to the disks: a name alone proves nothing.
// A verdict needs a bus, a session or a maker's own words; a virtual disk keeps its medium to itself.
import type { DeviceClass, Mount } from '../volumes.js';
import { kindOfFileSystem } from './file-systems.js';

export interface BlockDevice {
  readonly name: string;
  /** Where sysfs has it: `devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda`. */
  readonly sysPath: string;
  /** `disk`, `part`, `crypt`, `lvm`, `mpath`, `raid1`, `loop` …; the type of a file system that has no device. */
  readonly kind: string;
  /** `vendor model` as the device tells it. */
  readonly model: string | null;
  /** `sata`, `iscsi`, `fc`, `tcp` (of NVMe) … as the kernel or lsblk tells it. */
  readonly transport: string | null;
  /** The devices it is made of; none for a disk. */
  readonly below: readonly BlockDevice[];
}

export interface DeviceVerdict {
  readonly deviceClass: DeviceClass;
  readonly because: string;
}

/** A share, a memory file system, an overlay: nothing that sysfs knows lies below. */
export const withoutDevice = ({ device, fsType }: Mount): BlockDevice => ({
  name: device,
  sysPath: '',
  kind: fsType,
  model: null,
  transport: null,
  below: [],
});

/** From the mounted device down: `dm-0 (crypt)`, `xvdb1 (part)`, `xvdb (disk)`; a disk under two of them once. */
export const deviceChain = (device: BlockDevice): readonly string[] => [
  ...new Set([`${device.name} (${device.kind})`, ...device.below.flatMap(deviceChain)]),
];

export const disksOf = (device: BlockDevice): readonly BlockDevice[] =>
  device.below.length === 0 ? [device] : device.below.flatMap(disksOf);

export const hasEncryption = (device: BlockDevice): boolean => device.kind === 'crypt' || device.below.some(hasEncryption);

/** The slowest part decides: one network disk below makes the whole a network volume; one unknown disk leaves it open. */
export function classifyDevice(device: BlockDevice): DeviceVerdict {
  const verdicts = disksOf(device).map(classifyDisk);
  const decisive = (deviceClass: DeviceClass): DeviceVerdict | undefined => verdicts.find((verdict) => verdict.deviceClass === deviceClass);
  return (
    decisive('network-file-system') ??
    decisive('block-storage') ??
    decisive('unknown') ??
    decisive('local-disk') ??
    decisive('memory') ??
    nothingTells(device)
  );
}

function classifyDisk(disk: BlockDevice): DeviceVerdict {
  const fileSystem = kindOfFileSystem(disk.kind);
  if (fileSystem === 'network') return { deviceClass: 'network-file-system', because: `${disk.name} is mounted with ${disk.kind}` };
  if (fileSystem === 'memory') return { deviceClass: 'memory', because: `${disk.kind} lies in memory` };
  const network = networkProof(disk);
  if (network !== null) return { deviceClass: 'block-storage', because: `${disk.name} is ${network}` };
  if (/^(z?ram)\d+$/.test(disk.name)) return { deviceClass: 'memory', because: `${disk.name} lies in memory` };
  const doubt = virtualDisk(disk);
  if (doubt !== null) return { deviceClass: 'unknown', because: doubt };
  const local = localProof(disk);
  if (local !== null) return { deviceClass: 'local-disk', because: `${disk.name} is ${local}` };
  return nothingTells(disk);
}

const nothingTells = ({ name, kind }: BlockDevice): DeviceVerdict => ({
  deviceClass: 'unknown',
  because: `nothing on this host tells what ${name} (${kind}) lies on`,
});

/** Makers that sell network volumes under a model name of their own. */
const networkModels = /^(Google )?PersistentDisk|Amazon Elastic Block Store/;

function networkProof({ name, sysPath, model, transport }: BlockDevice): string | null {
  const session = /\/(session\d+)\//.exec(sysPath)?.[1];
  if (session !== undefined) return `attached over iSCSI (${session})`;
  if (transport === 'iscsi') return 'attached over iSCSI';
  if (/\/rport-/.test(sysPath) || transport === 'fc' || transport === 'fcoe') return 'attached over Fibre Channel';
  if (isNvme(name) && (transport === 'tcp' || transport === 'rdma')) return `attached over NVMe/${transport}`;
  if (/^nbd\d+$/.test(name)) return 'a network block device';
  if (/^rbd\d+$/.test(name)) return 'a Ceph block device';
  return model !== null && networkModels.test(model) ? `a network volume (${model})` : null;
}

/**
 * A Xen guest sees a block storage volume as it sees a local disk: xvdb may be one or not, and xvde is where the
 * data disk of a flavor appears. Only the attachments that the API lists can tell.
 */
function virtualDisk({ name, sysPath, model }: BlockDevice): string | null {
  if (/^xvd/.test(name) || /\/vbd-\d+/.test(sysPath))
    return `${name} is a disk of the Xen hypervisor: a block storage volume and a local disk look alike there, and the name is no proof`;
  if (/\/virtio\d+\//.test(sysPath) || /^vd[a-z]+$/.test(name))
    return `${name} is a disk of the hypervisor, which does not tell what it lies on`;
  if (model !== null && /\b(QEMU|VMware|VBOX|Virtual|Msft|Xen|Google)\b/i.test(model))
    return `${name} is a disk of the hypervisor (${model}), which does not tell what it lies on`;
  return null;
}

function localProof({ name, sysPath, model, transport }: BlockDevice): string | null {
  const shown = model === null ? '' : `, ${model}`;
  if (isNvme(name) && (transport === 'pcie' || (transport === 'nvme' && /\/pci/.test(sysPath))))
    return `an NVMe disk of this machine${shown}`;
  const bus = /\/(ata|usb|mmc_host|end_device-)/.exec(sysPath)?.[1];
  if (bus !== undefined || ['sata', 'ata', 'sas', 'usb', 'mmc'].includes(transport ?? ''))
    return `a disk of this machine (${transport ?? busNames[bus ?? ''] ?? 'own bus'}${shown})`;
  // A controller for Fibre Channel or iSCSI would show its remote port or session above.
  if (/\/pci[^/]*\/.*\/host\d+\/target/.test(sysPath)) return `behind a disk controller of this machine${shown}`;
  return null;
}

const busNames: Readonly<Record<string, string>> = { ata: 'sata', usb: 'usb', mmc_host: 'mmc', 'end_device-': 'sas' };

const isNvme = (name: string): boolean => /^nvme\d+(c\d+)?n\d+$/.test(name);
