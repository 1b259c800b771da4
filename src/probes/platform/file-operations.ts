// What the file child can do, each a plain synchronous look, and one that keeps our own state. Links resolve inside the image with --root.
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  opendirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  statfsSync,
  statSync,
  type Stats,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { appendLine, type Addition } from './append-line.js';
import { atPlace, type Address, type Place } from './place.js';
import { resolveAsFar, resolveInRoot } from './resolve-in-root.js';
import type { FileKind, FileStat, FileSystemSpace, ProcessEntry, TextFile } from './system.js';
import { tolerant } from './tolerant.js';

export type FileOperation = 'readText' | 'readTail' | 'list' | 'stat' | 'readLink' | 'space' | 'nearestFolder' | 'resolve' | 'processes' | 'holders' | 'append';

export interface FileRequest {
  readonly operation: FileOperation;
  readonly path: string;
  readonly root: string | null;
  readonly capBytes?: number;
  /** Of `append`. */
  readonly addition?: Addition;
  /** The mount that this child may hang in. */
  readonly mayEnter: string | null;
}

export type FileReply =
  | { readonly value: unknown }
  | { readonly error: { readonly code: string | null; readonly message: string } }
  /** Not looked at: the path leads into a mount that may hang, which has a child of its own. */
  | { readonly entersMount: string };

/** Thrown for a path that exists but is not what was asked for; the parent turns it into 'malformed'. */
export const wrongKind = 'WRONG_KIND';

/** More names than this are no folder that anybody configures by hand. */
const maxNameCount = 200_000;

type Look = (request: Address & { readonly capBytes?: number; readonly addition?: Addition }) => unknown;

export const fileOperations: Readonly<Record<FileOperation, Look>> = {
  readText: (request) => atPlace(request, (place) => readText(request.path, place, request.capBytes ?? 1 << 20)),
  readTail: (request) => atPlace(request, (place) => readTail(request.path, place, request.capBytes ?? 1 << 20)),
  list: (request) => atPlace(request, (place) => list(request.path, place)),
  stat: (request) => atPlace(request, ({ stats }) => toFileStat(stats)),
  readLink,
  space: (request) => atPlace(request, ({ path }) => space(path)),
  nearestFolder,
  resolve: ({ path, root, barriers }) => resolveAsFar(root ?? '', path, { followLast: false, barriers }).slice((root ?? '').length) || '/',
  append: (request) => appendLine(request, request.addition ?? { line: '', dropped: [] }),
  processes: () => processes(),
  holders: (request) => atPlace(request, ({ stats, truePath }) => holders(stats, truePath ?? request.path)),
};

/** O_NONBLOCK, which Windows lacks: some files of /proc wait for news. */
function readText(name: string, { path, stats }: Place, capBytes: number): TextFile {
  if (!stats.isFile()) throw wrong(`${name} is a ${kindOf(stats)}, not a file`);
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const bytes = readUpTo(descriptor, capBytes + 1);
    const isTruncated = bytes.length > capBytes;
    return { text: bytes.subarray(0, capBytes).toString('utf8'), stat: toFileStat(stats), isTruncated };
  } finally {
    closeSync(descriptor);
  }
}

function readTail(name: string, { path, stats }: Place, capBytes: number): TextFile {
  if (!stats.isFile()) throw wrong(`${name} is a ${kindOf(stats)}, not a file`);
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const start = Math.max(0, stats.size - capBytes);
    const bytes = Buffer.alloc(stats.size - start);
    const text = bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, start)).toString('utf8');
    // What stands before the first line end is the rest of a line.
    return { text: start === 0 ? text : text.slice(text.indexOf('\n') + 1), stat: toFileStat(stats), isTruncated: start > 0 };
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

function list(name: string, { path, stats }: Place): readonly string[] {
  if (!stats.isDirectory()) throw wrong(`${name} is a ${kindOf(stats)}, not a folder`);
  const folder = opendirSync(path);
  try {
    const names: string[] = [];
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
      names.push(entry.name);
      if (names.length > maxNameCount) throw wrong(`${name} holds more than ${maxNameCount} names`);
    }
    return names.sort();
  } finally {
    folder.closeSync();
  }
}

