// Reads a file that the user named, or standard input for `-`, with a cap and one clear sentence on failure.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UsageError } from '../usage-error.js';

const refusedBytes = 64 * 1024 * 1024;

/**
 * @param capBytes what lies beyond is left unread; without it, a longer input than 64 MiB is refused
 * @throws UsageError where it cannot be read or is refused
 */
export function readInput(path: string, { capBytes = Infinity }: { readonly capBytes?: number } = {}): Buffer {
  const name = path === '-' ? 'standard input' : JSON.stringify(path);
  try {
    const descriptor = path === '-' ? 0 : openSync(path, 'r');
    try {
      if (fstatSync(descriptor).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
      return readAll(descriptor, name, capBytes);
    } finally {
      if (descriptor !== 0) closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${name} cannot be read (${code ?? 'no code'}); name a file, or - for standard input`);
  }
}

function readAll(descriptor: number, name: string, capBytes: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.alloc(65_536);
    const count = readOrWait(descriptor, chunk);
    if (count === 0) return Buffer.concat(chunks, total);
    total += count;
    chunks.push(chunk.subarray(0, count));
    if (total >= capBytes) return Buffer.concat(chunks, capBytes);
    if (total > refusedBytes) throw new UsageError(`${name} is longer than ${refusedBytes} bytes; what this command reads is far smaller`);
  }
}

/** A terminal or non-blocking pipe may have nothing yet, and some report their end as EOF. */
function readOrWait(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
