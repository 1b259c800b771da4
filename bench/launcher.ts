// The launcher's second start against the program that it starts: what the set-up test costs each time.
import { fileURLToPath } from 'node:url';
import type { Benchmark } from './benchmark.js';
import { median, medianRatio, timePairs } from './pairs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pairCount = 21;

export const launcher: Benchmark = {
  name: 'launcher',
  title: '`./backup-doctor --version` against `node dist/main.cjs --version`',
  goal: 'at most 15 ms more',
  run: () => {
    const timings = timePairs([`${root}backup-doctor`, '--version'], [process.execPath, `${root}dist/main.cjs`, '--version'], pairCount);
    const added = timings.ours.map(({ wallMs }, index) => wallMs - (timings.baseline[index]?.wallMs ?? Number.NaN));
    return {
      name: 'launcher',
      ratio: medianRatio(timings),
      baseline: median(timings.baseline.map(({ wallMs }) => wallMs)),
      ours: median(timings.ours.map(({ wallMs }) => wallMs)),
      unit: 'ms',
      samples: pairCount,
      notes: `adds ${median(added).toFixed(1)} ms (median of the pairs)`,
    };
  },
};
