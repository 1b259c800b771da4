// Adds one line to a file of our own state folder, in one write, so that of two writers each line stays whole. It begins
// with a newline of its own: what a killed writer left torn before it costs that line alone.
import { closeSync, constants, existsSync, fstatSync, fsyncSync, lstatSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Address } from './place.js';
import { whyUnsafe } from './own-folder.js';
import { resolveInRoot } from './resolve-in-root.js';

export interface Addition {
  readonly line: string;
  /** Names of files beside it that have had their time. */
  readonly dropped: readonly string[];
}

/** Thrown with the reason, for the person who runs the tool. */
export const refused = 'REFUSED';

const descriptors = '/proc/self/fd';

export function appendLine({ path, root, barriers }: Address, { line, dropped }: Addition): null {
  if (root !== null) throw refusal(path, 'a host image is only read');
  const folder = dirname(path);
  makeFolder(folder, barriers);
  const held = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    const unsafe = whyUnsafe(lstatSync(folder), fstatSync(held));
    if (unsafe !== null) throw refusal(path, unsafe);
    const inside = existsSync(descriptors) ? `${descriptors}/${held}` : folder;
    write(`${inside}/${basename(path)}`, path, `\n${line}\n`);
    for (const name of dropped) rmSync(`${inside}/${basename(name)}`, { force: true });
  } finally {
    closeSync(held);
  }
  return null;
}

/** Never into a mount that may hang: this process reads for others, too. */
function makeFolder(folder: string, barriers: Address['barriers']): void {
  try {
    resolveInRoot('', folder, { barriers });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
}

function write(place: string, path: string, text: string): void {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = openSync(place, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    if (!fstatSync(file).isFile()) throw refusal(path, 'it is not a plain file');
    const bytes = Buffer.from(text);
    // A second write could land behind another writer's line.
    if (writeSync(file, bytes) < bytes.length) throw refusal(path, 'the disk is full');
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const refusal = (path: string, why: string): Error => Object.assign(new Error(`${path} was not written: ${why}`), { code: refused });
