// Waits, but not longer than the run.
import { wait } from '../network/wait.js';

const nothing = (): null => null;

export async function pause(limitMs: number, signal: AbortSignal): Promise<void> {
  await wait({ limitMs, signal, late: nothing }, () => nothing);
}
