// The same work on every core at once, in threads that begin together; the other side is serve-core.ts.
import { availableParallelism } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Task } from './cpu-work.js';
import { maxThreads } from './limits.js';
import { together, type Stretch } from './rate.js';

/** In 32-bit cells: how many threads stand ready, and whether they may begin. */
export const [readyCell, beginCell] = [0, 1];

export interface CoreData {
  readonly task: Task;
  readonly gate: Int32Array;
}

/** Beside the entry of this process. */
const entry = (): string => join(dirname(process.argv[1] ?? ''), `core${extname(import.meta.url)}`);

/**
 * @returns of all threads together, sample by sample; null where there is one core alone, which was measured already
 * @throws where a thread fails
 */
export async function samplesOnAllCores(task: Task): Promise<readonly Stretch[] | null> {
  const count = Math.min(availableParallelism(), maxThreads);
  if (count === 1) return null;
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const workerData: CoreData = { task, gate };
  const workers = Array.from({ length: count }, () => new Worker(entry(), { workerData }));
  try {
    const answers = workers.map(answerOf);
    void openWhenReady(gate, count);
    const samples = await Promise.all(answers);
    const leastCount = Math.min(...samples.map(({ length }) => length));
    if (leastCount === 0) throw new Error('a thread could not do the work');
    return Array.from({ length: leastCount }, (_, index) => together(samples.flatMap((ofThread) => ofThread.slice(index, index + 1))));
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}

const answerOf = (worker: Worker): Promise<readonly Stretch[]> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('a thread ended without an answer')));
  });

/** Without a thread of its own: the ones that are still starting need the core more. */
async function openWhenReady(gate: Int32Array, count: number): Promise<void> {
  while (Atomics.load(gate, readyCell) < count) await new Promise((resolve) => setTimeout(resolve, 1));
  Atomics.store(gate, beginCell, 1);
  Atomics.notify(gate, beginCell);
}
