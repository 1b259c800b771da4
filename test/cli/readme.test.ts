// The README is the first thing that a user tries: each of its commands runs, and it names every command and flag.
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commandLine } from '../../src/command-line.js';
import { allNodes, readCommandTree } from '../../src/shell/command-tree.js';
import { temporaryFolder } from './run-program.js';

const readme = readFileSync('README.md', 'utf8');
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text = '']) => text);

const commands = blocks('sh')
  .flatMap((block) => block.split('\n'))
  .map((line) => line.replace(/ {2,}#.*$/, '').trim())
  .filter((line) => line !== '');
/** `npm cit` is what runs this test. */
const ownCommands = commands.filter((command) => command !== 'npm cit');

/** One folder for all, since later commands read what earlier ones wrote. */
const folder = temporaryFolder();
symlinkSync(resolve('backup-doctor'), join(folder, 'backup-doctor'));
writeFileSync(join(folder, 'site.yml'), blocks('yaml').join('\n'));

/** As root in a network namespace of its own, so that the test sends nothing anywhere. */
const isolation = process.getuid?.() === 0 && spawnSync('unshare', ['--net', 'true']).status === 0 ? ['unshare', '--net'] : [];

function runAsWritten(command: string) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return spawnSync('env', [...isolation, 'sh', '-c', command], { cwd: folder, encoding: 'utf8', env: { ...env, STATE_DIRECTORY: join(folder, 'state') } });
}

describe('the README', () => {
  it('has its two set-up commands', () => {
    expect(commands.slice(0, 2)).toEqual(['./backup-doctor', 'npm cit']);
  });

  it.each(ownCommands)('%s', (command) => {
    const { status, stdout, stderr } = runAsWritten(command);
    expect([0, 1, 2, 3]).toContain(status);
    expect(stderr).not.toMatch(/^backup-doctor: (?!note:)/m);
    expect(command.includes('-o ') || stdout !== '').toBe(true);
  });

  it('names every command and every flag of the help', () => {
    const words = allNodes(readCommandTree(commandLine())).flatMap(({ path, flags }) => [path.join(' '), ...flags.map(({ names: [name = ''] }) => name)]);
    expect(words.length).toBeGreaterThan(25);
    expect([...new Set(words)].filter((word) => !/(^| )help$/.test(word) && !readme.includes(word))).toEqual([]);
  });

  it('shows what the program says of its story', () => {
    const [shown = ''] = blocks('text');
    expect(readFileSync('test/recordings/full-cache/expected/report.2.txt', 'utf8')).toBe(shown);
  });
});
