// A way whose large request was sent, and whether its failure is one of size.
import type { LargeRequest, PathCell } from '../../facts/paths.js';

export type MeasuredCell = PathCell & { readonly largeRequest: LargeRequest };

export const hasLargeRequest = (cell: PathCell): cell is MeasuredCell => cell.largeRequest !== null;

/**
 * A size marks the limit, or nobody looked for one. Where a larger packet passed than stalled, or the largest that the
 * interface sends did, packets of any size are lost.
 */
export function isNarrow({ largeRequest: { largestPassedBytes, smallestStalledBytes } }: MeasuredCell, mtuBytes: number | null): boolean {
  const stallsFrom = smallestStalledBytes ?? mtuBytes;
  return largestPassedBytes === null || (stallsFrom !== null && largestPassedBytes < stallsFrom);
}
