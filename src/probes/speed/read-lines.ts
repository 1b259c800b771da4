// What the parent and the child that reads one device say to each other. Names and contents of files stay in the child.
import type { ReadFrom } from '../../facts/throughput.js';
import type { ToldBy } from './past-the-cache.js';
import type { Interval } from './rate.js';
import type { WorkSamples } from './cpu-lines.js';

export interface ReadJob {
  /** Absolute paths on this device: of the backup set, or the mount points of what lies in it. */
  readonly paths: readonly string[];
  /** The mount that the paths lie on, and that is not left. */
  readonly mountPoint: string;
  readonly exclusions: readonly string[];
  readonly mayHang: boolean;
  readonly toldBy: ToldBy;
  /** What of its usual times each step has: less where there are several devices. */
  readonly share: number;
  readonly compresses: boolean;
  /** Whether the files are to be counted, or are only those of a disk that is compared with. */
  readonly counts: boolean;
}

export interface SampledFiles {
  readonly fileCount: number;
  readonly bytes: number;
  readonly smallCount: number;
}

export interface MeasuredReads extends Interval {
  readonly from: ReadFrom;
}

export interface LargeReads extends MeasuredReads {
  /** Where the device became slower while it was read; null where it did not. */
  readonly rateAtFirst: number | null;
}

export type ReadLine =
  | { readonly said: 'met'; readonly fileCount: number; readonly isWhole: boolean; readonly refused: string | null }
  | {
      readonly said: 'small';
      readonly files: SampledFiles;
      readonly rate: MeasuredReads | null;
      readonly readBytes: number;
      readonly readCount: number;
    }
  /** Without a rate: no file is large enough, or too few reads have ended. */
  | { readonly said: 'large'; readonly hasFiles: boolean; readonly rate: LargeReads | null; readonly readCount: number }
  | { readonly said: 'compressed'; readonly samples: WorkSamples }
  | { readonly said: 'counted'; readonly fileCount: number; readonly bytes: number };
