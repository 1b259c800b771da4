// Why an account cannot read something: from the error code, and from the mode bits that it was up against.
import type { UnreadableReason } from '../scan.js';
import type { Mount } from '../volumes.js';
import { hasOwnersOfItsMount, isFuse, kindOfFileSystem, obeysCapabilities } from './file-systems.js';

export interface Identity {
  readonly uid: number;
  readonly groupIds: readonly number[];
  /** Neither modes nor access control lists stop it where the file system obeys the kernel's capabilities. */
  readonly passesModes?: boolean;
  /** SELinux or AppArmor holds it to less, which may withhold that, too. */
  readonly isConfined?: boolean;
}

export interface Owned {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Of something that denies. */
export interface Ownership extends Owned {
  /** Bytes. */
  readonly size: number;
}

const ioErrors: ReadonlySet<string> = new Set(['EIO', 'EUCLEAN', 'EBADMSG', 'EREMOTEIO', 'ENODATA', 'ENOMEDIUM']);
/** Neither a refusal nor a disk that fails. */
const ofTheirOwn: ReadonlyMap<string, UnreadableReason> = new Map([
  ['ENAMETOOLONG', 'name-too-long'],
  ['ESTALE', 'stale-handle'],
  ['ELOOP', 'link-loop'],
  ['ENOKEY', 'key-missing'],
  ['EKEYEXPIRED', 'key-missing'],
  ['EKEYREVOKED', 'key-missing'],
]);
const refusals: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);

/** The part of a mount that has a say in who may read. */
export type MountRule = Pick<Mount, 'fsType' | 'options'>;

/**
 * @param item what denied, null where even that could not be seen
 * @param mount what it lies on, null where that is not known
 */
export function denialReason(code: string, item: Owned | null, isFolder: boolean, who: Identity, mount: MountRule | null = null): UnreadableReason {
  if (ioErrors.has(code)) return 'io-error';
  if (!refusals.has(code)) return ofTheirOwn.get(code) ?? 'other';
  const byMount = mount === null ? null : refusalOfMount(mount, who);
  if (byMount !== null) return byMount;
  const isAllowed = item !== null && modeAllows(item, isFolder, who);
  const passesModes = who.passesModes === true && mount !== null && obeysCapabilities(mount);
  // Of what a module hides not even the mode can be seen, to whom no mode hides anything.
  if (passesModes && (isAllowed || item === null || who.isConfined !== true)) return 'security-module';
  if (isAllowed) return 'acl';
  if (mount !== null && hasOwnersOfItsMount(mount.fsType)) return 'mount-option';
  return isFolder ? 'folder-permission' : 'permission';
}

/** Whatever the mode says: who may come in at all is decided before. */
function refusalOfMount({ fsType, options }: MountRule, { uid }: Identity): UnreadableReason | null {
  if (isFuse(fsType) && !options.includes('allow_other') && !options.includes(`user_id=${uid}`)) return 'fuse-owner';
  return uid === 0 && kindOfFileSystem(fsType) === 'network' ? 'server-refusal' : null;
}

/** As the kernel decides without access control lists: the first class that fits decides, not the most generous. */
export function modeAllows({ mode, uid, gid }: Owned, isFolder: boolean, who: Identity): boolean {
  const wanted = isFolder ? 0o5 : 0o4;
  if (who.uid === uid) return ((mode >> 6) & wanted) === wanted;
  const bits = who.groupIds.includes(gid) ? mode >> 3 : mode;
  return (bits & wanted) === wanted;
}

/** Linux capabilities with which the mode bits stop no read: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH. */
export function readsPastModes(procStatus: string): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(procStatus)?.[1];
  return effective !== undefined && (BigInt(`0x${effective}`) & 0b110n) !== 0n;
}

/** `0700 root:root` */
export function modeAndOwner({ mode, uid, gid }: Owned, userNames: Names, groupNames: Names): string {
  const octal = (mode & 0o7777).toString(8).padStart(4, '0');
  return `${octal} ${userNames.get(uid) ?? String(uid)}:${groupNames.get(gid) ?? String(gid)}`;
}

export type Names = ReadonlyMap<number, string>;
