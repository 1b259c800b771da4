// Every wait for the network ends exactly once: by an answer, by its limit, or with the run; then it cleans up.
import { setMaxListeners } from 'node:events';

export interface Wait<T> {
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** What the wait comes to when nothing came. */
  readonly late: () => T;
}

/** @param start begins the work, and gives back what closes its sockets */
export function wait<T>({ limitMs, signal, late }: Wait<T>, start: (finish: (value: T) => void) => () => void): Promise<T> {
  // Dozens of questions wait on one signal at a time; Node would warn of a leak.
  setMaxListeners(0, signal);
  return new Promise((resolve) => {
    let isOver = false;
    const finish = (value: T): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(limit);
      signal.removeEventListener('abort', giveUp);
      cleanUp();
      resolve(value);
    };
    const giveUp = (): void => finish(late());
    const limit = setTimeout(giveUp, limitMs);
    signal.addEventListener('abort', giveUp);
    const cleanUp = start(finish);
    if (signal.aborted) giveUp();
  });
}
