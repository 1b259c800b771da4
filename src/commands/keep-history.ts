// While the report is told, the run is kept, so that a later one can say what changed. What cannot be kept is a note.
import type { KeptRun } from '../facts/history.js';
import { keepRun } from '../probes/history/keep-run.js';
import type { System } from '../probes/platform/system.js';
import { observe } from '../probes/probe.js';
import { tell } from './tell.js';

/** Never fails the run, and keeps it no longer than the limit. */
export async function keepHistory({ files, root }: System, stateFolder: string, run: KeptRun, limitMs: number): Promise<void> {
  if (root !== null) return;
  const kept = await observe(stateFolder, limitMs, () => keepRun(files, stateFolder, run));
  if (kept.state === 'unavailable') tell(`backup-doctor: note: the history was not kept: ${kept.failure.detail}`);
}
