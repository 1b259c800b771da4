// What the file child can do, each a plain synchronous look. Links resolve inside the image with --root.
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, realpathSync, statfsSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { resolveInRoot } from './resolve-in-root.js';
import type { FileKind, FileStat, FileSystemSpace, ProcessEntry, TextFile } from './system.js';

export type FileOperation = 'readText' | 'list' | 'stat' | 'readLink' | 'space' | 'nearestFolder' | 'processes' | 'holders';

export interface FileRequest {
  readonly operation: FileOperation;
  readonly path: string;
  readonly root: string | null;
  readonly capBytes?: number;
}

export type FileReply =
  | { readonly value: unknown }
  | { readonly error: { readonly code: string | null; readonly message: string } };

/** Thrown for a path that exists but is not what was asked for; the parent turns it into 'malformed'. */
export const wrongKind = 'WRONG_KIND';

export const fileOperations: Readonly<Record<FileOperation, (request: FileRequest) => unknown>> = {
  readText: ({ path, root, capBytes = 1 << 20 }) => readText(located(path, root), capBytes),
  list: ({ path, root }) => list(located(path, root)),
  stat: ({ path, root }) => toFileStat(statSync(located(path, root))),
  readLink: ({ path, root }) => readlinkSync(root === null ? path : resolveInRoot(root, path, { followLast: false })),
  space: ({ path, root }) => space(located(path, root)),
  nearestFolder: ({ path, root }) => nearestFolder(path, root),
  processes: () => processes(),
  holders: ({ path }) => holders(path),
};

const located = (path: string, root: string | null): string => (root === null ? path : resolveInRoot(root, path));

/** O_NONBLOCK: opening a FIFO must not wait for a writer. */
function readText(path: string, capBytes: number): TextFile {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw wrong(`${path} is a ${kindOf(stats)}, not a file`);
    const bytes = readUpTo(descriptor, capBytes + 1);
    const isTruncated = bytes.length > capBytes;
    return { text: bytes.subarray(0, capBytes).toString('utf8'), stat: toFileStat(stats), isTruncated };
  } finally {
    closeSync(descriptor);
  }
}

/** Reads to the end rather than to the size: files of /proc claim to be empty. */
function readUpTo(descriptor: number, capBytes: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total < capBytes) {
    const chunk = Buffer.alloc(Math.min(65_536, capBytes - total));
    const count = readSync(descriptor, chunk);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    total += count;
  }
  return Buffer.concat(chunks, total);
}

function list(path: string): readonly string[] {
  const stats = statSync(path);
  if (!stats.isDirectory()) throw wrong(`${path} is a ${kindOf(stats)}, not a folder`);
  return readdirSync(path).sort();
}

function space(path: string): FileSystemSpace {
  const { bsize, blocks, bfree, bavail, files, ffree } = statfsSync(path);
  return {
    totalBytes: blocks * bsize,
    freeBytes: bfree * bsize,
    availableBytes: bavail * bsize,
    totalInodeCount: files,
    freeInodeCount: ffree,
  };
}

function nearestFolder(path: string, root: string | null): string {
  for (let candidate = path; ; candidate = dirname(candidate)) {
    try {
      const place = root === null ? realpathSync(candidate) : resolveInRoot(root, candidate);
      const stats = statSync(place);
      if (stats.isDirectory()) return root === null ? place : place.slice(root.length) || '/';
      if (candidate === path) throw wrong(`${path} is a ${kindOf(stats)}, not a folder`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || candidate === '/') throw error;
    }
  }
}

function processes(): readonly ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => vanishable(() => processEntry(pid)));
}

function processEntry(pid: string): ProcessEntry {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in brackets and may itself hold brackets and blanks: the last one ends it.
  const nameEnd = stat.lastIndexOf(')');
  const startTicks = Number(stat.slice(nameEnd + 2).split(' ')[19]);
  const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  return {
    pid: Number(pid),
    uid: statSync(`/proc/${pid}`).uid,
    name: stat.slice(stat.indexOf('(') + 1, nameEnd),
    program,
    // USER_HZ is 100 on every architecture that Node runs on.
    startedAfterBootSeconds: startTicks / 100,
  };
}

/** By inode: the holder may know the file by another name. Locks stand in /proc/locks, open files in fd folders. */
function holders(path: string): readonly number[] {
  const target = statSync(path);
  const lockers = readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .filter((line) => line.includes(`:${target.ino} `))
    .map((line) => Number(/^\d+:.*?(?:READ|WRITE)\s+(-?\d+)/.exec(line)?.[1]));
  const openers = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => vanishable(() => hasOpen(pid, target)).includes(true))
    .map(Number);
  return [...new Set([...lockers, ...openers])].filter((pid) => pid > 0).sort((a, b) => a - b);
}

function hasOpen(pid: string, target: Stats): boolean {
  return readdirSync(`/proc/${pid}/fd`).some((descriptor) =>
    vanishable(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`))
      .filter((link) => link.startsWith('/'))
      .flatMap((link) => vanishable(() => lstatSync(link)))
      .some((stats) => stats.ino === target.ino && stats.dev === target.dev),
  );
}

/** A process may end, or belong to somebody else, between two looks. */
function vanishable<T>(look: () => T): readonly T[] {
  try {
    return [look()];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM' || code === 'EINVAL') return [];
    throw error;
  }
}

function toFileStat(stats: Stats): FileStat {
  return {
    kind: kindOf(stats),
    sizeBytes: stats.size,
    modeOctal: (stats.mode & 0o7777).toString(8).padStart(4, '0'),
    uid: stats.uid,
    gid: stats.gid,
    modifiedAt: stats.mtime.toISOString(),
    bornAt: stats.birthtimeMs > 0 ? stats.birthtime.toISOString() : null,
    device: stats.dev,
    inode: stats.ino,
  };
}

function kindOf(stats: Stats): FileKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isFIFO()) return 'fifo';
  if (stats.isSocket()) return 'socket';
  if (stats.isCharacterDevice() || stats.isBlockDevice()) return 'device';
  return 'other';
}

const wrong = (message: string): Error => Object.assign(new Error(message), { code: wrongKind });
