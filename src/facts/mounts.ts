// Reads /proc/self/mountinfo: which mount holds a path, and whether a look at it may hang.
import type { Mount } from './volumes.js';

/** File systems whose answers come from this kernel and its own disks. All others may hang. */
const localTypes: ReadonlySet<string> = new Set([
  ...['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'zfs', 'f2fs', 'jfs', 'reiserfs', 'nilfs2', 'bcachefs', 'vfat', 'exfat', 'ntfs3'],
  ...['iso9660', 'squashfs', 'erofs', 'udf', 'overlay', 'tmpfs', 'ramfs', 'rootfs', 'devtmpfs', 'devpts', 'proc', 'sysfs'],
  ...['cgroup', 'cgroup2', 'securityfs', 'debugfs', 'tracefs', 'pstore', 'bpf', 'mqueue', 'hugetlbfs', 'configfs', 'efivarfs', 'nsfs'],
]);

/**
 * @param text of /proc/PID/mountinfo, or of /proc/mounts where a host image has only that
 * @returns mounts in the kernel's order: a later one hides an earlier one at the same place
 */
export function parseMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const separator = fields.indexOf('-');
    return separator >= 6 ? [fromMountInfo(fields, separator)] : fromMountsLine(fields);
  });
}

/** The mount that holds a path; null where the table is empty. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | null {
  let best: Mount | null = null;
  for (const mount of mounts) {
    if (isAtOrBelow(path, mount.mountPoint) && mount.mountPoint.length >= (best?.mountPoint.length ?? 0)) best = mount;
  }
  return best;
}

export const mayHang = (mount: Mount): boolean => !localTypes.has(mount.fsType);

export const isAtOrBelow = (path: string, folder: string): boolean =>
  folder === '/' || path === folder || path.startsWith(`${folder}/`);

/** `36 35 98:0 /root /mnt rw,noatime master:1 - ext3 /dev/root rw,errors=continue` (proc(5)) */
function fromMountInfo(fields: readonly string[], separator: number): Mount {
  const options = [...(fields[5] ?? '').split(','), ...(fields[separator + 3] ?? '').split(',')];
  return toMount(fields[4] ?? '', fields[separator + 2] ?? '', fields[separator + 1] ?? '', options);
}

/** `/dev/root /mnt ext3 rw,noatime 0 0` */
function fromMountsLine(fields: readonly string[]): readonly Mount[] {
  const [device, mountPoint, fsType, options] = fields;
  if (device === undefined || !mountPoint?.startsWith('/') || fsType === undefined || options === undefined) return [];
  return [toMount(mountPoint, device, fsType, options.split(','))];
}

function toMount(mountPoint: string, device: string, fsType: string, options: readonly string[]): Mount {
  const isReadOnlyByError = options.includes('emergency_ro') || options.includes('shutdown');
  return {
    mountPoint: unescapeOctal(mountPoint),
    device: unescapeOctal(device),
    fsType,
    options: [...new Set(options)],
    isReadOnly: options.includes('ro') || isReadOnlyByError,
    isReadOnlyByError,
  };
}

/** The kernel writes blank, tab, newline and backslash as `\040`. */
const unescapeOctal = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
