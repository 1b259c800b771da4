// Adds a run to the history: to the newest file, or to a new one where that is full.
import type { KeptRun } from '../../facts/history.js';
import { storedRun } from '../../facts/history/stored-run.js';
import { observed, valueOf, type Observed } from '../../facts/observed.js';
import type { HostFiles } from '../platform/system.js';
import { readSegment } from './read-history.js';
import { hashOf, maxAgeDays, maxSegmentCount, sealed, segmentAfter, segmentBytes, segmentsIn } from './segments.js';

/** Never rejects. @returns where it was written, or why not */
export async function keepRun(files: HostFiles, stateFolder: string, run: KeptRun): Promise<Observed<string>> {
  const names = await files.list(stateFolder);
  if (names.state === 'unavailable') return names;
  const segments = segmentsIn(valueOf(names) ?? []);
  const last = segments.at(-1);
  const newest = last === undefined ? null : await readSegment(files, `${stateFolder}/${last}`);
  // One that cannot be read cannot be relied on either.
  const isUsable = newest !== null && newest.failure === null && newest.sizeBytes < segmentBytes;
  const path = isUsable ? newest.path : `${stateFolder}/${segmentAfter(last)}`;
  const line = sealed(storedRun(run, isUsable ? newest.reader.known : new Map(), hashOf));
  const dropped = await outlived(files, stateFolder, isUsable ? segments.slice(0, -1) : segments, run.at);
  const added = await files.append(path, { line, dropped });
  return added.state === 'observed' ? observed(path) : added;
}

/** The oldest goes alone: the next runs take the others. */
async function outlived(files: HostFiles, folder: string, older: readonly string[], now: string): Promise<readonly string[]> {
  const [oldest] = older;
  if (oldest === undefined) return [];
  const tooMany = older.slice(0, Math.max(0, older.length + 1 - maxSegmentCount));
  if (tooMany.length > 0) return tooMany;
  const modifiedAt = valueOf(await files.stat(`${folder}/${oldest}`))?.modifiedAt ?? now;
  return Date.parse(now) - Date.parse(modifiedAt) > maxAgeDays * 86_400_000 ? [oldest] : [];
}
