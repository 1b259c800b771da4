// Child side of measuring the CPU: all works on one core by turns, then each on all cores; a line as soon as a work has both.
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { writeLine } from '../platform/lines.js';
import { samplesOnAllCores } from './all-cores.js';
import type { Work } from './cipher.js';
import type { CpuJob, WorkSamples } from './cpu-lines.js';
import { compressionLevel, samplesOf, workOf, type Task } from './cpu-work.js';
import { cpuTurns } from './limits.js';
import { madeUpPieces } from './made-up-pieces.js';
import { uninterrupted } from './rate.js';

export async function serve(): Promise<void> {
  const { works, onAllCores } = JSON.parse(readFileSync(0, 'utf8')) as CpuJob;
  const tasks = works.map((name) => ({ name, pieces: name === 'compress' ? madeUpPieces() : null }));
  await measure(tasks, { onAllCores }, writeLine);
  writeLine({ said: 'done' });
}

/**
 * Tells nothing of a work that cannot be done here.
 * @param share of the usual time
 */
export async function measure(
  tasks: readonly Task[],
  { onAllCores, share = 1 }: { readonly onAllCores: boolean; readonly share?: number },
  tell: (samples: WorkSamples) => void,
): Promise<void> {
  const possible = tasks.flatMap(possibleOf);
  const onOneCore = samplesOf(
    possible.map(({ work }) => work),
    { ...cpuTurns.onOneCore, mostMs: cpuTurns.onOneCore.mostMs * share },
  ).map(uninterrupted);
  for (const [index, { task }] of possible.entries())
    tell({
      name: task.name,
      oneCore: onOneCore[index] ?? [],
      allCores: onAllCores ? ((await samplesOnAllCores(task)) ?? onOneCore[index] ?? []) : [],
      ratio: task.pieces === null ? null : ratioOf(task.pieces),
    });
}

interface Possible {
  readonly task: Task;
  readonly work: Work;
}

/** Node's own cipher stands in for OpenSSL's, and says less. */
function possibleOf(task: Task): readonly Possible[] {
  const work = workOf(task);
  if (work !== null) return [{ task, work }];
  return task.name === 'cipher' ? possibleOf({ ...task, name: 'cipher-by-node' }) : [];
}

function ratioOf(pieces: readonly Uint8Array[]): number {
  const [before, after] = [pieces, pieces.map((piece) => deflateSync(piece, { level: compressionLevel }))].map((all) =>
    all.reduce((sum, { length }) => sum + length, 0),
  );
  return (after ?? 0) / (before ?? 0);
}
