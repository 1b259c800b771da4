// What the parent and the child that measures the CPU say to each other.
import type { WorkName } from './cpu-work.js';
import type { Stretch } from './rate.js';

export interface CpuJob {
  readonly works: readonly WorkName[];
  readonly onAllCores: boolean;
}

/** In bytes, and in the time of a processor; what was interrupted is left out. */
export interface WorkSamples {
  readonly name: WorkName;
  readonly oneCore: readonly Stretch[];
  /** Empty where only one core was asked for. */
  readonly allCores: readonly Stretch[];
  /** Size after by size before; null for work that leaves it. */
  readonly ratio: number | null;
}
