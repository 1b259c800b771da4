// Child processes that boot while the program is still being loaded: a tenth of a quick run, and of a scan of a million files.
import { startChild, type Child, type Work } from './start-child.js';

/** Each command is a bundle with its own copy of this module: the children wait where all of them find them. */
const shared = globalThis as { backupDoctorAhead?: Map<Work, Child> };
const waiting = (shared.backupDoctorAhead ??= new Map());

export function startAhead(work: Work): void {
  try {
    const child = startChild(work);
    waiting.set(work, child);
    child.onEnd(() => waiting.delete(work));
  } catch {
    // No room for another process: the first who needs one meets the same, and tells.
  }
}

/** The child that boots or has booted, once; else a new one. @throws as startChild does */
export function takeChild(work: Work): Child {
  const child = waiting.get(work);
  waiting.delete(work);
  return child ?? startChild(work);
}
