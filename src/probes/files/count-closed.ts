// How many files the closed folders hide, and how much: only root can tell, so only where root runs this.
import type { CrewOptions } from './scan-crew.js';
import { runScanChild } from './run-scan-child.js';
import type { ScanItem } from './scan-lines.js';
import type { ScanLedger } from './scan-ledger.js';

/** Nice to know, and not worth a long wait. */
const maxLimitMs = 5_000;

export const onlyRootCounts = 'only root can count what a closed folder hides';
export const rootIsRefused = 'root itself may not look behind it';
export const countingTookLong = `counting took longer than ${maxLimitMs / 1000} s, or the run was over`;

export async function countClosed(ledger: ScanLedger, options: CrewOptions, remainingMs: number, signal: AbortSignal): Promise<void> {
  const hidden = ledger.groups
    .largest()
    .filter(({ fileCount, bytes, isFolder }) => fileCount === null || (isFolder && bytes === null))
    .map(({ hidden }) => hidden);
  if (hidden.length === 0 || remainingMs === 0) return;
  const items = hidden.map((place): ScanItem => ({ kind: 'place', place, calledAs: place }));
  const { list: _, ...same } = options;
  const limitMs = Math.min(remainingMs, maxLimitMs);
  const job = { ...same, items, mayEnter: null, become: null, limitMs, lists: false, attention: 'weights' as const };
  const bytes = hidden.map(() => 0);
  const ended = new Map<number, number>();
  await runScanChild(
    job,
    (line) => {
      if (line.said === 'weighed') bytes[line.index] = (bytes[line.index] ?? 0) + line.bytes;
      if (line.said === 'end' && line.end.state === 'scanned') ended.set(line.index, line.end.fileCount);
    },
    signal,
  );
  for (const [index, fileCount] of ended) ledger.setHidden(hidden[index] ?? '', fileCount, bytes[index] ?? 0);
}
