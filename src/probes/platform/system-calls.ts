// System calls made through koffi's prebuilt library where the optional package is installed. Two that Node does not offer: the
// entries of a folder without an object for each, and access(2) for the rights that count when a file is opened. And what goes
// with them, open(2), close(2) and a look at who owns a file, which through Node take several times as long.
import { constants } from 'node:fs';
import { constants as system } from 'node:os';
import { getSystemErrorName } from 'node:util';
import type { Ownership } from '../../facts/storage/denial.js';
import { errorCode } from '../../facts/storage/error-code.js';
import { callBuffer, loadKoffi, type CallBuffer, type CountingCall, type Koffi } from './koffi.js';

export interface SystemCalls {
  /** @param path one character a byte @returns its descriptor @throws as node:fs does */
  readonly openFolder: (path: string) => number;
  readonly close: (descriptor: number) => void;
  /** Fills the buffer with records as in getdents(2). @returns their bytes, 0 at the end @throws as node:fs does */
  readonly entries: (descriptor: number, buffer: CallBuffer) => number;
  /** @param name where it begins in memory @returns null where it can be read, else the error code */
  readonly whyUnreadable: (folder: number, name: number) => string | null;
  /** @returns null where what lies in the folder can be reached, else the error code */
  readonly whyNotSearchable: (folder: number) => string | null;
  /** @param name as above @returns null where it cannot be seen; a link is not followed */
  readonly ownership: (folder: number, name: number) => Ownership | null;
}

/** From the kernel's tables of system calls. */
const numbers: Readonly<Record<string, Numbers>> = {
  x64: { close: 3, getdents64: 217, openat: 257, statx: 332, faccessat2: 439 },
  arm64: { openat: 56, close: 57, getdents64: 61, statx: 291, faccessat2: 439 },
};

type Numbers = Readonly<Record<'close' | 'getdents64' | 'openat' | 'statx' | 'faccessat2', number>>;

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;
const openFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | 0o2000000; // O_CLOEXEC, which Node does not name

/** PATH_MAX of Linux, with the NUL at the end. */
const maxPathBytes = 4_096;

const [isThere, readPermission] = [0, 4];
/** The C library's own faccessat asks for the wrong user before glibc 2.33, hence the bare call. */
const effectiveRights = 0x200;

/** statx(2): AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, and where its answer of so many bytes says what. */
const [noFollow, basicStats, statsBytes] = [0x100, 0x7ff, 256];
const statsAt = { uid: 20, gid: 24, mode: 28, size: 40 } as const;

export interface LoadedCalls {
  readonly calls: SystemCalls;
  readonly callBuffer: (length: number) => CallBuffer;
}

/** null where the package is not installed or does not load, or where the kernel (before 5.8: ENOSYS) or a sandbox (EPERM) refuses the call. */
export function loadSystemCalls(): LoadedCalls | null {
  const call = numbers[process.arch];
  if (call === undefined) return null;
  try {
    const koffi = loadKoffi();
    if (koffi === null) return null;
    const loaded = bind(koffi, call);
    const root = loaded.callBuffer(8);
    root.bytes.write('/\0');
    return [null, 'EACCES'].includes(loaded.calls.whyUnreadable(-1, root.address)) ? loaded : null;
  } catch {
    return null;
  }
}

function bind(koffi: Koffi, { close, getdents64, openat, statx, faccessat2 }: Numbers): LoadedCalls {
  const library = koffi.load(null);
  const call = library.func('int syscall(long number, int folder, long memory, int third, int fourth)') as CountingCall;
  const callFilling = library.func('int syscall(long number, int folder, long memory, int third, int fourth, long filled)') as CountingCall;
  const stats = callBuffer(koffi, statsBytes);
  const itself = callBuffer(koffi, 8);
  itself.bytes.write('.\0');
  const path = callBuffer(koffi, maxPathBytes);
  const calls: SystemCalls = {
    openFolder: (folder) => {
      if (folder.length >= maxPathBytes) throw failure('open', system.errno.ENAMETOOLONG);
      path.bytes[path.bytes.write(folder, 'latin1')] = 0;
      const descriptor = call(openat, -1, path.address, openFlags, 0);
      if (descriptor < 0) throw failure('open', koffi.errno());
      return descriptor;
    },
    close: (descriptor) => void call(close, descriptor, 0, 0, 0),
    entries: (descriptor, { bytes, address }) => {
      const length = call(getdents64, descriptor, address, bytes.length, 0);
      if (length < 0) throw failure('getdents64', koffi.errno());
      return length;
    },
    whyUnreadable: (folder, name) => (call(faccessat2, folder, name, readPermission, effectiveRights) === 0 ? null : nameOf(koffi.errno())),
    whyNotSearchable: (folder) => (call(faccessat2, folder, itself.address, isThere, effectiveRights) === 0 ? null : nameOf(koffi.errno())),
    ownership: (folder, name) => (callFilling(statx, folder, name, noFollow, basicStats, stats.address) === 0 ? ownershipIn(stats.bytes) : null),
  };
  return { calls, callBuffer: (length) => callBuffer(koffi, length) };
}

const failure = (call: string, errno: number): Error => Object.assign(new Error(`${call}: ${nameOf(errno)}`), { code: nameOf(errno), errno: -errno });

const ownershipIn = (stats: Buffer): Ownership => ({
  mode: stats.readUInt16LE(statsAt.mode) & 0o7777,
  uid: stats.readUInt32LE(statsAt.uid),
  gid: stats.readUInt32LE(statsAt.gid),
  size: Number(stats.readBigUInt64LE(statsAt.size)),
});

const knownNames = new Map<number, string>();

/** Where everything is unreadable it is asked for a million times. */
function nameOf(errno: number): string {
  const name = knownNames.get(errno) ?? lookUpName(errno);
  knownNames.set(errno, name);
  return name;
}

function lookUpName(errno: number): string {
  try {
    return errorCode({ code: getSystemErrorName(-errno), errno: -errno });
  } catch {
    return errorCode({ errno: -errno });
  }
}
