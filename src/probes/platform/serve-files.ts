// Child side of HostFiles: one request a line on stdin, one answer a line on stdout, in the order asked.
// Everything is synchronous on purpose: a hang stops this process alone, and the parent kills it.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileOperations, type FileRequest, type FileReply } from './file-operations.js';

export function serve(): void {
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  lines.on('line', (line) => {
    const request = JSON.parse(line) as FileRequest;
    writeAll(`${JSON.stringify(answer(request))}\n`);
  });
}

function answer(request: FileRequest): FileReply {
  try {
    return { value: fileOperations[request.operation](request) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { error: { code: code ?? null, message } };
  }
}

/** The pipe may take less than a line at once. */
function writeAll(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
