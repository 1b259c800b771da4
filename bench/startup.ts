// `backup-doctor --version` against an empty Node: what every start of the program costs.
import { fileURLToPath } from 'node:url';
import type { Benchmark } from './benchmark.js';
import { median, medianRatio, timePairs } from './pairs.js';

const program = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url));
const pairCount = 21;

export const startup: Benchmark = {
  name: 'startup',
  title: '`--version` against `node -e 0`',
  goal: 'at most 1.5',
  run: () => {
    const timings = timePairs([process.execPath, program, '--version'], [process.execPath, '-e', '0'], pairCount);
    return {
      name: 'startup',
      ratio: medianRatio(timings),
      baseline: median(timings.baseline.map(({ wallMs }) => wallMs)),
      ours: median(timings.ours.map(({ wallMs }) => wallMs)),
      unit: 'ms',
      samples: pairCount,
      notes: `Node ${process.version}; whole processes, in turn`,
    };
  },
};
