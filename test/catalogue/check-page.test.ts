// What the page of a check shows, as Markdown, and how the comments of checks.yml get there.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Catalogue, CatalogueEntry, LimitReasons } from '../../src/catalogue/catalogue.js';
import { renderCheckPage, renderCheckPages } from '../../src/catalogue/check-page.js';
import { loadCatalogue, loadLimitReasons } from '../../src/catalogue/load.js';
import { code, plain, sentence, table } from '../../src/catalogue/markdown.js';
import { smallCatalogue } from './small-catalogue.js';

let folder: string;
let path: string;
let catalogue: Catalogue;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pages-'));
  path = join(folder, 'checks.yml');
  writeFileSync(path, smallCatalogue);
  catalogue = loadCatalogue(path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reasonsFor = (text: string): LimitReasons => {
  writeFileSync(path, text);
  return loadLimitReasons(path);
};

/** The page of low-disk-space with some parts of its entry changed. */
function pageWith(changes: Partial<CatalogueEntry>): string {
  const entry = catalogue.checks['low-disk-space'];
  if (entry === undefined) throw new Error('the small catalogue lost its first check');
  return renderCheckPage('low-disk-space', { ...catalogue, checks: { 'low-disk-space': { ...entry, ...changes } } }, {});
}

describe('the page of a check', () => {
  it('tells all that the catalogue says', () => {
    expect(renderCheckPage('low-disk-space', catalogue, { floorBytes: 'the documentation names 100 MB', freePercent: null })).toBe(`\
<!-- Generated from checks.yml by scripts/generate-docs.mjs: edit checks.yml, not this file. -->

# Low disk space

The agent needs room.

- Id: \`low-disk-space\`
- Seen as: Backups sometimes fail
- Worst status: critical
- Looked at alone by: \`backup-doctor --only low-disk-space\`

## What the report says

Names in braces stand for the values that were measured.

| Problem | Sentence |
| --- | --- |
| \`cache-full\` | \`{subject}\` has only \`{freeBytes}\` free. |
| none | \`{subject}\` has \`{freeBytes}\` free. |

## Limits

| Limit | Value | Unit | Why this number |
| --- | --- | --- | --- |
| \`floorBytes\` | 104,857,600 | bytes | the documentation names 100 MB |
| \`freePercent\` | 10 | per cent |  |

Others are set in a file that is named with \`--config\`; it need hold only what it changes:

\`\`\`yaml
checks:
  low-disk-space:
    limits:
      floorBytes: 104857600
      freePercent: 10
\`\`\`

## What to do

1. Free space.

    Only for \`cache-full\`.

    Linux:

    \`\`\`
    df -h {subject}
    \`\`\`
`);
  });

  it.each<readonly [string, Partial<CatalogueEntry>, string]>([
    ['that it is planned', { planned: true }, '**Planned.** No check of this version judges it yet'],
    ['that it is essential', { essential: true }, '- Essential: when it cannot look, the run ends with exit code 3'],
    ['what explains it, as links', { dependsOn: ['low-disk-space'] }, '- May be unable to look where one of these fails: [low-disk-space](low-disk-space.md)'],
    ['where the documentation speaks of it', { docs: 'https://docs.example/a' }, '- Documentation: <https://docs.example/a>'],
    ['all its symptoms', { symptoms: ['slow', 'corrupted'] }, '- Seen as: Backup or Restore is slow; Backups get corrupted'],
    [
      'a command that is the same everywhere',
      { solution: [{ text: 'Look.', command: 'whoami' }] },
      '1. Look.\n\n    ```\n    whoami\n    ```',
    ],
    [
      'a command of Windows',
      { solution: [{ text: 'Look.', command: { windows: 'dir' } }] },
      '1. Look.\n\n    Windows:\n\n    ```\n    dir\n    ```',
    ],
    ['what it may follow from', { problems: { 'cache-full': { says: 'x', explains: ['low-disk-space'] } } }, '- May follow from: [low-disk-space](low-disk-space.md) (`cache-full`)'],
    ['how to see that it is mended', { solution: [{ text: 'Do.', verify: 'a | b' }] }, '1. Do.\n\n    See that it is mended: `a | b`'],
  ])('tells %s', (_, changes, part) => expect(pageWith(changes)).toContain(part));

  it('leaves out a table of limits that has no rows', () => expect(pageWith({ limits: {} })).not.toContain('## Limits'));
});

describe('the index', () => {
  it('lists every check under each symptom that it explains', () => {
    const { 'README.md': index, ...pages } = renderCheckPages(catalogue, {});
    expect(Object.keys(pages)).toEqual(['low-disk-space.md', 'read-only-volume.md']);
    expect(index).toContain(
      '## Backups sometimes fail\n\n| Check | Finds | Worst status |  |\n| --- | --- | --- | --- |\n' +
        '| [low-disk-space](low-disk-space.md) | Low disk space | critical |  |\n' +
        '| [read-only-volume](read-only-volume.md) | Read-only volume | critical |  |\n',
    );
  });
});

describe('the reason for a limit is the comment', () => {
  const withLimits = (lines: string): string => smallCatalogue.replace(/ {6}floorBytes.*\n {6}freePercent.*\n/, lines);

  it.each([
    ['behind it', '      floorBytes: 1 # behind\n      freePercent: 2\n', { floorBytes: 'behind', freePercent: null }],
    ['above the first', '      # above\n      floorBytes: 1\n      freePercent: 2\n', { floorBytes: 'above', freePercent: null }],
    ['above another', '      floorBytes: 1\n      # above\n      freePercent: 2\n', { floorBytes: null, freePercent: 'above' }],
    [
      'above it on two lines',
      '      floorBytes: 1\n      # one\n      # two\n      freePercent: 2\n',
      { floorBytes: null, freePercent: 'one two' },
    ],
    ['behind each', '      floorBytes: 1 # one\n      freePercent: 2 # two\n', { floorBytes: 'one', freePercent: 'two' }],
    ['not there', '      floorBytes: 1\n      freePercent: 2\n', { floorBytes: null, freePercent: null }],
  ])('%s', (_, lines, reasons) => expect(reasonsFor(withLimits(lines))['low-disk-space']).toEqual(reasons));
});

describe('text becomes Markdown that shows exactly that text', () => {
  it.each([
    ['a*b_c`d', 'a\\*b\\_c\\`d'],
    ['<script> & [x](y)', '\\<script\\> \\& \\[x\\](y)'],
    ['two\n lines', 'two lines'],
    ['a|b', 'a\\|b'],
  ])('plain: %s', (text, markdown) => expect(plain(text)).toBe(markdown));

  it('sentence: placeholders are set apart', () =>
    expect(sentence('{subject} has {freeBytes}, not {0}')).toBe('`{subject}` has `{freeBytes}`, not {0}'));

  it.each([
    ['df -h', '`df -h`'],
    ['echo `date`', '`` echo `date` ``'],
  ])('code: %s', (text, markdown) => expect(code(text)).toBe(markdown));

  it('table: a bar within code ends no cell', () =>
    expect(table(['a'], [[code('x | y')], [plain('x | y')]])).toBe('| a |\n| --- |\n| `x \\| y` |\n| x \\| y |'));
});
