// One look through the real probes, as a program of its own: what it prints is the answer, and that it ends is half the test.
import { gatherLog, type LogRequest } from '../../src/probes/agents/log/gather-log.js';
import { gatherScan, type ScanRequest } from '../../src/probes/files/gather-scan.js';
import { gatherInUse, type InUseRequest } from '../../src/probes/files/in-use/gather-in-use.js';
import { gatherVolumes } from '../../src/probes/files/gather-volumes.js';
import type { VolumeRequest } from '../../src/probes/files/volume-request.js';
import { openSystem } from '../../src/probes/platform/live-system.js';
import type { HostFiles, System } from '../../src/probes/platform/system.js';
import { gatherThroughput } from '../../src/probes/speed/gather-throughput.js';
import { absent } from '../../src/facts/observed.js';

export type Look =
  | { readonly look: 'volumes'; readonly request: VolumeRequest; readonly root?: string }
  | { readonly look: 'scan'; readonly request: ScanRequest; readonly root?: string }
  | { readonly look: 'in-use'; readonly request: InUseRequest; readonly root?: string }
  | { readonly look: 'log'; readonly request: LogRequest; readonly root?: string }
  | { readonly look: 'speed'; readonly paths: readonly string[]; readonly exclusions?: readonly string[]; readonly limitMs?: number; readonly root?: string }
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
    case 'in-use':
      return gatherInUse(system, look.request, signal);
    case 'log':
      return withLimit(look.request.limitMs, (limited) => gatherLog(system, look.request, limited));
    case 'speed':
      return speedOf(system, look);
    case 'files':
      return Promise.all(look.asks.map(([operation, path]) => system.files[operation as Exclude<typeof operation, 'append'>](path)));
  }
}

async function speedOf(system: System, { paths, exclusions = [], limitMs = 20_000 }: Extract<Look, { look: 'speed' }>): Promise<unknown> {
  const volumes = await gatherVolumes(system, { folders: [], runsAs: { user: 'root', uid: 0 }, backupPaths: Promise.resolve(paths), exclusions }, signal);
  const notLookedAt = absent('not looked at');
  const request = { paths, exclusions, volumes, attachments: null, networks: notLookedAt, agent: notLookedAt, limitMs };
  return withLimit(limitMs, (limited) => gatherThroughput(system, request, limited));
}

if (process.argv[2] !== undefined) {
  const look = JSON.parse(process.argv[2]) as Look;
  const system = openSystem(look.root ?? null);
  process.stdout.write(`${JSON.stringify({ answer: await answer(system, look) })}\n`);
  if (look.look !== 'files' || look.forgetsToClose !== true) system.close();
}
