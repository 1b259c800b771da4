// What the type of a file system says about it: whether a disk, memory or a network answers, and so whether it may hang.
import type { Mount } from '../volumes.js';

export type FileSystemKind = 'disk' | 'memory' | 'network' | 'automounter' | 'unknown';

const disk: ReadonlySet<string> = new Set([
  ...['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'zfs', 'f2fs', 'jfs', 'reiserfs', 'reiser4', 'nilfs2', 'bcachefs', 'ufs', 'minix'],
  ...['vfat', 'msdos', 'exfat', 'ntfs', 'ntfs3', 'hfs', 'hfsplus', 'iso9660', 'udf', 'squashfs', 'erofs', 'cramfs', 'romfs'],
  ...['ubifs', 'jffs2', 'overlay', 'aufs', 'ecryptfs'],
]);

/** The kernel's own tables and RAM: nothing in them outlives a boot, and backup agents skip them. */
const memory: ReadonlySet<string> = new Set([
  ...['tmpfs', 'ramfs', 'rootfs', 'devtmpfs', 'devpts', 'proc', 'sysfs', 'cgroup', 'cgroup2', 'cpuset', 'securityfs', 'selinuxfs'],
  ...['debugfs', 'tracefs', 'pstore', 'bpf', 'mqueue', 'hugetlbfs', 'configfs', 'efivarfs', 'nsfs', 'binfmt_misc', 'fusectl'],
  ...['rpc_pipefs', 'nfsd', 'xenfs', 'usbfs', 'usbdevfs', 'binder', 'resctrl', 'smackfs', 'apparmorfs', 'sockfs', 'pipefs'],
]);

const network: ReadonlySet<string> = new Set([
  ...['nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', 'ncpfs', 'afs', 'coda', 'ceph', 'glusterfs', 'lustre', 'gpfs', 'beegfs', 'orangefs'],
  ...['fuse.sshfs', 'fuse.glusterfs', 'fuse.ceph', 'fuse.ceph-fuse', 'fuse.s3fs', 'fuse.rclone', 'fuse.gcsfuse', 'fuse.davfs'],
  ...['fuse.curlftpfs', 'fuse.cloudfuse', 'davfs'],
]);

export function kindOfFileSystem(fsType: string): FileSystemKind {
  if (disk.has(fsType)) return 'disk';
  if (memory.has(fsType)) return 'memory';
  if (network.has(fsType)) return 'network';
  return fsType === 'autofs' ? 'automounter' : 'unknown';
}

/** FUSE on a block device: ntfs-3g and exfat-fuse, nearly always. */
const fuseOnDisk = 'fuseblk';

const ownerless: ReadonlySet<string> = new Set(['vfat', 'msdos', 'exfat', 'ntfs', 'ntfs3', fuseOnDisk, 'iso9660', 'udf', 'cifs', 'smb3', 'smbfs']);

/** It stores no owner that this host knows: mode and owner are those that the mount was given. */
export const hasOwnersOfItsMount = (fsType: string): boolean => ownerless.has(fsType);

export const isFuse = (fsType: string): boolean => fsType === 'fuse' || fsType === fuseOnDisk || fsType.startsWith('fuse.');

/** Full by nature: what is written once has no room to spare. */
const writtenOnce: ReadonlySet<string> = new Set(['iso9660', 'squashfs', 'erofs', 'cramfs', 'romfs']);

export const isWrittenOnce = (fsType: string): boolean => writtenOnce.has(fsType);

/** Whoever may read past the modes reads here, unless the mount maps owners to others. A share's server or a FUSE owner has its own mind. */
const obeying: ReadonlySet<string> = new Set(['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'f2fs']);

export const obeysCapabilities = ({ fsType, options }: Pick<Mount, 'fsType' | 'options'>): boolean =>
  obeying.has(fsType) && !options.includes('idmapped');

const encrypting: ReadonlySet<string> = new Set(['ecryptfs', 'fuse.encfs', 'fuse.gocryptfs', 'fuse.cryfs', 'fuse.securefs']);

export const isEncrypting = (fsType: string): boolean => encrypting.has(fsType);
