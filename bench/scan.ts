// `scan` against `find TREE ! -readable`, warm: as an ordinary user, who must ask for each file, and as root, who need not.
// With the optional package and, in the notes, without it. Cold it is measured as the ordinary user whom root becomes.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Benchmark, BenchmarkResult } from './benchmark.js';
import { median, medianRatio, timePairs } from './pairs.js';
import { scanTree, sizes } from './scan-tree.js';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const pairCount = 7;
const isRoot = process.getuid?.() === 0;
const ordinaryUser = isRoot ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'] : [];

export const scan: Benchmark = {
  name: 'scan',
  title: '`scan TREE` against `find TREE ! -readable`, 1,050,000 entries, ordinary user, warm',
  goal: 'at most 0.65 and 130 MB; without the optional package 0.95 and 170 MB',
  run: () => compare('scan', ordinaryUser),
};

export const scanRoot: Benchmark = {
  name: 'scan-root',
  title: 'the same as root, who reads whatever a local file system holds',
  goal: 'at most 0.40',
  run: () => {
    if (!isRoot) throw new Error('scan-root needs root');
    return compare('scan-root', []);
  },
};

export const scanCold: Benchmark = {
  name: 'scan-cold',
  title: 'the same as an ordinary user, with nothing of it in memory',
  goal: 'at most 0.70',
  run: () => {
    if (!isRoot) throw new Error('scan-cold needs root');
    return compare('scan-cold', ordinaryUser, dropCaches);
  },
};

/** Entries, names and blocks of every file system; what was not written yet cannot be dropped. */
function dropCaches(): void {
  spawnSync('sync');
  writeFileSync('/proc/sys/vm/drop_caches', '3');
}

function compare(name: string, through: readonly string[], prepare?: () => void): BenchmarkResult {
  const tree = scanTree(sizes.large);
  const plain = mkdtempSync(join(tmpdir(), 'backup-doctor-bench-'));
  try {
    // Beside no node_modules it finds no optional package. Bytecode older than its bundle would not be used.
    cpSync(dist, plain, { recursive: true, preserveTimestamps: true });
    chmodSync(plain, 0o755);
    const [ours, fallback] = [dist, plain].map((folder) => [...through, process.execPath, `${folder}/main.cjs`, 'scan', '--deep']);
    if (ours === undefined || fallback === undefined) throw new Error('there are two programs');
    const find = [...through, 'find', tree, '!', '-readable'];
    const timings = timePairs([...ours, tree], find, pairCount, prepare);
    const plainly = timePairs([...fallback, tree], find, pairCount, prepare);
    return {
      name,
      ratio: medianRatio(timings),
      baseline: median(timings.baseline.map(({ wallMs }) => wallMs)),
      ours: median(timings.ours.map(({ wallMs }) => wallMs)),
      unit: 'ms',
      samples: pairCount,
      notes: `${memory(ours)}; without the optional package ratio ${medianRatio(plainly).toFixed(2)}, ${memory(fallback)}`,
    };
  } finally {
    rmSync(plain, { recursive: true });
  }
}

/** All processes together, and against the smaller tree. */
function memory(command: readonly string[]): string {
  const [large, small] = [sizes.large, sizes.small].map((size) => peakBytes([...command, scanTree(size)]));
  if (large === undefined || small === undefined) throw new Error('there are two trees');
  return `peak ${(large / 1e6).toFixed(0)} MB, ${(large / small).toFixed(2)} × that of 200,000 entries`;
}

function peakBytes(command: readonly string[]): number {
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...env } = process.env;
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(new URL('./peak-memory.js', import.meta.url)), ...command], { env, encoding: 'utf8' });
  return Number(stdout);
}
