// Whether this process could read a regular file, without reading it, and who owns what it cannot read.
import { accessSync as access, closeSync, constants, openSync, lstatSync, readFileSync } from 'node:fs';
import { errorCode } from '../../facts/storage/error-code.js';
import { readsPastModes, type Ownership } from '../../facts/storage/denial.js';
import { forNode } from './byte-paths.js';
import { ownConfinement, textOf } from './read-confinement.js';
import type { BytePath } from './scan-lines.js';

/** The error code, or null where it can be read or has vanished meanwhile. */
export type WhyUnreadable = (file: BytePath) => string | null;

/** What turned into something else, or went, between two looks is no fault. */
export const gone: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO']);

/**
 * Whether modes and access control lists stop no read of this process, on file systems that obey the kernel's capabilities.
 * In a user namespace of its own root is not root to every file.
 */
export const passesModes = (): boolean =>
  readsPastModes(textOf('/proc/self/status')) &&
  ['uid_map', 'gid_map'].every((map) => /^\s*0\s+0\s+4294967295\s*$/.test(textOf(`/proc/self/${map}`)));

/** There nothing else stops it, either: a security module may refuse anybody. */
export const readsWhateverItFinds = (): boolean =>
  passesModes() && ['', 'unconfined'].includes(textOf('/proc/self/attr/current').replace(/[\0\n]+$/, ''));

/** At access(2) the kernel does not ask AppArmor at all, and SELinux only whether a file may be read, not whether it may be opened. */
export const mustOpenToKnow = (): boolean => ownConfinement() !== null;

/**
 * access(2) asks for the real user without its capabilities, so it lies to a service that was given
 * CAP_DAC_READ_SEARCH and is not root: there the file is opened, as where a security module has a say.
 */
export function readabilityTest(): WhyUnreadable {
  const isPrivileged = readsPastModes(readFileSync('/proc/self/status', 'latin1'));
  return mustOpenToKnow() || (isPrivileged && process.getuid?.() !== 0) ? (file) => codeOf(() => tryToOpen(forNode(file))) : whyNoAccess;
}

/** A folder can be listed and still be closed: without search permission nothing in it can be reached. */
export const whyNotSearchable = (folder: BytePath): string | null => codeOf(() => lstatSync(forNode(`${folder}/.`)));

/** null where it cannot be seen: then the code of the refusal is all there is. */
export function ownership(path: BytePath): Ownership | null {
  try {
    const { mode, uid, gid, size } = lstatSync(forNode(path));
    return { mode: mode & 0o7777, uid, gid, size };
  } catch {
    return null;
  }
}

/** Of their own: each look into a module as large as node:fs would show in the time of a scan. */
const [accessSync, readPermission] = [access, constants.R_OK];

/** Without a closure, since it is asked for each file. */
function whyNoAccess(file: BytePath): string | null {
  try {
    accessSync(forNode(file), readPermission);
    return null;
  } catch (error) {
    return codeUnlessGone(error as NodeJS.ErrnoException);
  }
}

/** It was a regular file a moment ago; should it be a FIFO or a link by now, nothing waits and nothing is followed. */
function tryToOpen(path: string | Buffer): void {
  try {
    closeSync(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW | constants.O_NOCTTY));
  } catch (error) {
    // Somebody holds a lease on it, and gives it back to whoever waits.
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
}

function codeOf(look: () => unknown): string | null {
  try {
    look();
    return null;
  } catch (error) {
    return codeUnlessGone(error as NodeJS.ErrnoException);
  }
}

/** null where it vanished between two looks. */
export function codeUnlessGone(error: NodeJS.ErrnoException): string | null {
  const code = errorCode(error);
  return gone.has(code) ? null : code;
}
