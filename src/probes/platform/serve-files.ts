// Child side of HostFiles: one request a line on stdin, one answer a line on stdout, in the order asked.
// Everything is synchronous on purpose: a hang stops this process alone, and the parent kills it.
import { errorCode } from '../../facts/storage/error-code.js';
import { refused } from './append-line.js';
import { endWithParent } from './end-with-parent.js';
import { fileOperations, wrongKind, type FileRequest, type FileReply } from './file-operations.js';
import { eachInputLine, writeLine } from './lines.js';
import { mountsThatMayHang } from './mounts-that-may-hang.js';
import { EntersMount } from './resolve-in-root.js';

export function serve(): void {
  const allBarriers = mountsThatMayHang();
  eachInputLine((line) => {
    const request = JSON.parse(line) as FileRequest;
    if (request.mayEnter !== null) endWithParent();
    writeLine(answer(request, allBarriers));
  });
}

function answer(request: FileRequest, allBarriers: ReadonlySet<string>): FileReply {
  const barriers = new Set([...allBarriers].filter((mountPoint) => mountPoint !== request.mayEnter));
  try {
    return { value: fileOperations[request.operation]({ ...request, barriers }) };
  } catch (error) {
    if (error instanceof EntersMount) return { entersMount: error.mountPoint };
    return { error: { code: codeOf(error as NodeJS.ErrnoException), message: (error as Error).message } };
  }
}

/** An error without a code is our own bug. */
function codeOf({ code, errno }: NodeJS.ErrnoException): string | null {
  if (code === undefined || code === wrongKind || code === refused) return code ?? null;
  return errorCode({ code, errno });
}
