// The mount table of the examined host: the kernel's own on a live one, a saved copy in an image.
import { parseMounts } from '../../facts/mounts.js';
import { absent, mapped, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import { hostMounts } from '../../facts/storage/host-mounts.js';
import type { Mount } from '../../facts/volumes.js';
import type { System, TextFile } from '../platform/system.js';

export async function readMounts({ files, root }: System): Promise<Observed<readonly Mount[]>> {
  if (root === null) return ofKernel(...(await Promise.all([files.readText('/proc/self/mountinfo', capBytes), files.readText('/proc/1/mountinfo', capBytes)])));
  const copy = await files.readText('/proc/mounts', capBytes);
  // What claims to be empty is a live /proc that was mounted into the image: it tells of the host that runs this.
  if (copy.state === 'absent' || (copy.state === 'observed' && copy.value.stat.sizeBytes === 0)) {
    return absent('a host image without a saved /proc/mounts does not tell what was mounted where');
  }
  return nonEmpty(mapped(copy, ({ text }) => parseMounts(text)));
}

/** Hosts with thousands of container mounts exist. */
const capBytes = 1 << 24;

/** Every running kernel has one: where it is not there, /proc is not. */
const ofKernel = (own: Observed<TextFile>, first: Observed<TextFile>): Observed<readonly Mount[]> =>
  own.state === 'absent'
    ? unavailable('unsupported', `the mounts could not be read: ${own.reason}`)
    : nonEmpty(mapped(own, ({ text }) => hostMounts(text, valueOf(first)?.text ?? null)));

const nonEmpty = (fact: Observed<readonly Mount[]>): Observed<readonly Mount[]> =>
  fact.state === 'observed' && fact.value.length === 0 ? unavailable('malformed', 'the mount table names no mount') : fact;

/** For a folder that the table does not cover, as in a chroot below a mount point. */
export const unknownMount: Mount = {
  mountPoint: '/',
  device: 'unknown',
  deviceId: null,
  fsType: 'unknown',
  options: [],
  isReadOnly: null,
  isReadOnlyByError: false,
};
