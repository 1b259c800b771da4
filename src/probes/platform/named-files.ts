// Files and folders that the user named. They may lie on a server that no longer answers or on a frozen disk, and with one call
// stuck there this process could never end: what may hang is done in a child, which can be left.
import type { AskLimits } from './ask-child.js';
import { openToOthers, perform, type NamedFileRequest } from './named-file-operations.js';
import type { NamedFileReply } from './serve-named-file.js';
import { wayTo } from './way-to.js';

/** The error code where there was no answer in time. */
export const noAnswer = 'ETIMEDOUT';
export { openToOthers };

export interface ReadLimits {
  readonly capBytes: number;
  /** A FIFO or device will do, and is waited for. */
  readonly isStreamFine: boolean;
  /** Refused with the code `openToOthers` where every user may read or write it. */
  readonly isPrivate?: boolean;
  readonly limitMs: number;
}

/**
 * @param path absolute, as in all of these
 * @throws an error with the code of the file system or `noAnswer`, as all of these do
 */
export async function readNamedFile(path: string, { capBytes, isStreamFine, isPrivate = false, limitMs }: ReadLimits): Promise<Buffer> {
  // In base64 three bytes are four, and a few words stand around them.
  const text = await at({ operation: 'read', path, capBytes, isStreamFine, isPrivate }, { limitMs, capBytes: 2 * capBytes + 1_024 });
  return Buffer.from(text, 'base64');
}

/** @returns the folder with its links resolved */
export const resolveNamedFolder = (path: string, limitMs: number): Promise<string> =>
  at({ operation: 'folder', path }, { limitMs });

/** Whole or not at all: who reads it meanwhile sees the old text or the new one. */
export async function writeNamedFile(
  path: string,
  content: string | Uint8Array,
  { isForAll, limitMs }: { readonly isForAll: boolean; readonly limitMs: number },
): Promise<void> {
  const isText = typeof content === 'string';
  // The request may go through a pipe of text.
  const text = isText ? content : Buffer.from(content).toString('base64');
  await at({ operation: 'write', path, text, encoding: isText ? 'utf8' : 'base64', isForAll }, { limitMs });
}

/** @returns bytes that may still be written beside the file */
export const freeBytesFor = async (path: string, limitMs: number): Promise<number> => Number(await at({ operation: 'space', path }, { limitMs }));

async function at(request: NamedFileRequest, limits: AskLimits): Promise<string> {
  const { path, mayHang } = wayTo(request.path);
  const there = { ...request, path };
  // No table tells of a disk that is frozen or dying: it can be read, and holds a write for ever.
  if (!mayHang && request.operation !== 'write') return perform(there);
  // Loaded here: hardly any call starts a process.
  const { askChild } = await import('./ask-child.js');
  const answer = await askChild('named-file', JSON.stringify(there), limits);
  if (answer.state !== 'observed') throw notDone(answer.state === 'unavailable' && answer.failure.kind === 'timed-out' ? noAnswer : null);
  const reply = JSON.parse(answer.value) as NamedFileReply;
  if ('code' in reply) throw notDone(reply.code);
  return reply.value;
}

const notDone = (code: string | null): Error => Object.assign(new Error(code ?? 'its process failed'), { code });
