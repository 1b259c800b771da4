// How long this program has been ready to run while others had the processors: what it did meanwhile was slow for their sake.
import { readFileSync } from 'node:fs';

/** Since its start; 0 where the kernel does not tell. */
export function waitedForProcessorMs(): number {
  try {
    // Nanoseconds of running, nanoseconds of waiting, turns; of the main thread. This file never blocks.
    const waited = Number(readFileSync('/proc/self/schedstat', 'latin1').split(' ')[1]);
    return Number.isFinite(waited) ? waited / 1e6 : 0;
  } catch {
    return 0;
  }
}
