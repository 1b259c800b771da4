// One thread of all-cores.ts: makes ready, waits for the others, measures.
import { parentPort, workerData } from 'node:worker_threads';
import { beginCell, readyCell, type CoreData } from './all-cores.js';
import { samplesOf, workOf } from './cpu-work.js';
import { cpuTurns } from './limits.js';
import { uninterrupted } from './rate.js';

export function serveCore(): void {
  const { task, gate } = workerData as CoreData;
  const work = workOf(task);
  Atomics.add(gate, readyCell, 1);
  Atomics.wait(gate, beginCell, 0);
  parentPort?.postMessage(work === null ? [] : samplesOf([work], cpuTurns.onAllCores).map(uninterrupted)[0]);
}
