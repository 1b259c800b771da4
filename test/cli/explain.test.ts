// What a person reads of explain, fault and list: lines that fit, commands that can be copied, words instead of templates.
import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { runProgram } from './run-program.js';

const catalogue = loadCatalogue('checks.yml');
const problem = Object.keys(catalogue.checks['isolated-network']?.problems ?? {})[0] ?? '';

const explained = (id: string): string => {
  const { exitCode, stdout } = runProgram(['explain', id]);
  expect(exitCode).toBe(0);
  return stdout;
};

/** A line to copy, a command or an address, is never broken. */
const isToCopy = (line: string): boolean => /^ {5}(?:linux|windows): |^ {2}https:|^ {5}\S+ -/.test(line);
const tooLong = (text: string): readonly string[] => text.split('\n').filter((line) => line.length > 80 && !isToCopy(line));

describe('explain', () => {
  it('shows no template', () => {
    const text = explained('low-disk-space');
    expect(text).not.toMatch(/[{}]/);
    expect(text).toContain('below-floor: <subject> has only <free bytes> free (volume <mount point>');
    expect(text).toContain('\n     linux: du -xh --max-depth=2 <mount point> | sort -h | tail -n 20\n');
    expect(text).toContain('<subject> is what it looked at');
  });

  it('speaks of no placeholder where there is none', () => {
    expect(explained('401')).not.toContain('<');
  });

  it.each(['low-disk-space', 'cloned-agent', 'files-in-use', 'agent-log-errors', problem, '503', '313', '9016', 'overLimit', 'serverCapacityUnavailable'])(
    'fits 80 columns: %s',
    (id) => expect(tooLong(explained(id))).toEqual([]),
  );

  it.each([
    ['313', 'File in use (313), an error code of the agent'],
    ['2000', 'Could not perform an HTTP request (2000), an error code of the agent'],
    ['101', 'The agent experienced a problem (101), an error type of the agent'],
    ['413', 'Request Entity Too Large (413)'],
  ])('knows the code %s', (id, heading) => expect(explained(id).split('\n')[0]).toContain(heading));

  it('keeps a command whole and its placeholders together', () => {
    const commands = Object.entries(catalogue.checks['cloned-agent']?.solution ?? []).flatMap(([, { command }]) =>
      typeof command === 'object' && command.linux !== undefined ? [command.linux.replace(/\{\w+\}.*/, '')] : [],
    );
    const text = explained('cloned-agent');
    for (const command of commands) expect(text).toContain(`     linux: ${command}`);
    expect(text).not.toMatch(/<[a-z ]*$|backup-doctor --only$|backup-doctor$/m);
  });
});

describe('fault', () => {
  const long = `The service could not ${'answer this request '.repeat(20)}`;
  const body = JSON.stringify({ serviceUnavailable: { code: 503, message: long, details: `https://${'a'.repeat(70)}.invalid/${'b'.repeat(90)}` } });

  it('fits 80 columns whatever the answer says', () => {
    const { exitCode, stdout } = runProgram(['fault', '--status', '503'], { input: body });
    expect(exitCode).toBe(0);
    expect(tooLong(stdout)).toEqual([]);
    expect(stdout).toContain('\n  HTTP status    503\n');
    expect(stdout.replace(/\s+/g, ' ')).toContain(long.trim());
  });
});

describe('list', () => {
  it('fits 80 columns', () => {
    expect(tooLong(runProgram(['list']).stdout)).toEqual([]);
  });
});
