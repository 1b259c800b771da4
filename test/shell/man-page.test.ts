// The manual is that of today's command line, and the two common formatters read it without a complaint.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { compileCatalogue } from '../../src/catalogue/compile.js';
import { commandLine } from '../../src/command-line.js';
import { hookVariables } from '../../src/commands/hooks/hooks.js';
import { paths } from '../../src/schedule/plan.js';
import { allNodes, readCommandTree } from '../../src/shell/command-tree.js';
import { manPage } from '../../src/shell/man-page.js';

// Run from build/test/shell/, three folders below the project.
const root = fileURLToPath(new URL('../../../', import.meta.url));
const manual = readFileSync(join(root, 'man/backup-doctor.1'), 'utf8');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
const tree = readCommandTree(commandLine());

it('is current (else run: node scripts/generate-docs.mjs)', () => {
  expect(manual).toBe(manPage({ program: name, version, tree, checks: compileCatalogue(root).checks }));
});

it('names what hooks and schedules set and write', () => {
  const wanted = [...Object.values(hookVariables), ...Object.values(paths)];
  expect(wanted.filter((text) => !manual.replaceAll('\\-', '-').includes(text))).toEqual([]);
});

describe.each([
  ['groff', ['-man', '-ww', '-Tutf8', '-P-c', '-P-bou']],
  ['mandoc', ['-T', 'utf8', '-W', 'error']],
])('%s', (command, args) => {
  const lacking = spawnSync(command, ['--help']).error !== undefined;

  (lacking ? it.skip : it)(`shows every command and flag${lacking ? ` (skipped: ${command} is not installed)` : ''}`, () => {
    const { stdout, stderr } = spawnSync(command, [...args, join(root, 'man/backup-doctor.1')], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const plain = stdout
      .replaceAll(/.\u0008/gu, '')
      .replaceAll('‐', '-')
      .replaceAll('−', '-');
    const wanted = allNodes(tree).flatMap(({ path, flags }) => [path.join(' '), ...flags.flatMap(({ names }) => names)]);
    expect(wanted.filter((text) => !plain.includes(text))).toEqual([]);
  });
});
