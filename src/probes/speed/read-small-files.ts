// Opens, reads and closes files in the order of chance, the small ones against the clock: those whose bytes came from the device apart from
// those that the kernel still held, for a cached file says nothing of a disk.
import { closeSync, lstatSync, readSync } from 'node:fs';
import type { ReadFrom } from '../../facts/throughput.js';
import { forNode } from '../files/byte-paths.js';
import type { BytePath } from '../files/scan-lines.js';
import { alignedMemory } from './aligned-memory.js';
import { deviceTime } from './device-time.js';
import { fetchedBytes } from './fetched-bytes.js';
import { compressed, sizingMs, smallBelowBytes, smallReads } from './limits.js';
import type { OpenFile } from './open-quietly.js';
import type { PastTheCache } from './past-the-cache.js';
import { meanOf } from './rate.js';
import type { MeasuredReads, SampledFiles } from './read-lines.js';
import type { SamplePieces } from './sample-pieces.js';

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
  readonly from: ReadFrom;
}

export function readSmallFiles(files: readonly BytePath[], share: number, way: PastTheCache, sample: SamplePieces): SmallLook {
  const endsAtMs = performance.now() + smallReads.mostMs * share;
  const [small, large]: [TimedFile[], SizedFile[]] = [[], []];
  const read = smallReader(way, (bytes) => sample.add(bytes, compressed.mostPiecesOfSmallFiles));
  let index = 0;
  for (; index < files.length && performance.now() < endsAtMs && small.length < smallReads.mostFiles; index += 1) {
    const looked = read(files[index] ?? '');
    if (looked === null) continue;
    if ('sizeBytes' in looked) large.push(looked);
    else small.push(looked);
  }
  const rest = sizesOf(files.slice(index), performance.now() + sizingMs * share);
  const isSmall = ({ sizeBytes }: SizedFile): boolean => sizeBytes < smallBelowBytes;
  return {
    files: {
      fileCount: small.length + large.length + rest.length,
      bytes: sumOf([...small.map(({ bytes }) => bytes), ...[...large, ...rest].map(({ sizeBytes }) => sizeBytes)]),
      smallCount: small.length + rest.filter(isSmall).length,
    },
    ...rateOf(small),
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

/** null where a file is not to be had. */
function smallReader(way: PastTheCache, take: (bytes: Uint8Array) => void): (path: BytePath) => TimedFile | SizedFile | null {
  const [memory, fetched, clock] = [alignedMemory(smallBelowBytes), fetchedBytes(), deviceTime()];
  const read = (path: BytePath): TimedFile | SizedFile | null => {
    const before = fetched();
    const startedAt = clock();
    const file = way.open(path);
    if (file === null) return null;
    const bytes = readWhole(file, memory, way);
    if (bytes === 'again') return read(path);
    if (bytes === 'large') return { path, sizeBytes: file.stats.size, storedBytes: file.stats.blocks * 512 };
    const seconds = clock() - startedAt;
    const now = fetched();
    take(memory.subarray(0, bytes));
    return { bytes, seconds, from: way.origin(bytes, now === null || before === null ? null : now - before) };
  };
  return read;
}

function readWhole({ descriptor, stats }: OpenFile, memory: Buffer, way: PastTheCache): number | 'large' | 'again' {
  try {
    // One read has it all: what is shorter than the memory ends with the file.
    return stats.size >= smallBelowBytes ? 'large' : readSync(descriptor, memory, 0, memory.length, 0);
  } catch (error) {
    if (way.gaveUp(error)) return 'again';
    return 0;
  } finally {
    closeSync(descriptor);
  }
}

/** Those from the device where they are enough, since most of a backup is; else those from the cache; all of them only where neither are. */
function rateOf(files: readonly TimedFile[]): Pick<SmallLook, 'rate' | 'readBytes' | 'readCount'> {
  const alike = (['device', 'cache'] as const)
    .map((from) => ({ from, chosen: files.filter((file) => file.from === from) }))
    .find(({ chosen }) => chosen.length >= smallReads.leastFiles);
  const { from, chosen } = alike ?? { from: 'unknown' as const, chosen: files };
  const stretches = chosen.map(({ seconds }) => ({ amount: 1, seconds }));
  return {
    rate: stretches.length < smallReads.leastFiles ? null : { ...meanOf(stretches), from },
    readBytes: sumOf(chosen.map(({ bytes }) => bytes)),
    readCount: chosen.length,
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
