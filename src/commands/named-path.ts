// Files and folders that the command line names: found from here, asked within the time of the run, refused in one clear sentence.
import { resolve } from 'node:path';
import { freeBytesFor, noAnswer, readNamedFile, resolveNamedFolder, writeNamedFile } from '../probes/platform/named-files.js';
import { startedWithText } from '../probes/platform/started-with-text.js';
import { UsageError } from '../usage-error.js';

/** A disk answers in milliseconds, a busy server within seconds. */
const answerLimitMs = 5_000;
/** For writing what was seen, when the look itself took all the time of the run. */
const graceMs = 500;

/** @param deadlineMs of the run: counted, as the clock itself, from the start of this process */
export const limitWithin = (deadlineMs: number): number =>
  Math.min(answerLimitMs, Math.max(0, Math.round(deadlineMs - performance.now())) + graceMs);

export interface ReadOptions {
  readonly capBytes: number;
  /** A FIFO or device will do, and is waited for. */
  readonly isStreamFine: boolean;
  readonly deadlineMs?: number | undefined;
  /** What to name instead. */
  readonly remedy: string;
}

export function readNamed(path: string, { capBytes, isStreamFine, deadlineMs = Infinity, remedy }: ReadOptions): Promise<Buffer> {
  const place = absolute(path);
  const ask = (limitMs: number): Promise<Buffer> => readNamedFile(place, { capBytes, isStreamFine, limitMs });
  return orExplain(ask, deadlineMs, 'cannot be read', (why) => `${JSON.stringify(path)} ${why}; ${remedy}`);
}

/** @returns the folder of a host image, with its links resolved */
export function imageFolder(root: string, deadlineMs: number): Promise<string> {
  const ask = (limitMs: number): Promise<string> => resolveNamedFolder(root, limitMs);
  return orExplain(
    ask,
    deadlineMs,
    'is no folder',
    (why) => `--root ${JSON.stringify(root)} ${why}; name the folder that the host image is mounted at`,
  );
}

export interface WriteOptions {
  /** What becomes of the text where it cannot be written, in words. */
  readonly instead?: string;
  /** Another program, of another user, is to read it; else it is for its owner alone. */
  readonly isForAll?: boolean;
}

export function writeNamed(path: string, content: string | Uint8Array, deadlineMs = Infinity, { instead = '', isForAll = false }: WriteOptions = {}): Promise<void> {
  const place = absolute(path);
  const ask = (limitMs: number): Promise<void> => writeNamedFile(place, content, { isForAll, limitMs });
  const remedy = 'name a file in a folder that you may write to';
  return orExplain(ask, deadlineMs, 'cannot be written', (why) => `${JSON.stringify(path)} ${why}${instead}; ${remedy}`);
}

/** @returns bytes that may still be written there */
export function freeBytesAt(path: string, deadlineMs = Infinity): Promise<number> {
  const place = absolute(path);
  const ask = (limitMs: number): Promise<number> => freeBytesFor(place, limitMs);
  return orExplain(ask, deadlineMs, 'cannot be written', (why) => `${JSON.stringify(path)} ${why}; name a file in a folder that you may write to`);
}

/** @throws UsageError where nobody can tell what a relative path means, or which file it is */
export function absolute(path: string): string {
  try {
    return asText(resolve(path));
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const remedy = 'change to another, or name an absolute path';
    throw new UsageError(`${JSON.stringify(path)} is relative to a working directory that no longer exists; ${remedy}`, { cause });
  }
}

/** A path of the backup set: below --root one of the image's own, and on the live host it may be relative to here. */
export const pathOfSet = (path: string, root: string | undefined): string => (root === undefined ? absolute(path) : asText(path));

/** A name may be any bytes, and a path that lost some would be looked for in vain. */
function asText(path: string): string {
  if (!path.includes('\ufffd') || startedWithText()) return path;
  throw new UsageError(`the path ${JSON.stringify(path)} is not UTF-8 text, and its bytes did not reach this program; name a folder above it whose path is UTF-8 text`);
}

async function orExplain<T>(
  ask: (limitMs: number) => Promise<T>,
  deadlineMs: number,
  what: string,
  sentence: (why: string) => string,
): Promise<T> {
  const limitMs = limitWithin(deadlineMs);
  try {
    return await ask(limitMs);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === noAnswer ? `gave no answer within ${Math.round(limitMs / 1000)} s` : `${what} (${code ?? 'no code'})`;
    throw new UsageError(sentence(why), { cause });
  }
}
