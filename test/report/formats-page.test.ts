// docs/formats.md explains each format with a true example: its excerpts are part of what the program prints.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { parseRecording } from '../../src/recording-file.js';
import { formats, renderers } from '../../src/report/render.js';
import { judge } from '../../src/run.js';

const page = readFileSync('docs/formats.md', 'utf8');
const excerpts = [...page.matchAll(/^(`{3,})text format=(\w+)\n([\s\S]*?)\n\1$/gm)].map(
  ([, , format = '', text = '']) => [format, text] as const,
);
const recording = parseRecording(readFileSync('test/recordings/full-cache/facts.json', 'utf8'), 'full-cache');
const report = judge(recording, loadCatalogue('checks.yml'), { symptom: null, only: null, skip: [] });

describe('docs/formats.md', () => {
  it.each(excerpts)('shows what %s looks like: %s', async (name, text) => {
    const format = formats.find((known) => known === name)!;
    expect((await renderers[format]())(report, { color: false, unicode: true, verbose: false, width: 80 })).toContain(text);
  });

  it('has a section and an example for each format', () => {
    expect([...page.matchAll(/^## (\w+)$/gm)].map(([, name]) => name).sort()).toEqual([...formats].sort());
    expect(new Set(excerpts.map(([format]) => format)).size).toBe(formats.length - 1);
    expect(page).toContain('(images/report-light.png)');
  });
});
