// `compare` over ten thousand recordings against a Node that only reads and parses them: what checking, reducing and comparing adds.
// The recordings are those of a story with other ids: servers that are recorded again and again, some of them copied.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Recording } from '../src/facts/recording.js';
import type { Benchmark, BenchmarkResult } from './benchmark.js';
import { median, medianRatio, timePairs } from './pairs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'dist/main.cjs');
const story = join(root, 'test/recordings/healthy/facts.json');
const recordingCount = 10_000;
const agentCount = 500;
/** One of so many agents was copied. */
const copiedEach = 10;
const pairCount = 3;
const plain =
  "const { readFileSync } = require('node:fs'); for (const file of process.argv.slice(1)) JSON.parse(readFileSync(file, 'utf8'))";

export const compare: Benchmark = {
  name: 'compare',
  title: '`compare` over 10,000 recordings against reading and parsing them',
  goal: 'at most 30 s and 300 MB',
  run: () => {
    const folder = mkdtempSync(join(tmpdir(), 'backup-doctor-bench-'));
    try {
      return measured(writeRecordings(folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function measured(files: readonly string[]): BenchmarkResult {
  const timings = timePairs(
    [process.execPath, program, 'compare', '--format', 'json', ...files],
    [process.execPath, '-e', plain, ...files],
    pairCount,
  );
  const peakMegabytes = Math.max(...timings.ours.map(({ peakBytes }) => peakBytes)) / 1e6;
  return {
    name: 'compare',
    ratio: medianRatio(timings),
    baseline: median(timings.baseline.map(({ wallMs }) => wallMs)),
    ours: median(timings.ours.map(({ wallMs }) => wallMs)),
    unit: 'ms',
    samples: pairCount,
    notes: `Node ${process.version}; ${files.length} recordings of ${agentCount} agents, peak ${peakMegabytes.toFixed(0)} MB`,
  };
}

function writeRecordings(folder: string): readonly string[] {
  const text = readFileSync(story, 'utf8');
  return Array.from({ length: recordingCount }, (_, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(recordingOf(JSON.parse(text) as Recording, index)));
    return file;
  });
}

function recordingOf(recording: Recording, index: number): Recording {
  const agent = index % agentCount;
  const isCopy = agent % copiedEach === 0 && index % 2 === Math.floor(index / agentCount) % 2;
  const server = `${agent}${isCopy ? ' copy' : ''}`;
  const at = new Date(Date.parse(recording.gatheredAt) + index * 60_000).toISOString();
  const { identity } = recording.facts;
  if (identity.state !== 'observed') throw new Error(`${story} holds no identity`);
  const signals = identity.value.signals.map((signal) => ({
    ...signal,
    hash: signal.hash === null ? null : hashOf(`${signal.name} ${server}`),
  }));
  const instanceHistory =
    identity.value.instanceHistory === null ? null : { ...identity.value.instanceHistory, currentHash: hashOf(`instance-id ${server}`) };
  const value = { ...identity.value, agentId: String(agent), agentIdHash: hashOf(`agent ${agent}`), signals, instanceHistory };
  return { ...recording, gatheredAt: at, finishedAt: at, facts: { ...recording.facts, identity: { ...identity, value } } };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
