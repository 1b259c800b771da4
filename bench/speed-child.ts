// Asks a measuring child of the built program as the probe does, and times it beside a tool that measures the same. Both go before everything
// else where root allows it: the tools count the time in which others had the processor, and ours does not.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BenchmarkResult } from './benchmark.js';
import { median } from './pairs.js';

const children = fileURLToPath(new URL('../../dist/children', import.meta.url));
const isRoot = process.getuid?.() === 0;

/** Where the kernel groups processes by session, a nice value counts within its session alone, and the session has one of its own. */
const nicest = '{ echo -20 >/proc/self/autogroup; } 2>/dev/null; exec nice -n -20 "$@"';

export type Way = readonly string[];

/** For what keeps a processor busy: real-time tasks would lose a twentieth of it to the kernel's own guard. */
export const nicely: Way = isRoot ? ['setsid', '-w', 'sh', '-c', nicest, 'sh'] : [];

/** For what mostly waits for a device. */
export const inRealTime: Way = isRoot ? ['chrt', '-f', '1'] : [];

/** @returns the lines that it says */
export const askSpeedChild = (way: Way, name: string, job: object): readonly unknown[] =>
  run(way, [process.execPath, `${children}/${name}.cjs`], JSON.stringify(job))
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

/** @returns what it prints @throws where it is not installed, or fails */
export function run(way: Way, command: readonly string[], input = ''): string {
  const [program = '', ...args] = [...way, ...command];
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, input, encoding: 'utf8' });
  if (error !== undefined || status !== 0) throw new Error(`${command[0] ?? ''} failed, or is not installed: ${stderr}`, { cause: error });
  return stdout;
}

/** In turn, now one first and now the other, so that the drift of the machine hits both alike. Speeds in MB/s. */
export function compareSpeeds(name: string, pairCount: number, ours: () => number, baseline: () => number, notes: string): BenchmarkResult {
  const pairs = Array.from({ length: pairCount }, (_, index) => {
    if (index % 2 === 0) return { ours: ours(), baseline: baseline() };
    const measured = baseline();
    return { ours: ours(), baseline: measured };
  });
  return {
    name,
    ratio: median(pairs.map((pair) => pair.ours / pair.baseline)),
    baseline: median(pairs.map((pair) => pair.baseline)),
    ours: median(pairs.map((pair) => pair.ours)),
    unit: 'MB/s',
    samples: pairCount,
    notes,
  };
}
