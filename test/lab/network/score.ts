// npm run lab [-- TEXT]: plays all scenarios, or those whose title holds TEXT, and prints a line for each and the score.
import { differences, scoreLine, scoreOf } from './judge.js';
import { LabFolder } from './lab.js';
import { whyNoLab } from './needs.js';
import { play } from './play.js';
import { faults, healthy } from './scenarios/index.js';

const [wanted = ''] = process.argv.slice(2);
const reason = whyNoLab();
if (reason !== null) {
  process.stderr.write(`the network lab cannot be built: ${reason}\n`);
  process.exit(3);
}

const chosen = [...healthy, ...faults].filter(({ what }) => what.includes(wanted));
const folder = new LabFolder();
const looks = play(chosen, folder);
const judged: { isHealthy: boolean; isRight: boolean }[] = [];
for (const [index, scenario] of chosen.entries()) {
  const look = await looks[index]!.catch((error: unknown) => error as Error);
  const found = look instanceof Error ? [look.message] : differences(scenario, look);
  judged.push({ isHealthy: healthy.includes(scenario), isRight: found.length === 0 });
  const took = look instanceof Error ? '' : ` (${(look.tookMs / 1_000).toFixed(1)} s)`;
  process.stdout.write(
    `${found.length === 0 ? 'right' : 'WRONG'}  ${scenario.what}${took}\n${found.map((line) => `         ${line}\n`).join('')}`,
  );
}
folder.remove();
process.stdout.write(`${scoreLine(scoreOf(judged))}\n`);
