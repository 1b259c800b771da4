// What the block storage volumes that are attached to this server say of a disk of its hypervisor: the proof that its name alone is not.
import type { ApiFacts, VolumeAttachment } from '../api.js';
import { valueOf } from '../observed.js';
import type { BackupSetVolume } from '../volumes.js';

/** null where nobody told. */
export const attachmentsIn = (api: ApiFacts | null): readonly VolumeAttachment[] | null =>
  api?.attachments === undefined ? null : valueOf(api.attachments);

type Classed = Pick<BackupSetVolume, 'deviceClass' | 'deviceChain' | 'because'>;

/** Only what this host leaves open is decided: a session or a bus of its own is better proof. @param attachments null where nobody told */
export function withAttachments<Volume extends Classed>(volume: Volume, attachments: readonly VolumeAttachment[] | null): Volume {
  if (attachments === null || volume.deviceClass !== 'unknown') return volume;
  const disks = volume.deviceChain.flatMap((link) => /^(\S+) \(disk\)$/.exec(link)?.[1] ?? []);
  const attached = disks.find((disk) => isXen(disk) && attachments.some(({ device }) => device === `/dev/${disk}`));
  if (attached !== undefined)
    return { ...volume, deviceClass: 'block-storage', because: `${attached} is a block storage volume: the API lists it among those attached to this server` };
  const isLocal = disks.length > 0 && disks.every((disk) => isSurelyNone(disk, attachments));
  return isLocal ? { ...volume, deviceClass: 'local-disk', because: `${disks.join(' and ')}: ${ofNone(attachments.length)}` } : volume;
}

const ofNone = (count: number): string =>
  count === 0
    ? 'a disk of the hypervisor, and the API lists no block storage volume as attached to this server'
    : `a disk of the hypervisor, and none of the ${count} block storage volumes that the API lists as attached to this server`;

/** Xen shows a volume under the name that it was attached by; other hypervisors take that name for a hint. */
const isXen = (disk: string): boolean => /^xvd[a-z]{1,2}$/.test(disk);

const isOfHypervisor = (disk: string): boolean => isXen(disk) || /^(?:vd|sd)[a-z]{1,2}$/.test(disk);

function isSurelyNone(disk: string, attachments: readonly VolumeAttachment[]): boolean {
  if (attachments.length === 0) return isOfHypervisor(disk);
  return isXen(disk) && attachments.every(({ device }) => device !== null);
}
