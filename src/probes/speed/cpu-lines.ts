// What the parent and the child that measures the CPU say to each other.
import type { WorkName } from './cpu-work.js';

export interface CpuJob {
  readonly works: readonly WorkName[];
  readonly onAllCores: boolean;
}

/** Bytes per second. */
export interface WorkSamples {
  readonly name: WorkName;
  readonly oneCore: readonly number[];
  /** Empty where only one core was asked for. */
  readonly allCores: readonly number[];
  /** Size after by size before; null for work that leaves it. */
  readonly ratio: number | null;
}
