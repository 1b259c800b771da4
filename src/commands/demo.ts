// backup-doctor demo [STORY]: packaged recordings of true stories, judged by the real stages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRecording } from '../recording-file.js';
import { judge } from '../run.js';
import { loadConfigured } from './load-catalogue.js';
import { outputFlags, parseSelection, parseTargets, type JudgeFlags } from './options.js';
import { emitReport, print } from './output.js';
import { UsageError } from '../usage-error.js';

const storiesFolder = fileURLToPath(new URL('./stories', import.meta.url));

/** @returns the exit code of the story's diagnosis; 0 for the list */
export async function demo(story: string | undefined, flags: JudgeFlags): Promise<number> {
  const stories = readdirSync(storiesFolder).sort();
  if (story === undefined) {
    await print(`${stories.map((name) => `${name.padEnd(22)} ${titleOf(name)}`).join('\n')}\n\nShow one with: backup-doctor demo STORY\n`);
    return 0;
  }
  if (!stories.includes(story)) throw new UsageError(`there is no story ${JSON.stringify(story)}; there are: ${stories.join(', ')}`);
  const catalogue = await loadConfigured(flags.config);
  const recording = parseRecording(readFileSync(join(storiesFolder, story, 'facts.json'), 'utf8'), story);
  const report = judge(recording, catalogue, parseSelection(flags, catalogue));
  await emitReport(report, parseTargets(flags), outputFlags(flags));
  return report.exitCode;
}

/** The first heading of story.md. */
function titleOf(story: string): string {
  const path = join(storiesFolder, story, 'story.md');
  return existsSync(path) ? (/^# (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '') : '';
}
