// How many files the closed folders hide, and how much: only root can tell, so only where root runs this.
import { toBytePath, toText } from './byte-paths.js';
import { HiddenCount } from './hidden-count.js';
import type { CrewOptions } from './scan-crew.js';
import { runScanChild } from './run-scan-child.js';
import type { BytePath, GroupLine, ScanItem } from './scan-lines.js';
import type { ScanLedger } from './scan-ledger.js';

/** Nice to know, and not worth a long wait. */
const maxLimitMs = 5_000;

export const onlyRootCounts = 'only root can count what a closed folder hides';
export const rootIsRefused = 'root itself may not look behind it';
export const countingTookLong = `counting took longer than ${maxLimitMs / 1000} s, or the run was over`;

export async function countClosed(ledger: ScanLedger, options: CrewOptions, remainingMs: number, signal: AbortSignal): Promise<void> {
  const hidden = [...new Set(ledger.groups.largest().filter(isUncounted).flatMap((group) => group.hidden))];
  if (hidden.length === 0 || remainingMs === 0) return;
  const counts = await count(hidden, options, Math.min(remainingMs, maxLimitMs), signal);
  const isThere = (place: BytePath): boolean => counts.get(place)?.isMissing !== true;
  for (const place of hidden) if (!isThere(place)) ledger.setMissing(place);
  ledger.groups.change((group) => {
    if (!isUncounted(group) || !group.hidden.every((place) => counts.has(place))) return group;
    const there = group.hidden.filter(isThere).flatMap((place) => counts.get(place) ?? []);
    return there.length === 0 ? null : HiddenCount.sum(group, there);
  });
}

const isUncounted = ({ isFolder, bytes }: GroupLine): boolean => isFolder && bytes === null;

async function count(places: readonly BytePath[], { list: _, ...same }: CrewOptions, limitMs: number, signal: AbortSignal): Promise<ReadonlyMap<BytePath, HiddenCount>> {
  const items = places.map((place) => itemAt(place, same.root));
  const counts = items.map(() => new HiddenCount());
  let current = 0;
  const end = await runScanChild(
    { ...same, items, mayEnter: null, become: null, limitMs, lists: false, attention: 'weights' },
    (line) => {
      // What denies is told without the item that it was met at.
      if (line.said === 'begin') current = line.index;
      counts[current]?.note(line);
    },
    signal,
  );
  for (const one of counts) one.close(end.ended === 'crashed' ? `counting failed: ${end.lastWords}` : countingTookLong);
  return new Map(places.map((place, index) => [place, counts[index] ?? new HiddenCount()]));
}

/** As a path wherever it is text: the links in it, which only root may see, then lead nowhere out of an image. */
function itemAt(place: BytePath, root: string): ScanItem {
  const text = toText(place);
  if (toBytePath(text) !== place) return { kind: 'place', place, calledAs: place };
  return { kind: 'path', path: text.slice(root.length) || '/', calledAs: place };
}
