// Runs inside the made-up server with its networks: times the pairs and prints the result as JSON.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchmarkResult } from './benchmark.js';
import { median, medianRatio, timePairs } from './pairs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pairCount = 15;
const singleWay = `endpoints:
  - { name: agent-api, service: cloud-backup-api, host: api.drivesrvr.com, network: publicnet, healthPath: /v1.0/help/apihealth }
`;

const folder = mkdtempSync(join(tmpdir(), 'backup-doctor-bench-'));
process.env['STATE_DIRECTORY'] = folder;
try {
  const config = join(folder, 'single-way.yml');
  writeFileSync(config, singleWay);
  const check = [process.execPath, `${root}dist/main.cjs`, 'check', '--format', 'json'];
  const timings = timePairs(check, [...check, '--config', config], pairCount);
  const extraMs = median(timings.ours.map(({ wallMs }, index) => wallMs - (timings.baseline[index]?.wallMs ?? Number.NaN)));
  const result: BenchmarkResult = {
    name: 'network',
    ratio: medianRatio(timings),
    baseline: median(timings.baseline.map(({ wallMs }) => wallMs)),
    ours: median(timings.ours.map(({ wallMs }) => wallMs)),
    unit: 'ms',
    samples: pairCount,
    notes: `7 endpoints; ${extraMs.toFixed(0)} ms more (median of the pairs); server and client share the cores`,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
