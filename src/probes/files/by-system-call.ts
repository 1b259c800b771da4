// The fast way to read a folder: the kernel's records as they are, and of a file that can be read not even the name.
import type { CallBuffer } from '../platform/koffi.js';
import type { LoadedCalls, SystemCalls } from '../platform/system-calls.js';
import { joined } from './byte-paths.js';
import { kindByLook, type Special } from './folder-entries.js';
import type { EntryTaker, FolderReader } from './folder-reader.js';
import { gone } from './readability.js';
import type { BytePath } from './scan-lines.js';

/** About a thousand entries: the time is looked at after each filling. */
const bufferBytes = 32_768;

/** getdents64(2): inode and offset of 8 bytes each, the record's length of 2, the type of 1, the name. */
const [lengthAt, typeAt, nameAt] = [16, 18, 19];

/** DT_ of readdir(3). */
const types = { unknown: 0, folder: 4, file: 8 } as const;
const specials: Readonly<Partial<Record<number, Special>>> = { 1: 'fifo', 2: 'device', 6: 'device', 12: 'socket' };

/** @param looksAtFiles false where this process reads whatever it finds @param notices names that may be odd are told, and special files */
export function readerBySystemCall({ calls, callBuffer }: LoadedCalls, looksAtFiles: boolean, notices: boolean): FolderReader {
  const buffer = callBuffer(bufferBytes);
  const means: Means = { buffer, look: looksAtFiles ? calls.whyUnreadable : () => null, ownership: calls.ownership, notices };
  let opened: Opened = { folder: '', descriptor: -1, leaveOut: null, hasReached: false };
  return {
    read(folder, leaveOut, take) {
      opened = { folder, descriptor: calls.openFolder(folder), leaveOut, hasReached: false };
      try {
        let length: number;
        do length = calls.entries(opened.descriptor, buffer);
        while (length > 0 && tell(means, opened, lookAt(means, opened, length, take), take));
      } finally {
        calls.close(opened.descriptor);
      }
    },
    whyNotSearchable: () => (opened.hasReached ? null : calls.whyNotSearchable(opened.descriptor)),
  };
}

interface Means extends Pick<SystemCalls, 'ownership'> {
  readonly buffer: CallBuffer;
  readonly look: SystemCalls['whyUnreadable'];
  readonly notices: boolean;
}

interface Opened {
  readonly folder: BytePath;
  readonly descriptor: number;
  readonly leaveOut: ReadonlySet<BytePath> | null;
  /** Something in it could be read, so that it may be searched. */
  hasReached: boolean;
}

/** In one filling of the buffer; names by where they begin. */
interface Found {
  readonly entryCount: number;
  readonly fileCount: number;
  readonly folders: readonly number[];
  readonly denied: readonly Denied[];
}

interface Denied {
  readonly start: number;
  readonly code: string;
}

/**
 * Written out in one loop: it runs once an entry, and each call in it would show in the time of the scan. What is rare is put off, so that
 * the engine compiles little, and once; names and special files, which can be seen in a folder that is closed, are told at once.
 */
function lookAt({ buffer, look, notices }: Means, opened: Opened, length: number, take: EntryTaker): Found {
  const { folder, descriptor, leaveOut } = opened;
  const { bytes, address } = buffer;
  const [folders, denied]: [number[], Denied[]] = [[], []];
  let [entryCount, fileCount] = [0, 0];
  for (let offset = 0; offset < length; ) {
    const start = offset + nameAt;
    let type: number = bytes[offset + typeAt] ?? 0;
    offset += (bytes[offset + lengthAt] ?? 0) | ((bytes[offset + lengthAt + 1] ?? 0) << 8);
    if (bytes[start] === dot && isOwnOrParent(bytes, start)) continue;
    entryCount += 1;
    if (leaveOut?.has(nameIn(bytes, start)) === true) continue;
    if (notices && isBeyondAscii(bytes, start)) take.foreignName(nameIn(bytes, start));
    if (type === types.unknown) type = typeByLook(joined(folder, nameIn(bytes, start)));
    if (type === types.file) {
      fileCount += 1;
      const code = look(descriptor, address + start);
      if (code === null) opened.hasReached = true;
      else if (!gone.has(code)) denied.push({ start, code });
    } else if (type === types.folder) folders.push(start);
    else if (notices) tellSpecial(type, nameIn(bytes, start), take);
  }
  return { entryCount, fileCount, folders, denied };
}

/** @returns whether to go on: not where nothing in it can be reached, which is told once, nor when the time is up */
function tell({ buffer: { bytes, address }, ownership }: Means, { descriptor }: Opened, found: Found, take: EntryTaker): boolean {
  const { entryCount, fileCount, folders, denied } = found;
  const enter = (start: number): boolean => take.folder(nameIn(bytes, start));
  const deny = ({ start, code }: Denied): boolean => take.unreadable(nameIn(bytes, start), code, ownership(descriptor, address + start));
  return folders.every(enter) && denied.every(deny) && take.counted(entryCount, fileCount);
}

const nameIn = (bytes: Buffer, start: number): BytePath => bytes.toString('latin1', start, bytes.indexOf(0, start));

function isBeyondAscii(bytes: Buffer, start: number): boolean {
  let bits = 0;
  for (let at = start, byte = bytes[at] ?? 0; byte !== 0; byte = bytes[++at] ?? 0) bits |= byte;
  return bits > 0x7f;
}

function tellSpecial(type: number, name: BytePath, take: EntryTaker): void {
  const kind = specials[type];
  if (kind !== undefined) take.special(name, kind);
}

const dot = 0x2e;

/** Of a name that begins with a dot. */
const isOwnOrParent = (bytes: Buffer, start: number): boolean =>
  bytes[start + 1] === 0 || (bytes[start + 1] === dot && bytes[start + 2] === 0);

/** For file systems that do not say what an entry is. What cannot be looked at is taken for a file, and its look says why. */
function typeByLook(path: BytePath): number {
  const kind = kindByLook(path);
  if (kind === 'folder') return types.folder;
  if (kind === 'file' || kind === 'unknown') return types.file;
  return Number(Object.keys(specials).find((type) => specials[Number(type)] === kind) ?? -1);
}
