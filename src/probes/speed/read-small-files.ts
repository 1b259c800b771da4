// Opens, reads and closes files in the order of chance, the small ones against the clock. What the kernel had to fetch for a file tells
// whether it came from the device: the two are timed apart, for a cached file says nothing of a disk.
import { closeSync, lstatSync, readSync } from 'node:fs';
import type { ReadFrom } from '../../facts/throughput.js';
import { forNode } from '../files/byte-paths.js';
import type { BytePath } from '../files/scan-lines.js';
import { deviceTime } from './device-time.js';
import { fetchedBytes } from './fetched-bytes.js';
import { compressed, sizingMs, smallBelowBytes, smallReads } from './limits.js';
import { openQuietly } from './open-quietly.js';
import type { Clock } from './processor-time.js';
import { meanOf, type Stretch } from './rate.js';
import type { MeasuredReads, SampledFiles } from './read-lines.js';
import type { SamplePieces } from './sample-pieces.js';

/** With its size, whatever that is. */
export interface SizedFile {
  readonly path: BytePath;
  readonly sizeBytes: number;
  /** What it takes on its disk: less than its size where it has holes. */
  readonly storedBytes: number;
}

export interface SmallLook {
  readonly files: SampledFiles;
  readonly rate: MeasuredReads | null;
  /** Of the files that the rate is made of. */
  readonly readBytes: number;
  readonly readCount: number;
  readonly large: readonly SizedFile[];
}

interface TimedFile {
  readonly seconds: number;
  readonly bytes: number;
  readonly isFetched: boolean;
}

/** @param isCounted whether nothing fetched means cached, for this kind of file system */
export function readSmallFiles(files: readonly BytePath[], share: number, isCounted: boolean, sample: SamplePieces): SmallLook {
  const endsAtMs = performance.now() + smallReads.mostMs * share;
  const [small, large]: [TimedFile[], SizedFile[]] = [[], []];
  const buffer = Buffer.alloc(smallBelowBytes);
  const [fetched, clock] = [fetchedBytes(), deviceTime()];
  let index = 0;
  for (; index < files.length && performance.now() < endsAtMs && small.length < smallReads.mostFiles; index += 1) {
    const before = fetched();
    const looked = readIfSmall(files[index] ?? '', buffer, clock);
    if (looked === null) continue;
    if ('sizeBytes' in looked) {
      large.push(looked);
      continue;
    }
    small.push({ ...looked, isFetched: (fetched() ?? 0) > (before ?? 0) });
    sample.add(buffer.subarray(0, looked.bytes), compressed.mostPiecesOfSmallFiles);
  }
  const rest = sizesOf(files.slice(index), performance.now() + sizingMs * share);
  const isSmall = ({ sizeBytes }: SizedFile): boolean => sizeBytes < smallBelowBytes;
  const [from, chosen] = chooseAlike(small, isCounted && fetched() !== null);
  const stretches = chosen.map(({ seconds }): Stretch => ({ amount: 1, seconds }));
  return {
    files: {
      fileCount: small.length + large.length + rest.length,
      bytes: sumOf([...small.map(({ bytes }) => bytes), ...[...large, ...rest].map(({ sizeBytes }) => sizeBytes)]),
      smallCount: small.length + rest.filter(isSmall).length,
    },
    rate: stretches.length < smallReads.leastFiles ? null : { ...meanOf(stretches), from },
    readBytes: sumOf(chosen.map(({ bytes }) => bytes)),
    readCount: chosen.length,
    large: [...large, ...rest.filter((file) => !isSmall(file))],
  };
}

/** The files that were not read for the clock: the large ones among them hold most of a backup, however few they are. */
function sizesOf(files: readonly BytePath[], endsAtMs: number): readonly SizedFile[] {
  const sized: SizedFile[] = [];
  for (const path of files) {
    if (performance.now() > endsAtMs) break;
    const stats = lstatSync(forNode(path), { throwIfNoEntry: false });
    if (stats?.isFile() === true) sized.push({ path, sizeBytes: stats.size, storedBytes: stats.blocks * 512 });
  }
  return sized;
}

/** null where it is not to be had. */
function readIfSmall(path: BytePath, buffer: Buffer, clock: Clock): Omit<TimedFile, 'isFetched'> | SizedFile | null {
  const startedAt = clock();
  const file = openQuietly(path);
  if (file === null) return null;
  const { descriptor, stats } = file;
  try {
    if (stats.size >= smallBelowBytes) return { path, sizeBytes: stats.size, storedBytes: stats.blocks * 512 };
    const bytes = readWhole(descriptor, buffer);
    return { bytes, seconds: clock() - startedAt };
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

function readWhole(descriptor: number, buffer: Buffer): number {
  let bytes = 0;
  for (let count = -1; count !== 0 && bytes < buffer.length; bytes += count)
    count = readSync(descriptor, buffer, bytes, buffer.length - bytes, bytes);
  return bytes;
}

/** Those from the device where they are enough, since most of a backup is; else those from the cache; mixed only where neither are. */
function chooseAlike(files: readonly TimedFile[], isTold: boolean): readonly [ReadFrom, readonly TimedFile[]] {
  const fetched = files.filter(({ isFetched }) => isFetched);
  if (fetched.length >= smallReads.leastFiles) return ['device', fetched];
  if (!isTold) return ['unknown', files];
  const cached = files.filter(({ isFetched }) => !isFetched);
  return cached.length >= smallReads.leastFiles ? ['cache', cached] : ['unknown', files];
}

const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
