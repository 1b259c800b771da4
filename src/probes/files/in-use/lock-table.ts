// The kernel's table of locks, asked by file. Its holders are named here, since a lock tells no more than a number.
import { readFileSync, type BigIntStats } from 'node:fs';
import type { HeldLock } from '../../../facts/files-in-use.js';
import { deviceIdOf, isLockOf, parseLocks, type LockEntry } from '../../../facts/in-use/locks.js';
import { printableBytes } from '../../../facts/storage/printable.js';
import { attempt } from './process-view.js';

export class LockTable {
  private readonly byInode = new Map<string, LockEntry[]>();

  constructor() {
    for (const lock of parseLocks(attempt(() => readFileSync('/proc/locks', 'latin1')) ?? '')) {
      this.byInode.set(lock.inode, [...(this.byInode.get(lock.inode) ?? []), lock]);
    }
  }

  locksOf({ dev, ino }: BigIntStats): readonly HeldLock[] {
    const file = { deviceId: deviceIdOf(dev), inode: String(ino) };
    return (this.byInode.get(file.inode) ?? []).filter((lock) => isLockOf(lock, file)).map(toHeldLock);
  }
}

function toHeldLock({ kind, access, pid }: LockEntry): HeldLock {
  const name = pid === null ? null : attempt(() => readFileSync(`/proc/${pid}/comm`, 'latin1'));
  return { kind, access, holder: pid === null || name === null ? null : { pid, program: printableBytes(name.replace(/\n$/, '')) } };
}