/** The folder is held, its last component is not followed. */
function readLink({ path, root, barriers }: Address): string {
  if (root === null && barriers.size === 0) return readlinkSync(path);
  const place = resolveInRoot(root ?? '', path, { followLast: false, barriers });
  const folder = { path: dirname(place).slice((root ?? '').length) || '/', root, barriers };
  return atPlace(folder, (held) => readlinkSync(`${held.path}/${basename(place)}`));
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

function nearestFolder(address: Address): string {
  for (let candidate = address.path; ; candidate = dirname(candidate)) {
    try {
      const found = atPlace({ ...address, path: candidate }, ({ stats, truePath }) => ({
        stats,
        truePath: truePath ?? realpathSync(candidate),
      }));
      if (found.stats.isDirectory()) return found.truePath.slice((address.root ?? '').length) || '/';
      if (candidate === address.path) throw wrong(`${address.path} is a ${kindOf(found.stats)}, not a folder`);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if ((code !== 'ENOENT' && code !== 'ENOTDIR') || candidate === dirname(candidate)) throw error;
    }
  }
}

function processes(): readonly ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => vanishable(() => (isOfThisHost(pid) ? [processEntry(pid)] : [])).flat());
}

/** A process of a container has a number of its own there, beside the one here: `NSpid:\t4321\t7`. Old kernels tell none. */
const isOfThisHost = (pid: string): boolean => !/^NSpid:\s+\d+\s+\d/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

function processEntry(pid: string): ProcessEntry {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in brackets and may itself hold brackets and blanks: the last one ends it.
  const nameEnd = stat.lastIndexOf(')');
  const fields = stat.slice(nameEnd + 2).split(' ');
  const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  return {
    pid: Number(pid),
    uid: statSync(`/proc/${pid}`).uid,
    name: stat.slice(stat.indexOf('(') + 1, nameEnd),
    program,
    // USER_HZ is 100 on every architecture that Node runs on.
    startedAfterBootSeconds: Number(fields[19]) / 100,
    state: fields[0] ?? '',
  };
}

/** Locks stand in /proc/locks, open files in the fd folders. */
function holders(target: Stats, truePath: string): readonly number[] {
  const ownPid = String(process.pid);
  const openers = readdirSync('/proc')
    // This process holds it open to look at it.
    .filter((name) => /^\d+$/.test(name) && name !== ownPid)
    .filter((pid) => vanishable(() => hasOpen(pid, target, basename(truePath))).includes(true))
    .map(Number);
  const lockers = lockHolders(lockTable(), target);
  return [...new Set([...lockers, ...openers])].filter((pid) => pid > 0).sort((a, b) => a - b);
}

function lockTable(): string {
  const table = tolerant(() => readFileSync('/proc/locks', 'utf8'));
  if (table === null) throw wrong('who locks a file cannot be told: /proc/locks cannot be read');
  return table;
}

/** `1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF`; `->` marks one that still waits for the lock. */
function lockHolders(locks: string, { dev, ino }: Stats): readonly number[] {
  return locks.split('\n').flatMap((line) => {
    const [, pid, major = '', minor = '', inode] =
      /^\d+: (?!->).*?(?:READ|WRITE)\s+(-?\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) /.exec(line) ?? [];
    if (inode !== String(ino)) return [];
    // File systems without a device of their own show another number to stat than to the lock table.
    const isSameDevice = Number.parseInt(major, 16) === 0 || deviceNumber(Number.parseInt(major, 16), Number.parseInt(minor, 16)) === dev;
    return isSameDevice ? [Number(pid)] : [];
  });
}

/** As stat packs it: makedev(3). */
const deviceNumber = (major: number, minor: number): number =>
  (minor & 0xff) + ((major & 0xfff) << 8) + (minor & ~0xff) * 2 ** 12 + (major & ~0xfff) * 2 ** 32;

/** Only names alike are looked at: another open file may lie on a mount that hangs. */
function hasOpen(pid: string, target: Stats, name: string): boolean {
  return readdirSync(`/proc/${pid}/fd`).some((descriptor) => {
    // Either may fail in any way: too deep for the kernel to name, or a name of another view of the mounts, which leads anywhere here.
    const link = tolerant(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`));
    const stats = link?.startsWith('/') === true && basename(link) === name ? tolerant(() => lstatSync(link)) : null;
    return stats?.ino === target.ino && stats.dev === target.dev;
  });
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
