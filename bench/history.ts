// `history` over a year of hourly runs against a Node that only reads the files and parses their lines; and what the year takes on the disk.
// The runs are kept as `check` keeps them: by its own code, with something new each week.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KeptRun } from '../src/facts/history.js';
import { RunReader, storedRun } from '../src/facts/history/stored-run.js';
import { hashOf, sealed, segmentAfter, segmentBytes } from '../src/probes/history/segments.js';
import type { Benchmark, BenchmarkResult } from './benchmark.js';
import { median, medianRatio, timePairs } from './pairs.js';

const program = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url));
const runCount = 365 * 24;
const pairCount = 11;
const endsAt = Date.now();
const plain =
  "const { readdirSync, readFileSync } = require('node:fs'); const { join } = require('node:path');" +
  "for (const name of readdirSync(process.argv[1])) for (const line of readFileSync(join(process.argv[1], name), 'utf8').split('\\n')) if (line !== '') JSON.parse(line.slice(9));";

export const history: Benchmark = {
  name: 'history',
  title: '`history` in a year of hourly runs against reading and parsing all of its files',
  goal: 'at most 300 ms and 20 MB',
  run: () => {
    const folder = mkdtempSync(join(tmpdir(), 'backup-doctor-bench-'));
    try {
      writeYear(folder);
      return measured(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function measured(folder: string): BenchmarkResult {
  const timings = timePairs(['env', `STATE_DIRECTORY=${folder}`, process.execPath, program, 'history'], [process.execPath, '-e', plain, folder], pairCount);
  const all = timePairs(['env', `STATE_DIRECTORY=${folder}`, process.execPath, program, 'history', '--since', '53w'], ['true'], pairCount);
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  return {
    name: 'history',
    ratio: medianRatio(timings),
    baseline: median(timings.baseline.map(({ wallMs }) => wallMs)),
    ours: median(timings.ours.map(({ wallMs }) => wallMs)),
    unit: 'ms',
    samples: pairCount,
    notes: `Node ${process.version}; ${runCount} runs in ${(bytes / 1e6).toFixed(1)} MB; all of them with --since 53w in ${median(all.ours.map(({ wallMs }) => wallMs)).toFixed(0)} ms`,
  };
}

/** As keep-run.ts adds them one by one, without a write for each. */
function writeYear(folder: string): void {
  let [name, lines, reader, size] = [segmentAfter(undefined), [] as string[], new RunReader(), 0];
  for (let hour = 0; hour < runCount; hour += 1) {
    const json = storedRun(runOf(hour), reader.known, hashOf);
    reader.read(json);
    lines.push(`\n${sealed(json)}\n`);
    size += Buffer.byteLength(json) + 11;
    if (size < segmentBytes && hour < runCount - 1) continue;
    writeFileSync(join(folder, name), lines.join(''));
    [name, lines, reader, size] = [segmentAfter(name), [], new RunReader(), 0];
  }
}

const checkIds = Array.from({ length: 25 }, (_, index) => `a-check-of-the-catalogue-${index}`);

function runOf(hour: number): KeptRun {
  const week = Math.floor(hour / 168);
  const isBad = hour % 50 === 0;
  const verdicts = checkIds.map((id, index) => [id, isBad && index === 3 ? 'critical some-problem' : 'ok'] as const);
  const texts = (prefix: string, count: number): Readonly<Record<string, string>> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix} ${index}`, `value ${index === week % count ? week : 0} of a usual length`]));
  return {
    runId: `00000000-0000-4000-8000-${String(hour).padStart(12, '0')}`,
    at: new Date(endsAt - (runCount - hour) * 3_600_000).toISOString(),
    status: isBad ? 'critical' : 'ok',
    headline: isBad ? 'Backups of this host fail or are at risk: a check of the catalogue.' : 'Nothing was found that would stop backups of this host.',
    isWhole: true,
    asUser: 'root',
    durationMs: 200 + (hour % 300),
    causes: isBad ? [checkIds[3] ?? ''] : [],
    parts: {
      findings: Object.fromEntries(verdicts),
      ...{ version: texts('version', 2), kernel: texts('kernel', 9), routes: texts('route', 12), resolver: texts('resolver', 4) },
      ...{ certificates: texts('host', 6), configuration: texts('setting', 14) },
    },
    space: Object.fromEntries(['/', '/var', '/tmp'].map((mountPoint, index) => [mountPoint, { freeBytes: 2e10 + index * 1e9 - hour * 1e5, totalBytes: 4e10 }])),
    latencyMs: Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`endpoint-${index}/4`, 20 + ((hour * 7 + index) % 40)])),
  };
}
