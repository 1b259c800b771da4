// One stage of a backup: the seconds that it takes for each byte of the backup set.
import type { Interval } from './interval.js';

export type StageName = 'read' | 'cpu' | 'upload';

export interface Stage {
  readonly name: StageName;
  readonly time: Interval;
  /** Why no more than its bounds are known; null where it was measured. */
  readonly doubt: string | null;
}
