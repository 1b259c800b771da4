// backup-doctor demo [STORY]: packaged recordings of true stories, judged by the real stages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLaterFacts, type Recording } from '../facts/recording.js';
import { judge } from '../run.js';
import { loadConfigured } from './load-catalogue.js';
import { outputFlags, parseSelection, parseTargets, type JudgeFlags } from './options.js';
import { emitReport, print } from './output.js';
import { catalogueUnder, parsePolicy, underPolicy } from './redaction.js';
import { UsageError } from '../usage-error.js';

const storiesFolder = fileURLToPath(new URL('./stories', import.meta.url));

/** @returns the exit code of the story's diagnosis; 0 for the list */
export async function demo(story: string | undefined, flags: JudgeFlags): Promise<number> {
  const stories = readdirSync(storiesFolder).sort();
  if (story === undefined)
    return listStories(
      stories.map((name) => ({ name, title: titleOf(name) })),
      flags.format,
    );
  if (!stories.includes(story)) throw new UsageError(`there is no story ${JSON.stringify(story)}; there are: ${stories.join(', ')}`);
  const catalogue = await loadConfigured(flags.config);
  // Packaged with the program, and as the tests have read it.
  const recording = JSON.parse(readFileSync(join(storiesFolder, story, 'facts.json'), 'utf8')) as Recording;
  const redacted = underPolicy({ ...recording, facts: withLaterFacts(recording.facts) }, parsePolicy(flags), flags);
  const report = judge(redacted.recording, catalogueUnder(catalogue, redacted), parseSelection(flags, catalogue));
  await emitReport(report, parseTargets(flags), outputFlags(flags));
  return report.exitCode;
}

interface Story {
  readonly name: string;
  readonly title: string;
}

async function listStories(stories: readonly Story[], format = 'text'): Promise<number> {
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(
      `demo lists its stories as text or json, not as ${JSON.stringify(format)}; name a story to see it so: ${stories[0]?.name ?? ''}`,
    );
  }
  const rows = stories.map(({ name, title }) => `${name.padEnd(22)} ${title}`).join('\n');
  const text = `${rows}\n\nShow one with: backup-doctor demo STORY\n`;
  await print(format === 'text' ? text : `${JSON.stringify({ schemaVersion: '1', stories }, null, 2)}\n`);
  return 0;
}

/** The first heading of story.md. */
function titleOf(story: string): string {
  const path = join(storiesFolder, story, 'story.md');
  return existsSync(path) ? (/^# (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '') : '';
}
