// Reads stretches of the largest files, past the kernel's cache where the file system allows it.
import { closeSync, readSync } from 'node:fs';
import { alignedMemory } from './aligned-memory.js';
import type { BytePath } from '../files/scan-lines.js';
import { deviceTime } from './device-time.js';
import { fetchedBytes } from './fetched-bytes.js';
import { compressed, largeReads, readSizes, runBytes } from './limits.js';
import { alignment, type PastTheCache } from './past-the-cache.js';
import { isSlowing, meanOf, settled, type Stretch } from './rate.js';
import type { LargeReads } from './read-lines.js';
import type { SizedFile } from './read-small-files.js';
import type { SamplePieces } from './sample-pieces.js';

export interface LargeLook {
  /** null where fewer reads than a figure needs have ended. */
  readonly rate: LargeReads | null;
  readonly readCount: number;
}

export function readLargeFiles(files: readonly SizedFile[], mostMs: number, way: PastTheCache, sample: SamplePieces): LargeLook {
  const reading = new Reading(mostMs, way, sample);
  // A file with holes would be read faster than the disk is.
  const whole = files.filter(({ sizeBytes, storedBytes }) => storedBytes >= sizeBytes * 0.9).sort((a, b) => b.sizeBytes - a.sizeBytes);
  // Round by round: one stretch of each, then the next of those that have one.
  let places = whole.map((file) => placesOf(file));
  for (let round = 0; places.length > 0; round += 1)
    places = places.filter((place) => place.count > round && !reading.isOver() && readRun(place, round, reading, way));
  return reading.result();
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

/** @returns whether it makes sense to read more of the file: each try at a bad sector costs a dying disk seconds */
function readRun(place: Places, round: number, reading: Reading, way: PastTheCache): boolean {
  const { path, count, first } = place;
  const file = way.open(path);
  reading.isAnswered = file !== null;
  if (file === null) return false;
  const start = ((first + round) % count) * runBytes;
  const usable = Math.floor(file.stats.size / alignment) * alignment;
  try {
    reading.run(file.descriptor, start, Math.min(usable, start + runBytes));
    return true;
  } catch (error) {
    // A broken disk is no slow one, and what is wrong with it is for others to tell.
    reading.isAnswered = false;
    if (!way.gaveUp(error)) return false;
  } finally {
    closeSync(file.descriptor);
  }
  return readRun(place, round, reading, way);
}

class Reading {
  /** Whether the last try came to something, and before the first one; what is slow gets more time than what fails. */
  isAnswered = true;
  private readonly memory = alignedMemory(readSizes.largest);
  private readonly clock = deviceTime();
  private readonly fetched = fetchedBytes();
  private readonly startedFetched = this.fetched();
  private stretches: Stretch[] = [];
  private allBytes = 0;
  private size: number = readSizes.first;
  private endsAtMs: number;
  private settleMs: number;

  constructor(
    mostMs: number,
    private readonly way: PastTheCache,
    private readonly sample: SamplePieces,
  ) {
    this.endsAtMs = performance.now() + mostMs;
    this.settleMs = mostMs * largeReads.settleShare;
  }

  isOver(): boolean {
    if (this.allBytes >= largeReads.mostBytes) return true;
    if (performance.now() <= this.endsAtMs) return false;
    if (this.isAnswered && this.stretches.length < largeReads.leastReads) return false;
    return !this.goesOn();
  }

  /** Once, where the device has just become slower: how slow it remains is what counts. */
  private goesOn(): boolean {
    if (this.settleMs === 0 || !isSlowing(this.stretches)) return false;
    this.endsAtMs = performance.now() + this.settleMs;
    this.settleMs = 0;
    return true;
  }

  /** @throws the error of a read */
  run(descriptor: number, start: number, end: number): void {
    let sampled = 0;
    for (let position = start; position < end && !this.isOver();) {
      const bytes = this.read(descriptor, position, Math.min(this.size, end - position));
      if (bytes === 0) return;
      position += bytes;
      if (sampled++ < compressed.mostPiecesOfRun) this.sample.add(this.memory.subarray(0, Math.min(bytes, compressed.pieceBytes)));
    }
  }

  result(): LargeLook {
    const readCount = this.stretches.length;
    if (readCount < largeReads.leastReads) return { rate: null, readCount };
    const now = this.fetched();
    const fetched = now === null || this.startedFetched === null ? null : now - this.startedFetched;
    const { stretches, rateAtFirst } = settled(this.stretches);
    const [all, last] = [meanOf(this.stretches), meanOf(stretches)];
    // How long the quick part of a backup is nobody knows.
    const rate = rateAtFirst === null ? all : { ...last, high: Math.max(last.high, all.middle) };
    return { rate: { ...rate, rateAtFirst, from: this.way.origin(this.allBytes, fetched) }, readCount };
  }

  /** @returns 0 at the end of the file */
  private read(descriptor: number, position: number, length: number): number {
    const startedAt = this.clock();
    const bytes = readSync(descriptor, this.memory, 0, length, position);
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
}
