// One request for the host's files, answered in the process that calls this. Links that lead into a mount that may hang are not followed.
import { errorCode } from '../../facts/storage/error-code.js';
import { refused } from './append-line.js';
import { fileOperations, wrongKind, type FileReply, type FileRequest } from './file-operations.js';
import { EntersMount } from './resolve-in-root.js';

/** @param allBarriers mount points that may hang; never throws */
export function answer(request: FileRequest, allBarriers: ReadonlySet<string>): FileReply {
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
