// npm run lab:throughput [-- TEXT]: plays all set-ups, or those whose title holds TEXT, and prints the table for docs/performance.md.
import { loadavg } from 'node:os';
import { tableOf, type Judged } from './judge.js';
import { whyNoThrottling } from './needs.js';
import { playAll } from './play-all.js';
import { setUps } from './set-ups.js';

const [wanted = ''] = process.argv.slice(2);
const reason = whyNoThrottling();
if (reason !== null) {
  process.stderr.write(`the hosts cannot be made: ${reason}\n`);
  process.exit(3);
}

const judged: Judged[] = [];
for await (const played of playAll(setUps.filter(({ what }) => what.includes(wanted)))) {
  const { what } = played.setUp;
  if (played.state === 'skipped') process.stderr.write(`skipped ${what}: ${played.reason}\n`);
  else {
    judged.push(played.judged);
    const { isRight, sentence } = played.judged;
    process.stderr.write(`${isRight ? 'right' : 'WRONG'} ${what} (${(played.tookMs / 1_000).toFixed(1)} s)\n        ${sentence}\n`);
  }
}
const load = loadavg()[0]!.toFixed(1);
process.stdout.write(
  `${tableOf(judged)}\n\n${judged.filter(({ isRight }) => isRight).length} of ${judged.length} right; load ${load} at the end.\n`,
);
