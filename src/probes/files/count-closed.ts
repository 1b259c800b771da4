// How many files the closed folders hide: only root can tell, so only where root runs this.
import type { CrewOptions } from './scan-crew.js';
import { runScanChild } from './run-scan-child.js';
import type { ScanItem } from './scan-lines.js';
import type { ScanLedger } from './scan-ledger.js';

/** Nice to know, and not worth a long wait. */
const maxLimitMs = 5_000;

export async function countClosed(ledger: ScanLedger, options: CrewOptions, remainingMs: number, signal: AbortSignal): Promise<void> {
  const hidden = ledger
    .groups()
    .filter(({ fileCount }) => fileCount === null)
    .map(({ hidden }) => hidden);
  if (hidden.length === 0 || remainingMs === 0) return;
  const items = hidden.map((place): ScanItem => ({ kind: 'place', place, calledAs: place }));
  const { list: _, ...same } = options;
  const job = { ...same, items, mayEnter: null, become: null, limitMs: Math.min(remainingMs, maxLimitMs), lists: false };
  await runScanChild(
    job,
    (line) => {
      const place = line.said === 'end' && line.end.state === 'scanned' ? hidden[line.index] : undefined;
      if (line.said === 'end' && place !== undefined) ledger.setFileCount(place, line.end.fileCount);
    },
    signal,
  );
}
