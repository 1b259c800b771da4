// What a backup has the CPU do with every byte, as pieces that can be repeated.
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { evpCipher, nodeCipher, type Work } from './cipher.js';
import { compressed, compressSampleMs, cpuSampleCount, cpuSampleMs, cpuSamplesMs, leastCpuSamples } from './limits.js';
import { processorTime } from './processor-time.js';

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
  return { run: () => hash.update(input), bytes: hashedBytes };
}

export const compressionLevel = 6;

/**
 * Several pieces together: at its beginning zlib has little to look back at, so that 64 KiB of random data go through 16 % faster than a long
 * stream does, and 256 KiB 3 %. Each block in turn, for some shrink more easily than others.
 */
function compressing(pieces: readonly Uint8Array[]): Work | null {
  const blocks = blocksOf(pieces);
  const [first] = blocks;
  if (first === undefined) return null;
  let index = 0;
  const options = { level: compressionLevel, chunkSize: 2 * first.length };
  return { run: () => deflateSync(blocks[index++ % blocks.length] ?? first, options), bytes: first.length };
}

/** All of one length; what is left over is not compressed. */
function blocksOf(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  const together = Math.min(pieces.length, compressed.piecesTogether);
  const count = together === 0 ? 0 : Math.floor(pieces.length / together);
  return Array.from({ length: count }, (_, index) => Buffer.concat(pieces.slice(index * together, (index + 1) * together)));
}

/** Bytes per second of a processor, sample by sample. */
export function samplesOf({ run, bytes }: Work, name: WorkName): readonly number[] {
  const clock = processorTime();
  const sampleSeconds = (name === 'compress' ? compressSampleMs : cpuSampleMs) / 1_000;
  const sample = (atOnce: number): number => {
    const startedAt = clock();
    let [done, tookSeconds] = [0, 0];
    for (; tookSeconds < sampleSeconds; tookSeconds = clock() - startedAt) {
      for (let count = 0; count < atOnce; count += 1) run();
      done += atOnce * bytes;
    }
    return done / tookSeconds;
  };
  // The first warms up what is compiled and cached, and tells how often to look at the clock: a look takes a microsecond.
  const atOnce = Math.max(1, Math.floor((sample(1) * sampleSeconds) / bytes / looksASample));
  const endsAtMs = performance.now() + cpuSamplesMs;
  const samples: number[] = [];
  while (samples.length < cpuSampleCount && (samples.length < leastCpuSamples || performance.now() < endsAtMs))
    samples.push(sample(atOnce));
  return samples;
}

const looksASample = 10;
