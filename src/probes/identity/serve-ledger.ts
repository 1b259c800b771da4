// Child process: writes the ledger, where SIGKILL can end a write that hangs. The folder is entered before it is
// looked at, so that no link can be put in its place; the file is written aside, synced and renamed over the old one.
import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { endWithParent } from '../platform/end-with-parent.js';
import { whyUnsafe } from '../platform/own-folder.js';
import { wayTo } from '../platform/way-to.js';

export interface LedgerWrite {
  readonly folder: string;
  readonly fileName: string;
  readonly text: string;
  /** Where the old file is damaged: it is kept under this name. */
  readonly keepAs: string | null;
}

export type LedgerWriteReply = { readonly state: 'written' } | { readonly state: 'refused'; readonly reason: string };

export function serve(): void {
  const request = JSON.parse(readFileSync(0, 'utf8')) as LedgerWrite;
  if (wayTo(request.folder).mayHang) endWithParent();
  process.stdout.write(JSON.stringify(answer(request)));
}

function answer(request: LedgerWrite): LedgerWriteReply {
  try {
    return write(request);
  } catch (error) {
    return refused(`it could not be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}

function write({ folder, fileName, text, keepAs }: LedgerWrite): LedgerWriteReply {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.chdir(folder);
  const unsafe = whyRefused(folder, fileName);
  if (unsafe !== null) return refused(unsafe);
  const aside = `.${fileName}.${process.pid}`;
  try {
    writeNew(aside, text);
    if (keepAs !== null) renameSync(fileName, keepAs);
    renameSync(aside, fileName);
  } finally {
    rmSync(aside, { force: true });
  }
  return { state: 'written' };
}

function whyRefused(folder: string, fileName: string): string | null {
  const unsafe = whyUnsafe(lstatSync(folder), statSync('.'));
  if (unsafe !== null) return unsafe;
  const old = lstatSync(fileName, { throwIfNoEntry: false });
  return old === undefined || old.isFile() ? null : 'it is not a plain file';
}

/** Fails where the name exists, also as a link. */
function writeNew(name: string, text: string): void {
  const descriptor = openSync(name, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const refused = (reason: string): LedgerWriteReply => ({ state: 'refused', reason });
