// Reads stretches of the largest files, past the kernel's cache where the file system allows it.
import { closeSync, constants, readSync } from 'node:fs';
import type { ReadFrom } from '../../facts/throughput.js';
import { alignedMemory } from './aligned-memory.js';
import type { BytePath } from '../files/scan-lines.js';
import { deviceTime } from './device-time.js';
import { fetchedBytes, type FetchedBytes } from './fetched-bytes.js';
import { compressed, largeReads, readSizes, runBytes } from './limits.js';
import { openQuietly } from './open-quietly.js';
import { meanOf, type Stretch } from './rate.js';
import type { MeasuredReads } from './read-lines.js';
import type { SizedFile } from './read-small-files.js';
import type { SamplePieces } from './sample-pieces.js';

export interface LargeLook {
  /** null where fewer reads than a figure needs have ended. */
  readonly rate: MeasuredReads | null;
  readonly readCount: number;
}

/** Offsets and lengths of reads past the cache; no disk has larger sectors. */
const alignment = 4_096;

export function readLargeFiles(files: readonly SizedFile[], mostMs: number, isCounted: boolean, sample: SamplePieces): LargeLook {
  const reading = new Reading(performance.now() + mostMs, fetchedBytes(), sample);
  // A file with holes would be read faster than the disk is.
  const whole = files.filter(({ sizeBytes, storedBytes }) => storedBytes >= sizeBytes * 0.9).sort((a, b) => b.sizeBytes - a.sizeBytes);
  // Round by round: one stretch of each, then the next of those that have one.
  const places = whole.map((file) => placesOf(file));
  for (let round = 0; !reading.isOver() && places.some(({ count }) => count > round); round += 1) {
    for (const place of places) if (place.count > round && !reading.isOver()) readRun(place, round, reading);
  }
  return reading.result(isCounted);
}

interface Places {
  readonly path: BytePath;
  /** Stretches of the file; the first one is left to chance, and the others follow it. */
  readonly count: number;
  readonly first: number;
}

function placesOf({ path, sizeBytes }: SizedFile): Places {
  const count = Math.max(1, Math.floor(sizeBytes / runBytes));
  return { path, count, first: Math.floor(Math.random() * count) };
}

function readRun({ path, count, first }: Places, round: number, reading: Reading): void {
  const file = openQuietly(path, constants.O_DIRECT) ?? openQuietly(path);
  if (file === null) return;
  const start = ((first + round) % count) * runBytes;
  const usable = Math.floor(file.stats.size / alignment) * alignment;
  try {
    reading.run(file.descriptor, start, Math.min(usable, start + runBytes));
  } finally {
    closeSync(file.descriptor);
  }
}

class Reading {
  private readonly memory = alignedMemory(readSizes.largest);
  private readonly clock = deviceTime();
  private readonly startedFetched: number | null;
  private stretches: Stretch[] = [];
  private allBytes = 0;
  private size: number = readSizes.first;

  constructor(
    private readonly endsAtMs: number,
    private readonly fetched: FetchedBytes,
    private readonly sample: SamplePieces,
  ) {
    this.startedFetched = fetched();
  }

  isOver(): boolean {
    if (this.allBytes >= largeReads.mostBytes) return true;
    return performance.now() > this.endsAtMs && this.stretches.length >= largeReads.leastReads;
  }

  run(descriptor: number, start: number, end: number): void {
    let sampled = 0;
    for (let position = start; position < end && !this.isOver();) {
      const bytes = this.read(descriptor, position, Math.min(this.size, end - position));
      if (bytes === 0) return;
      position += bytes;
      if (sampled++ < compressed.mostPiecesOfRun) this.sample.add(this.memory.subarray(0, Math.min(bytes, compressed.pieceBytes)));
    }
  }

  result(isCounted: boolean): LargeLook {
    const readCount = this.stretches.length;
    return { rate: readCount < largeReads.leastReads ? null : { ...meanOf(this.stretches), from: this.cameFrom(isCounted) }, readCount };
  }

  /** @returns 0 at the end of the file, and where it cannot be read */
  private read(descriptor: number, position: number, length: number): number {
    const startedAt = this.clock();
    const bytes = readOrNothing(descriptor, this.memory, length, position);
    const seconds = this.clock() - startedAt;
    this.allBytes += bytes;
    if (bytes > 0) this.stretches.push({ amount: bytes, seconds });
    if (bytes === this.size) this.adapt(seconds * 1_000);
    return bytes;
  }

  /** Reads of less than the final size would make a fast device look slower than it is. */
  private adapt(tookMs: number): void {
    if (tookMs < readSizes.growsBelowMs && this.size < readSizes.largest) {
      this.size *= 2;
      this.stretches = [];
    } else if (tookMs > readSizes.shrinksAboveMs && this.size > readSizes.smallest) this.size /= 2;
  }

  private cameFrom(isCounted: boolean): ReadFrom {
    const [before, now] = [this.startedFetched, this.fetched()];
    if (before === null || now === null) return 'unknown';
    const share = (now - before) / this.allBytes;
    if (share >= 0.9) return 'device';
    return share <= 0.1 && isCounted ? 'cache' : 'unknown';
  }
}

/** EINVAL of a file system that takes the flag and not the reads, EIO of a broken disk: neither is a speed. */
function readOrNothing(descriptor: number, memory: Buffer, length: number, position: number): number {
  try {
    return readSync(descriptor, memory, 0, length, position);
  } catch {
    return 0;
  }
}
