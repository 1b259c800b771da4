// NDJSON through a pipe: lines end at a newline byte and nowhere else, since names may hold any other separator.
import { readSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** The last line counts only when it is whole: a killed child may stop in the middle. */
export function eachLine(stream: Readable, take: (line: string) => void): void {
  stream.on('data', lineSplitter(take));
}

/** Waits for each line of standard input without the streams, which take a child ten milliseconds to load. */
export function eachInputLine(take: (line: string) => void): void {
  const split = lineSplitter(take);
  const chunk = Buffer.alloc(65_536);
  for (let count = readInput(chunk); count > 0; count = readInput(chunk)) split(Buffer.from(chunk.subarray(0, count)));
}

function lineSplitter(take: (line: string) => void): (chunk: Buffer) => void {
  const parts: Buffer[] = [];
  return (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      take(Buffer.concat(parts.splice(0)).toString('utf8'));
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  };
}

/** 0 at the end; whoever started this process may have left without a word. */
function readInput(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF' || code === 'ECONNRESET') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

export const writeLine = (value: unknown): void => writeLines([value]);

/** The pipe may take less than a line at once, or nothing for a while. */
export function writeLines(values: readonly unknown[]): void {
  let rest = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
