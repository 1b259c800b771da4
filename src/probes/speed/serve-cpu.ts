// Child side of measuring the CPU: a line for each work, so that what was measured before a limit is not lost.
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { writeLine } from '../platform/lines.js';
import { samplesOnAllCores } from './all-cores.js';
import type { CpuJob, WorkSamples } from './cpu-lines.js';
import { compressionLevel, samplesOf, workOf, type Task } from './cpu-work.js';
import { madeUpPieces } from './made-up-pieces.js';

export async function serve(): Promise<void> {
  const { works, onAllCores } = JSON.parse(readFileSync(0, 'utf8')) as CpuJob;
  for (const name of works) {
    const samples = await measure({ name, pieces: name === 'compress' ? madeUpPieces() : null }, onAllCores);
    // Node's own cipher stands in, and says less.
    const instead = samples === null && name === 'cipher' ? await measure({ name: 'cipher-by-node', pieces: null }, onAllCores) : samples;
    if (instead !== null) writeLine(instead);
  }
  writeLine({ said: 'done' });
}

/** null where this work cannot be done here. */
export async function measure(task: Task, onAllCores: boolean): Promise<WorkSamples | null> {
  const work = workOf(task);
  if (work === null) return null;
  const oneCore = samplesOf(work, task.name);
  return {
    name: task.name,
    oneCore,
    allCores: onAllCores ? await samplesOnAllCores(task) : [],
    ratio: task.pieces === null ? null : ratioOf(task.pieces),
  };
}

function ratioOf(pieces: readonly Uint8Array[]): number {
  const [before, after] = [pieces, pieces.map((piece) => deflateSync(piece, { level: compressionLevel }))].map((all) =>
    all.reduce((sum, { length }) => sum + length, 0),
  );
  return (after ?? 0) / (before ?? 0);
}
