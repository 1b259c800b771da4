// One look through the real probes, as a program of its own: what it prints is the answer, and that it ends is half the test.
import { gatherLog, type LogRequest } from '../../src/probes/agents/log/gather-log.js';
import { gatherScan, type ScanRequest } from '../../src/probes/files/gather-scan.js';
import { gatherVolumes } from '../../src/probes/files/gather-volumes.js';
import type { VolumeRequest } from '../../src/probes/files/volume-request.js';
import { openSystem } from '../../src/probes/platform/live-system.js';
import type { HostFiles, System } from '../../src/probes/platform/system.js';

export type Look =
  | { readonly look: 'volumes'; readonly request: VolumeRequest; readonly root?: string }
  | { readonly look: 'scan'; readonly request: ScanRequest; readonly root?: string }
  | { readonly look: 'log'; readonly request: LogRequest; readonly root?: string }
  | { readonly look: 'files'; readonly asks: readonly Ask[]; readonly root?: string; readonly forgetsToClose?: boolean };

/** Asked all at once. */
export type Ask = readonly [Exclude<keyof HostFiles, 'processes'>, string];

const signal = new AbortController().signal;

/** As a probe is run: nothing else keeps this program alive until then. */
async function withLimit<T>(limitMs: number, run: (limited: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(), limitMs);
  return run(abort.signal).finally(() => clearTimeout(limit));
}

async function answer(system: System, look: Look): Promise<unknown> {
  switch (look.look) {
    case 'volumes':
      return gatherVolumes(system, look.request, signal);
    case 'scan':
      return gatherScan(system, look.request, signal);
    case 'log':
      return withLimit(look.request.limitMs, (limited) => gatherLog(system, look.request, limited));
    case 'files':
      return Promise.all(look.asks.map(([operation, path]) => system.files[operation](path)));
  }
}

if (process.argv[2] !== undefined) {
  const look = JSON.parse(process.argv[2]) as Look;
  const system = openSystem(look.root ?? null);
  process.stdout.write(`${JSON.stringify({ answer: await answer(system, look) })}\n`);
  if (look.look !== 'files' || look.forgetsToClose !== true) system.close();
}
