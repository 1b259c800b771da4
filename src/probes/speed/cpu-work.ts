// What a backup has the CPU do with every byte, as pieces that can be repeated.
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { evpCipher, nodeCipher, type Work } from './cipher.js';
import { compressed, cpuSampleMs } from './limits.js';
import { processorTime, type Clock } from './processor-time.js';

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
  return { runs: [() => hash.update(input)], bytes: hashedBytes };
}

export const compressionLevel = 6;

/**
 * Several pieces together: at its beginning zlib has little to look back at, so that 64 KiB of random data go through 16 % faster than a long
 * stream does, and 256 KiB 3 %. Each block is a run of its own, for some shrink more easily than others.
 */
function compressing(pieces: readonly Uint8Array[]): Work | null {
  const blocks = blocksOf(pieces);
  const [first] = blocks;
  if (first === undefined) return null;
  const options = { level: compressionLevel, chunkSize: 2 * first.length };
  return { runs: blocks.map((block) => () => deflateSync(block, options)), bytes: first.length };
}

/** All of one length; what is left over is not compressed. */
function blocksOf(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  const together = Math.min(pieces.length, compressed.piecesTogether);
  const count = together === 0 ? 0 : Math.floor(pieces.length / together);
  return Array.from({ length: count }, (_, index) => Buffer.concat(pieces.slice(index * together, (index + 1) * together)));
}

/**
 * The works take turns and rest in between: a neighbour that shares the core behind a hypervisor slows one work more than another, and stays
 * for a hundred milliseconds at a time.
 * @returns for each work its samples in bytes per second of a processor, in the order of time
 */
export function samplesOf(works: readonly Work[], { most, least, mostMs, restMs }: Turns): readonly (readonly number[])[] {
  const endsAtMs = performance.now() + mostMs;
  const clock = processorTime();
  const all = works.map((work) => ({ sample: samplerOf(work, clock), samples: work.runs.map((): number[] => []) }));
  const leastTurns = Math.max(least, ...works.map(({ runs }) => runs.length));
  for (let turn = 0; turn < most && (turn < leastTurns || performance.now() < endsAtMs); turn += 1) {
    for (const { sample, samples } of all) samples[turn % samples.length]?.push(sample(turn % samples.length));
    rest(restMs);
  }
  return all.map(({ samples }) => asOne(samples));
}

export interface Turns {
  readonly most: number;
  readonly least: number;
  readonly mostMs: number;
  /** After each turn. */
  readonly restMs: number;
}

/** @returns bytes per second of a stretch that is long enough to be timed, of one of its runs */
function samplerOf({ runs, bytes }: Work, clock: Clock): (index: number) => number {
  const sampleSeconds = cpuSampleMs / 1_000;
  const sample = (run: () => void, atOnce: number): number => {
    const startedAt = clock();
    let [done, tookSeconds] = [0, 0];
    for (; tookSeconds < sampleSeconds; tookSeconds = clock() - startedAt) {
      for (let count = 0; count < atOnce; count += 1) run();
      done += atOnce * bytes;
    }
    return done / tookSeconds;
  };
  // The first warms up what is compiled and cached, and tells how often to look at the clock: a look takes a microsecond.
  const [first = nothing] = runs;
  const atOnce = Math.max(1, Math.floor((sample(first, 1) * sampleSeconds) / bytes / looksASample));
  return (index) => sample(runs[index] ?? first, atOnce);
}

const nothing = (): void => undefined;

const looksASample = 4;

/** Runs that differ are one work: all of them at their fastest, then all at their second. */
function asOne(runs: readonly (readonly number[])[]): readonly number[] {
  const [first = [], ...others] = runs;
  if (others.length === 0) return first;
  const fastestFirst = runs.map((samples) => samples.toSorted((one, other) => other - one));
  const count = Math.min(...runs.map(({ length }) => length));
  return Array.from({ length: count }, (_, rank) => runs.length / fastestFirst.reduce((seconds, samples) => seconds + 1 / (samples[rank] ?? 0), 0));
}

const rest = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
