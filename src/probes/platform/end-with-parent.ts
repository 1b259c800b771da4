// For a child that may be stuck in the kernel: when its parent is gone, however it went, nobody is left to kill it.
import { Worker } from 'node:worker_threads';

/** The pipe that says nothing: its other end closes with the parent. */
export const lifeLine = 3;

/** As text, since the account that a scan becomes may not read our files. */
const watch = `
  const { Socket } = require('node:net');
  const end = () => process.kill(process.pid, 'SIGKILL');
  new Socket({ fd: ${lifeLine} }).on('error', end).on('end', end).resume();
`;

let isWatched = false;

/** In a thread of its own, since the one that looks may hang; one is enough, however often it is asked for. */
export function endWithParent(): void {
  if (isWatched) return;
  isWatched = true;
  new Worker(watch, { eval: true }).unref();
}
