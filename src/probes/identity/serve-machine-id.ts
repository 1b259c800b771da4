// Child process: the only file that knows the package node-machine-id. It asks a shell without a limit, so it runs
// where it can be killed. Only its default export works; the answer is judged by the parent.
import { writeSync } from 'node:fs';
import machineIds from 'node-machine-id';

/** Synchronous, and straight to the descriptor: the streams would take longer to load than the answer takes. */
export function serve(): void {
  writeSync(1, machineIds.machineIdSync(true));
}
