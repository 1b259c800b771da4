// Every story is a recording of a real (made-up) host and what each format must say about it.
// npm run golden writes the expectations anew; read the difference before you commit it.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { parseRecording } from '../../src/recording-file.js';
import { formats, renderers, type Format } from '../../src/report/render.js';
import { judge } from '../../src/run.js';
import { parseReport } from '../cli/published-json.js';

const folder = 'test/recordings';
const stories = readdirSync(folder, { withFileTypes: true }).filter((item) => item.isDirectory()).map(({ name }) => name);
const catalogue = loadCatalogue('checks.yml');
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';

/** The exit code stands in the name, so that a changed verdict is seen in the list of files. */
const fileNames: Readonly<Record<Format, (exitCode: number) => string>> = {
  text: (exitCode) => `report.${exitCode}.txt`,
  json: (exitCode) => `report.${exitCode}.json`,
  html: (exitCode) => `report.${exitCode}.html`,
  markdown: (exitCode) => `report.${exitCode}.md`,
  nagios: (exitCode) => `nagios.${exitCode}.txt`,
  prometheus: (exitCode) => `metrics.${exitCode}.prom`,
  junit: (exitCode) => `junit.${exitCode}.xml`,
  ndjson: (exitCode) => `findings.${exitCode}.ndjson`,
  csv: (exitCode) => `evidence.${exitCode}.csv`,
};

const reportOf = (story: string) => {
  const text = readFileSync(join(folder, story, 'facts.json'), 'utf8');
  return judge(parseRecording(text, story), catalogue, { symptom: null, only: null, skip: [] });
};

/** On pages, style and script are always the same, and the embedded JSON has a file of its own. */
const withoutRepeats = (page: string): string => page.replace(/(<(style|script)[^>]*>)[^]*?(<\/\2>)/g, '$1$3');

const render = async (story: string, format: Format): Promise<string> => {
  const text = (await renderers[format]())(reportOf(story), { color: false, unicode: true, verbose: false, width: 80 });
  return format === 'html' ? withoutRepeats(text) : text;
};

if (isUpdating) {
  for (const story of stories) {
    rmSync(join(folder, story, 'expected'), { recursive: true, force: true });
    mkdirSync(join(folder, story, 'expected'));
    for (const format of formats) {
      const name = fileNames[format](reportOf(story).exitCode);
      writeFileSync(join(folder, story, 'expected', name), await render(story, format));
    }
  }
}

describe.each(stories)('the story %s', (story) => {
  it('tells itself', () => {
    expect(readFileSync(join(folder, story, 'story.md'), 'utf8')).toMatch(/^# .+\n/);
  });

  it.each([...formats])('reads as expected in %s', async (format) => {
    const name = fileNames[format](reportOf(story).exitCode);
    expect(readdirSync(join(folder, story, 'expected'))).toContain(name);
    expect(await render(story, format)).toBe(readFileSync(join(folder, story, 'expected', name), 'utf8'));
  });

  it('has the published form in JSON', async () => {
    expect(parseReport(await render(story, 'json')).schemaVersion).toBe('1');
  });
});

describe('the set of stories', () => {
  it('has those that were asked for', () => {
    const wanted = [
      ...['clone', 'full-cache', 'healthy', 'isolated-network', 'no-agent', 'outdated-agent', 'unreadable-files', 'unregistered'],
      ...['copy', 'original', 'ghost-heartbeat', 'reregistered-twin', 'renamed', 'rebuilt', 'failover'],
      ...['lost-night', 'skipped-backup', 'wrong-key-prefix', 'live-database'],
    ];
    expect(stories).toEqual(expect.arrayContaining(wanted));
  });
});
