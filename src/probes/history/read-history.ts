// Reads what earlier runs kept. A torn line, a file that cannot be read: each costs itself alone, and is told.
import type { KeptHistory, KeptRun } from '../../facts/history.js';
import { RunReader } from '../../facts/history/stored-run.js';
import { absent, observed, type Observed, type ProbeFailure } from '../../facts/observed.js';
import type { ReadableFiles } from '../platform/near-files.js';
import { segmentCapBytes, segmentsIn, unsealed } from './segments.js';

/** @param since runs before it need not be read, ISO 8601 UTC */
export async function readHistory(files: ReadableFiles, stateFolder: string, since: string | null): Promise<Observed<KeptHistory>> {
  const names = await files.list(stateFolder);
  if (names.state !== 'observed') return names.state === 'absent' ? noRun(stateFolder) : names;
  const segments = segmentsIn(names.value);
  const read: Segment[] = [];
  for (const name of segments.toReversed()) {
    const segment = await readSegment(files, `${stateFolder}/${name}`);
    read.unshift(segment);
    if (since !== null && (segment.runs[0]?.at ?? '') !== '' && (segment.runs[0]?.at ?? '') < since) break;
  }
  const runs = read.flatMap((segment) => segment.runs).filter(({ at }) => since === null || at >= since);
  const unread = read.flatMap(({ path, failure }) => (failure === null ? [] : [{ path, failure }]));
  if (runs.length === 0 && unread.length === 0) return noRun(stateFolder);
  return observed({ runs: inOrder(runs), unread, tornLineCount: read.reduce((sum, { tornLineCount }) => sum + tornLineCount, 0) });
}

export interface Segment {
  readonly path: string;
  readonly runs: readonly KeptRun[];
  readonly tornLineCount: number;
  readonly sizeBytes: number;
  readonly reader: RunReader;
  readonly failure: ProbeFailure | null;
}

export async function readSegment(files: ReadableFiles, path: string): Promise<Segment> {
  const reader = new RunReader();
  const file = await files.readText(path, segmentCapBytes);
  if (file.state !== 'observed') {
    return { path, reader, runs: [], tornLineCount: 0, sizeBytes: 0, failure: file.state === 'unavailable' ? file.failure : null };
  }
  const { lines, tornLineCount } = unsealed(file.value.text);
  const runs = lines.flatMap((line) => reader.read(line) ?? []);
  return { path, reader, runs, tornLineCount, sizeBytes: file.value.stat.sizeBytes, failure: null };
}

const noRun = (folder: string): Observed<never> => absent(`no run has been kept in ${folder} yet; each check of this host adds one`);

/** Two writers, or a clock that was set back: the file's order is not always that of time. */
const inOrder = (runs: readonly KeptRun[]): readonly KeptRun[] => runs.toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
