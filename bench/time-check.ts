// Runs inside the made-up server: times the pairs and prints the result as JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchmarkResult } from './benchmark.js';
import { median, medianRatio, timePairs } from './pairs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pairCount = 21;

const stateFolder = mkdtempSync(join(tmpdir(), 'backup-doctor-bench-'));
process.env['STATE_DIRECTORY'] = stateFolder;
try {
  const ours = [process.execPath, `${root}dist/main.cjs`, 'check', '--offline', '--format', 'json'];
  const timings = timePairs(ours, ['sh', `${root}bench/plugin-loop.sh`], pairCount);
  const peakMb = median(timings.ours.map(({ peakBytes }) => peakBytes)) / 1e6;
  const result: BenchmarkResult = {
    name: 'check',
    ratio: medianRatio(timings),
    baseline: median(timings.baseline.map(({ wallMs }) => wallMs)),
    ours: median(timings.ours.map(({ wallMs }) => wallMs)),
    unit: 'ms',
    samples: pairCount,
    notes: `Node ${process.version}; largest process ${peakMb.toFixed(0)} MB`,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  rmSync(stateFolder, { recursive: true, force: true });
}
