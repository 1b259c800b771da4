// What the history of a story says: the file as the program kept it over days, and what is told of it.
// npm run golden writes the expectations anew; read the difference before you commit it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { differenceText, overviewText } from '../../src/commands/history-text.js';
import { RunReader } from '../../src/facts/history/stored-run.js';
import { differenceBetween } from '../../src/history/changes.js';
import { chooseRuns } from '../../src/history/choose-runs.js';
import { overviewOf } from '../../src/history/overview.js';
import { unsealed } from '../../src/probes/history/segments.js';

const folder = 'test/recordings';
const stories = readdirSync(folder).filter((story) => existsSync(`${folder}/${story}/history.ndjson`));

function told(story: string): Readonly<Record<string, string>> {
  const reader = new RunReader();
  const { lines, tornLineCount } = unsealed(readFileSync(`${folder}/${story}/history.ndjson`, 'utf8'));
  const runs = lines.flatMap((line) => reader.read(line) ?? []);
  const choice = chooseRuns(runs, []);
  if (choice.state === 'none') throw new Error(choice.why);
  const { before, after } = choice;
  return {
    'history.txt': overviewText(overviewOf({ runs, tornLineCount, unread: [] }, 20), '/var/lib/backup-doctor', '90d'),
    'history-diff.txt': differenceText(before, after, differenceBetween(before, after)),
  };
}

if (process.env['UPDATE_GOLDEN'] === '1')
  for (const story of stories) for (const [name, text] of Object.entries(told(story))) writeFileSync(`${folder}/${story}/${name}`, text);

it('some story has a history', () => expect(stories).not.toEqual([]));

describe.each(stories)('the history of the story %s', (story) => {
  it.each(Object.entries(told(story)))('reads as expected in %s', (name, text) => {
    expect(text).toBe(readFileSync(`${folder}/${story}/${name}`, 'utf8'));
  });
});
