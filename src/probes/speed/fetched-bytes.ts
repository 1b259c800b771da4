// How many bytes the kernel fetched from devices for this process: what it took from its cache is not among them.
import { readSync } from 'node:fs';
import { openOrNull } from './device-time.js';

/** @returns null where this kernel does not count */
export type FetchedBytes = () => number | null;

/** Opened once, since it is read for each file. */
export function fetchedBytes(): FetchedBytes {
  const buffer = Buffer.alloc(512);
  const descriptor = openOrNull('/proc/self/io');
  return () => {
    if (descriptor === null) return null;
    const text = buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
    const count = /^read_bytes: (\d+)$/m.exec(text)?.[1];
    return count === undefined ? null : Number(count);
  };
}
