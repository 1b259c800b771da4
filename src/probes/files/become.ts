// Becomes the agent's user, for good.
import { errorCode } from '../../facts/storage/error-code.js';
import type { Become } from './scan-lines.js';

/** Groups first: without root's rights they cannot be set any more. @returns the error code, or null when it is done */
export function become({ uid, gid, groupIds }: Become): string | null {
  try {
    process.setgroups?.([...groupIds]);
    process.setgid?.(gid);
    process.setuid?.(uid);
    return null;
  } catch (error) {
    return errorCode(error as NodeJS.ErrnoException);
  }
}
