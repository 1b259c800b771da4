// What a backup has the CPU do with every byte, as pieces that can be repeated.
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { evpCipher, nodeCipher, type Work } from './cipher.js';
import { compressed, cpuSampleMs } from './limits.js';
import { processorTime, type Clock } from './processor-time.js';
import { rateOf, type Stretch } from './rate.js';

export type WorkName = 'cipher' | 'cipher-by-node' | 'hash' | 'compress';

/** What a thread is asked to do, and to do so at the same time as the others. */
export interface Task {
  readonly name: WorkName;
  /** For compressing; null else. */
  readonly pieces: readonly Uint8Array[] | null;
}

/** null where this work cannot be done here. */
export function workOf({ name, pieces }: Task): Work | null {
  switch (name) {
    case 'cipher':
      return evpCipher();
    case 'cipher-by-node':
      return nodeCipher();
    case 'hash':
      return hashing();
    case 'compress':
      return pieces === null ? null : compressing(pieces);
  }
}

const hashedBytes = 65_536;

function hashing(): Work {
  const [hash, input] = [createHash('sha256'), Buffer.alloc(hashedBytes, 7)];
  return { run: () => void hash.update(input), bytes: hashedBytes };
}

export const compressionLevel = 6;

/**
 * Several pieces together: at its beginning zlib has little to look back at, so that 64 KiB of random data go through 16 % faster than a long
 * stream does, and 256 KiB 3 %. All blocks are one run: some shrink far more quickly than others, and each is to count as often.
 */
function compressing(pieces: readonly Uint8Array[]): Work | null {
  const blocks = blocksOf(pieces);
  const [first] = blocks;
  if (first === undefined) return null;
  const options = { level: compressionLevel, chunkSize: 2 * first.length };
  const run = (): void => {
    for (const block of blocks) deflateSync(block, options);
  };
  return { run, bytes: blocks.length * first.length };
}

/** All of one length; what is left over is not compressed. */
function blocksOf(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  const together = Math.min(pieces.length, compressed.piecesTogether);
  const count = together === 0 ? 0 : Math.floor(pieces.length / together);
  return Array.from({ length: count }, (_, index) => Buffer.concat(pieces.slice(index * together, (index + 1) * together)));
}

/**
 * The works take turns and rest in between: a neighbour that shares the core behind a hypervisor slows one work more than another, comes and
 * goes, and stays for a hundred milliseconds at a time.
 * @returns for each work what it did in the time of a processor, in bytes, in the order of time
 */
export function samplesOf(works: readonly Work[], { most, least, mostMs, restMs }: Turns): readonly (readonly Stretch[])[] {
  const endsAtMs = performance.now() + mostMs;
  const clock = processorTime();
  const all = works.map((work) => ({ sample: samplerOf(work, clock), samples: [] as Stretch[] }));
  for (let turn = 0; turn < most && (turn < least || performance.now() < endsAtMs); turn += 1) {
    for (const { sample, samples } of all) samples.push(sample());
    rest(restMs);
  }
  return all.map(({ samples }) => samples);
}

export interface Turns {
  readonly most: number;
  readonly least: number;
  readonly mostMs: number;
  /** After each turn. */
  readonly restMs: number;
}

/** @returns takes a stretch that is long enough to be timed */
function samplerOf({ run, bytes }: Work, clock: Clock): () => Stretch {
  const sampleSeconds = cpuSampleMs / 1_000;
  const sample = (atOnce: number): Stretch => {
    // The first quarter of a millisecond after a rest is a tenth slower than what follows; a long run has it in itself.
    repeat(run, atOnce - 1);
    const startedAt = clock();
    let [amount, seconds] = [0, 0];
    for (; seconds < sampleSeconds; seconds = clock() - startedAt) {
      repeat(run, atOnce);
      amount += atOnce * bytes;
    }
    return { amount, seconds };
  };
  // The first warms up what is compiled and cached, and tells how often to look at the clock: a look takes a microsecond.
  const atOnce = Math.max(1, Math.floor((rateOf(sample(1)) * sampleSeconds) / bytes / looksASample));
  return () => sample(atOnce);
}

const looksASample = 4;

function repeat(run: () => void, times: number): void {
  for (let count = 0; count < times; count += 1) run();
}

const rest = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
