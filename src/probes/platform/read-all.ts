import { readSync } from 'node:fs';

/** To its end or its cap. A terminal or pipe that has nothing yet is waited for, and some report their end as EOF. */
export function readAll(descriptor: number, capBytes: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total < capBytes) {
    const chunk = Buffer.alloc(Math.min(65_536, capBytes - total));
    const count = readOrWait(descriptor, chunk);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    total += count;
  }
  return Buffer.concat(chunks, total);
}

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
