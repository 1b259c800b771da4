// Reads /proc/self/mountinfo: which mount holds a path, and whether a look at it may hang.
import { kindOfFileSystem } from './storage/file-systems.js';
import type { Mount } from './volumes.js';

/**
 * @param text of /proc/PID/mountinfo, or of /proc/mounts where a host image has only that
 * @returns mounts in the kernel's order: a later one hides an earlier one at the same place
 */
export const parseMounts = (text: string): readonly Mount[] =>
  text.split('\n').flatMap((line) => fromMountInfo(line) ?? fromMountsLine(line) ?? []);

/** The mount that holds a path; null where the table names none. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | null {
  let best: Mount | null = null;
  for (const mount of mounts) {
    if (isAtOrBelow(path, mount.mountPoint) && mount.mountPoint.length >= (best?.mountPoint.length ?? 0)) best = mount;
  }
  return best;
}

/** Only this kernel and its own disks are sure to answer. */
export function mayHang({ fsType }: Pick<Mount, 'fsType'>): boolean {
  const kind = kindOfFileSystem(fsType);
  return kind !== 'disk' && kind !== 'memory';
}

export const isAtOrBelow = (path: string, folder: string): boolean => folder === '/' || path === folder || path.startsWith(`${folder}/`);

/**
 * `36 35 98:0 /root /mnt rw,noatime master:1 - ext3 /dev/root rw,errors=continue` (proc(5)). Any number of
 * optional fields stands before the hyphen; the device behind it may be empty, which leaves two blanks.
 * Plain blanks alone end a field: the kernel writes those within as `\040`, and other blanks as they are.
 */
function fromMountInfo(line: string): Mount | null {
  const separator = line.indexOf(' - ');
  if (separator < 0) return null;
  const [, , deviceId, , mountPoint, options] = line.slice(0, separator).split(/ +/);
  const [fsType, device, superOptions = ''] = line.slice(separator + 3).split(' ');
  if (deviceId === undefined || !/^\d+:\d+$/.test(deviceId)) return null;
  if (!mountPoint?.startsWith('/') || options === undefined || !fsType || device === undefined) return null;
  const [ofMount, ofFileSystem] = [options.split(','), superOptions.split(',')];
  // The mount was made writable and the file system under it is not: the kernel's answer to an error.
  const wasRemounted = ofFileSystem.includes('errors=remount-ro') && ofFileSystem.includes('ro') && ofMount.includes('rw');
  return toMount({ mountPoint, device, fsType, deviceId, options: [...ofMount, ...ofFileSystem], wasRemounted });
}

/** `/dev/root /mnt ext3 rw,noatime 0 0` */
function fromMountsLine(line: string): Mount | null {
  const [device, mountPoint, fsType, options] = line.split(' ');
  if (device === undefined || !mountPoint?.startsWith('/') || fsType === undefined || options === undefined) return null;
  return toMount({ mountPoint, device, fsType, deviceId: null, options: options.split(','), wasRemounted: false });
}

interface RawMount extends Pick<Mount, 'mountPoint' | 'device' | 'fsType' | 'deviceId' | 'options'> {
  readonly wasRemounted: boolean;
}

function toMount({ mountPoint, device, fsType, deviceId, options, wasRemounted }: RawMount): Mount {
  const isReadOnlyByError = wasRemounted || options.includes('emergency_ro') || options.includes('shutdown');
  return {
    mountPoint: unescapeOctal(mountPoint),
    device: device === '' ? 'none' : withoutPassword(unescapeOctal(device)),
    deviceId,
    fsType,
    options: [...new Set(options.filter((option) => option !== '' && !secretOption.test(option)))],
    isReadOnly: options.includes('ro') || isReadOnlyByError,
    isReadOnlyByError,
  };
}

/** Some file systems show what they were mounted with; nothing of that may reach a recording. */
const secretOption = /^[^=]*(pass|secret|key|token|cred)[^=]*=/i;

const withoutPassword = (device: string): string => device.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1@');

/** The kernel writes blank, tab, newline and backslash as `\040`. */
export const unescapeOctal = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
