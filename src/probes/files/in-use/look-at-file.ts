// One look at a file of the set: its size and times, and of its content what tells its kind and whether it is another one.
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync, type BigIntStats } from 'node:fs';
import type { FileLook } from '../../../facts/in-use/change.js';
import { contentOf, signatureBytes, type Content } from '../../../facts/in-use/content-kind.js';
import { tolerant } from '../../platform/tolerant.js';
import { forNode } from '../byte-paths.js';
import type { BytePath } from '../scan-lines.js';

/** null for what is gone, and for what is no regular file. */
export function statOf(path: BytePath): BigIntStats | null {
  const stats = unlessGone(() => lstatSync(forNode(path), { bigint: true }));
  return stats?.isFile() === true ? stats : null;
}

/** A file that was removed is held open as well, and another one may have its name. */
export const isSameFile = (stats: BigIntStats, descriptor: string): boolean => {
  const held = unlessGone(() => statSync(descriptor, { bigint: true }));
  return held !== null && idOf(held) === idOf(stats);
};

/** With the time of its birth: the number of a file that is gone is given to the next one. */
const idOf = ({ dev, ino, birthtimeNs }: BigIntStats): string => `${dev}:${ino}:${birthtimeNs}`;

export interface Sight {
  readonly look: FileLook;
  readonly content: Content | null;
}

/** @param untilBytes how long the file was when it was first looked at; null for this first look */
export function lookAtFile(path: BytePath, stats: BigIntStats, untilBytes: number | null, mayRead: boolean): Sight {
  const sizeBytes = Number(stats.size);
  const parts = mayRead ? readParts(path, untilBytes ?? sizeBytes) : null;
  const look = {
    id: idOf(stats),
    sizeBytes,
    modifiedNs: stats.mtimeNs,
    changedNs: stats.ctimeNs,
    fingerprint: parts === null ? null : createHash('sha256').update(parts.head).update(parts.tail).digest('hex'),
  };
  return { look, content: parts === null ? null : contentOf(parts.head.subarray(0, signatureBytes), sizeBytes) };
}

/** What a program rewrites in place it most often rewrites here. */
const partBytes = 4_096;

interface Parts {
  readonly head: Buffer;
  readonly tail: Buffer;
}

const readParts = (path: BytePath, untilBytes: number): Parts | null =>
  readFrom(path, (read) => {
    const tailAt = Math.max(partBytes, untilBytes - partBytes);
    return { head: read(0, Math.min(partBytes, untilBytes)), tail: read(tailAt, untilBytes - tailAt) };
  });

export const readHead = (path: BytePath): Buffer | null => readFrom(path, (read) => read(0, partBytes));

type Read = (at: number, byteCount: number) => Buffer;

/** null where it may not be read. What is read never leaves this process. */
function readFrom<T>(path: BytePath, take: (read: Read) => T): T | null {
  const descriptor = tolerant(() => openQuietly(path));
  if (descriptor === null) return null;
  const read: Read = (at, byteCount) => {
    const part = Buffer.alloc(Math.max(0, byteCount));
    return part.subarray(0, readSync(descriptor, part, 0, part.length, at));
  };
  try {
    return fstatSync(descriptor).isFile() ? tolerant(() => take(read)) : null;
  } finally {
    closeSync(descriptor);
  }
}

/** The time of the last reading stays as it was, where the account may leave it. EAGAIN: somebody holds a lease on it, who would first be asked. */
function openQuietly(path: BytePath): number {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
  try {
    return openSync(forNode(path), flags | constants.O_NOATIME);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    return openSync(forNode(path), flags);
  }
}

/** What else the system says is no word of the file, as of a share whose server is away: it ends the look, which tells that. */
function unlessGone<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (goneCodes.has((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

const goneCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ESRCH', 'EACCES', 'EPERM', 'ESTALE', 'EIO', 'ELOOP', 'ENOTCONN', 'ENAMETOOLONG']);
