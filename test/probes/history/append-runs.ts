// Keeps runs one after another, and says of each that it was kept. Tests kill it in the middle.
// usage: node build/test/probes/history/append-runs.js FOLDER NAME COUNT
import { writeSync } from 'node:fs';
import { keepRun } from '../../../src/probes/history/keep-run.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import { hours, runAt } from '../../history/sample-run.js';

const [, , folder = '', name = '', count = '0'] = process.argv;
const system = openSystem(null);
for (let index = 0; index < Number(count); index += 1) {
  const kept = await keepRun(system.files, folder, runAt(hours(index), { runId: `${name}-${index}` }));
  writeSync(1, kept.state === 'observed' ? `${name}-${index}\n` : `failed: ${JSON.stringify(kept)}\n`);
}
system.close();
