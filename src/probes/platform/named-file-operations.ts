// What is done with a file or folder that the user named, each plain and synchronous: here, or in a child where it may hang.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { readAll } from './read-all.js';

export type NamedFileRequest =
  | { readonly operation: 'read'; readonly path: string; readonly capBytes: number; readonly isStreamFine: boolean; readonly isPrivate?: boolean }
  | { readonly operation: 'folder'; readonly path: string }
  | { readonly operation: 'space'; readonly path: string }
  | WriteRequest;

interface WriteRequest {
  readonly operation: 'write';
  readonly path: string;
  readonly text: string;
  /** `base64` for what is no text. */
  readonly encoding: 'utf8' | 'base64';
  readonly isForAll: boolean;
}

/**
 * @returns what was read as base64, since it may come through a pipe of text; a folder with its links resolved
 * @throws the file system's error, with its code
 */
export function perform(request: NamedFileRequest): string {
  switch (request.operation) {
    case 'read':
      return read(request).toString('base64');
    case 'folder':
      return folder(request.path);
    case 'space':
      return space(request.path);
    case 'write':
      return write(request);
  }
}

/** Where a stream will not do it is not waited for: a FIFO that nobody writes to would hold the open for ever. */
function read({ path, capBytes, isStreamFine, isPrivate = false }: Extract<NamedFileRequest, { operation: 'read' }>): Buffer {
  const descriptor = openSync(path, isStreamFine ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) throw refusal('EISDIR');
    if (!isStreamFine && !stats.isFile()) throw refusal(notRegular);
    if (isPrivate && isOpenToOthers(stats)) throw refusal(openToOthers);
    return readAll(descriptor, capBytes);
  } finally {
    closeSync(descriptor);
  }
}

/** Where files have modes at all: Windows keeps such rights elsewhere. */
const isOpenToOthers = ({ mode }: Stats): boolean => process.getuid !== undefined && (mode & 0o007) !== 0;

function folder(path: string): string {
  if (!statSync(path).isDirectory()) throw refusal('ENOTDIR');
  return realpathSync(path);
}

/** What whoever runs this may still write beside the file. */
function space(path: string): string {
  const place = existsSync(path) ? realpathSync(path) : path;
  const { bavail, bsize } = statfsSync(dirname(place));
  return String(bavail * bsize);
}

/**
 * Written beside its place and renamed, readable by its owner alone unless it is for all; a link keeps pointing at what it points at.
 * A device takes the text itself: `--output /dev/null` must not replace it.
 */
function write({ path, text, encoding, isForAll }: WriteRequest): string {
  const bytes = Buffer.from(text, encoding);
  const place = existsSync(path) ? realpathSync(path) : path;
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (stats?.isCharacterDevice() === true) writeFileSync(place, bytes);
  else if (stats === undefined || stats.isFile()) replaceFile(place, bytes, isForAll);
  else throw refusal(stats.isDirectory() ? 'EISDIR' : notRegular);
  return place;
}

function replaceFile(path: string, bytes: Uint8Array, isForAll: boolean): void {
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx' });
    // Whatever the umask says.
    if (isForAll) chmodSync(temporary, 0o644);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

const notRegular = 'not a regular file';
/** The error code of a secret that is none. */
export const openToOthers = 'open to every user';

const refusal = (code: string): Error => Object.assign(new Error(code), { code });
