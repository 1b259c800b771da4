// Whether the names that this process was started with reached it: Node turns bytes that are no UTF-8 text into U+FFFD, which
// makes another name of it. The kernel keeps the bytes.
import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';

const argumentsFile = '/proc/self/cmdline';

/** Of the arguments and the working directory; where there is no such file, names are text anyway. */
export const startedWithText = (): boolean =>
  !existsSync(argumentsFile) || (isUtf8(readFileSync(argumentsFile)) && isUtf8(readlinkSync('/proc/self/cwd', 'buffer')));
