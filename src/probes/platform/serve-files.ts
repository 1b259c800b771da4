// Child side of HostFiles: one request a line on stdin, one answer a line on stdout, in the order asked.
// Everything is synchronous on purpose: a hang stops this process alone, and the parent kills it.
import { answer } from './answer-request.js';
import { endWithParent } from './end-with-parent.js';
import type { FileRequest } from './file-operations.js';
import { eachInputLine, writeLine } from './lines.js';
import { mountsThatMayHang } from './mounts-that-may-hang.js';

export function serve(): void {
  const allBarriers = mountsThatMayHang();
  eachInputLine((line) => {
    const request = JSON.parse(line) as FileRequest;
    if (request.mayEnter !== null) endWithParent();
    writeLine(answer(request, allBarriers));
  });
}
