// --alone: scheduled runs never pile up, however long one takes.
import { takeRunLock } from '../probes/platform/run-lock.js';
import type { System } from '../probes/platform/system.js';
import { UsageError } from '../usage-error.js';

/** Until this process ends. @throws UsageError where another run holds the lock */
export async function beAlone(system: System, stateFolder: string): Promise<void> {
  const release = await takeRunLock(system, stateFolder);
  if (release === null)
    throw new UsageError('another run with --alone is under way, so this one ends; see what holds it with: ps -C node -o pid,etime,args');
}
