// The line of progress on a real terminal, which `script` makes: what a person reads there, and that nothing of it stays behind.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { progressLine } from '../../src/commands/progress.js';
import { canTerminal, needsTerminal, onTerminal } from './on-terminal.js';
import { runProgram, temporaryFolder } from './run-program.js';

describe('the line of progress', () => {
  it.each<[string, readonly string[], number, string]>([
    ['one look', ['the volumes'], 80, '4 s of at most 60 s: the volumes'],
    ['several looks, the longest first', ['the agent', 'the volumes', 'the log'], 80, '4 s of at most 60 s: the agent and 2 more'],
    ['none', [], 80, '4 s of at most 60 s: judging'],
    ['a narrow terminal', ['the identity of this machine'], 40, '4 s of at most 60 s: the identity of t'.slice(0, 37)],
    ['a terminal without a width', ['the volumes'], 0, '4 s of at most 60 s: the volumes'],
  ])('tells %s', (_, current, columns, line) => {
    expect(progressLine(current, 4_200, 60_000, columns)).toBe(line);
  });
});

(canTerminal ? describe : describe.skip)(`on a terminal${needsTerminal}`, () => {
  const folder = temporaryFolder();
  /** Measuring the speed takes longer than a second, and sends nothing. */
  const slowLook = ['gather', '--offline', '--deep', '--timeout', '20', '--output', join(folder, 'host.json')];

  it('names the look, the time and the deadline, and leaves an empty line with its cursor', () => {
    const seen = onTerminal(slowLook);
    expect(seen).toMatch(/\d+ s of at most 20 s: the speed of this host/);
    expect(seen.lastIndexOf('\x1b[?25h')).toBeGreaterThan(seen.lastIndexOf('\x1b[?25l'));
    expect(seen.slice(seen.lastIndexOf(' of at most '))).toMatch(/\x1b\[1G\x1b\[0K/);
  });

  it('has a sign in ASCII where the locale is', () => {
    expect(onTerminal(slowLook, { env: { LC_ALL: 'C' } })).toMatch(/^[\x00-\x7f]*[|/-]\x1b\[39m \d+ s of at most [\x00-\x7f]*$/);
  });

  it('shows nothing for a look that is quick', () => {
    expect(onTerminal(['explain', 'low-disk-space'])).not.toContain('of at most');
  });

  it('shows nothing on a terminal that cannot move its cursor', () => {
    expect(onTerminal(slowLook, { env: { TERM: 'dumb' } })).not.toContain('of at most');
  });

  it('shows nothing where nobody watches', () => {
    expect(runProgram(slowLook).stderr).not.toContain('of at most');
  });

  it('gives the cursor back when it is interrupted', () => {
    const output = join(folder, 'interrupted.json');
    const seen = onTerminal([...slowLook.slice(0, -1), output], { through: ['timeout', '--foreground', '--signal=INT', '3'] });
    expect([seen.includes('\x1b[?25l'), existsSync(output)]).toEqual([true, false]);
    expect(seen.lastIndexOf('\x1b[?25h')).toBeGreaterThan(seen.lastIndexOf('\x1b[?25l'));
  });
});
