// How long a device took: the time on the wall, less the time in which this thread was ready to go on and others had the processor.
// On a busy host that is most of it, and no disk is slower for it.
import { openSync, readSync } from 'node:fs';
import type { Clock } from './processor-time.js';

/** Opened once, since it is read for each file. The wall's time where this kernel does not count. */
export function deviceTime(): Clock {
  const buffer = Buffer.alloc(128);
  const descriptor = openOrNull('/proc/thread-self/schedstat');
  if (descriptor === null) return wall;
  const waited = (): number => waitedSeconds(buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0)));
  return () => {
    // Both of one moment: who has to wait between the two asks again.
    for (let before = waited(); ;) {
      const now = wall();
      const after = waited();
      if (after === before) return now - after;
      before = after;
    }
  };
}

const wall: Clock = () => performance.now() / 1_000;

/** `13270493 240561 12`: nanoseconds with a processor and in wait of one, and how often it got one. */
const waitedSeconds = (text: string): number => Number(/^\d+ (\d+)/.exec(text)?.[1] ?? 0) / 1e9;

export function openOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
