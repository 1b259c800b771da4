// Reads /proc/locks: which files are locked, by their device and number, and by whom.

export interface LockEntry {
  readonly kind: 'posix' | 'flock' | 'open-file' | 'lease';
  readonly access: 'read' | 'write';
  /** null for a lock that belongs to an open file rather than to a process, or to a process that cannot be seen. */
  readonly pid: number | null;
  /** `8:1`, decimal; a file system without a device of its own may give stat another one. */
  readonly deviceId: string;
  readonly inode: string;
}

/** `1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF` (proc(5)); `->` marks one that still waits for the lock. */
export const parseLocks = (text: string): readonly LockEntry[] => text.split('\n').flatMap((line) => parseLine(line) ?? []);

const kinds: Readonly<Record<string, LockEntry['kind']>> = {
  POSIX: 'posix',
  FLOCK: 'flock',
  OFDLCK: 'open-file',
  LEASE: 'lease',
  DELEG: 'lease',
};

const form = /^\d+: ([A-Z]+) +[A-Z]+ +(READ|WRITE) +(-?\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) /;

function parseLine(line: string): LockEntry | null {
  const [, name = '', access, pid, major = '', minor = '', inode] = form.exec(line) ?? [];
  const kind = kinds[name];
  if (kind === undefined || inode === undefined) return null;
  return {
    kind,
    access: access === 'READ' ? 'read' : 'write',
    pid: Number(pid) > 0 ? Number(pid) : null,
    deviceId: `${Number.parseInt(major, 16)}:${Number.parseInt(minor, 16)}`,
    inode,
  };
}

/** The kernel's pair of numbers, of the one number that stat gives: makedev(3). */
export function deviceIdOf(device: bigint): string {
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n);
  const minor = (device & 0xffn) | ((device >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
}

/** btrfs and overlays show stat a device of their own making, whose major number is 0. */
export const isLockOf = (lock: LockEntry, file: { readonly deviceId: string; readonly inode: string }): boolean =>
  lock.inode === file.inode && (lock.deviceId === file.deviceId || (lock.deviceId.startsWith('0:') && file.deviceId.startsWith('0:')));
