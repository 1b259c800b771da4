// The first process that reads the host's files boots while the program is still being loaded: a tenth of a quick run.
import { startChild, type Child } from './start-child.js';

/** Each command is a bundle with its own copy of this module: the child waits where all of them find it. */
const waiting = globalThis as { backupDoctorReader?: Child | undefined };

export function startReader(): void {
  try {
    waiting.backupDoctorReader ??= startChild('files');
  } catch {
    // No room for another process: the first lane that asks meets the same, and tells.
  }
}

/** The child that boots or has booted, once; null where none was started ahead. */
export function takeReader(): Child | null {
  const child = waiting.backupDoctorReader ?? null;
  waiting.backupDoctorReader = undefined;
  return child;
}
