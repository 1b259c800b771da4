// `render` makes of a saved report what the run itself would have printed, with its exit code.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formats } from '../../src/report/formats.js';
import { runProgram, temporaryFolder } from './run-program.js';

const folder = temporaryFolder();

describe.each(['clone', 'healthy', 'no-agent', 'outdated-agent'])('the saved report of the story %s', (story) => {
  const saved = join(folder, `${story}.json`);
  const { stdout: json, exitCode } = runProgram(['demo', story, '--format', 'json']);
  writeFileSync(saved, json);

  it.each([...formats])('gives in %s what the run gave', (format) => {
    const again = runProgram(['render', saved, '--format', format]);
    expect(again.stderr).toBe('');
    expect(again.stdout).toBe(runProgram(['demo', story, '--format', format]).stdout);
    expect(again.exitCode).toBe(exitCode);
  });
});

describe('render', () => {
  const json = runProgram(['demo', 'clone', '--format', 'json']).stdout;

  it('reads standard input and writes several formats', () => {
    const [text, nagios] = [join(folder, 'r.txt'), join(folder, 'r.nagios')];
    const { stdout, exitCode } = runProgram(['render', '-', '--output', text, '--report', `nagios=${nagios}`], { input: json });
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
    expect(readFileSync(text, 'utf8')).toContain('CAUSE 1  Cloned agent');
    expect(readFileSync(nagios, 'utf8')).toMatch(/^BACKUP CRITICAL - /);
  });

  it.each([
    ['a file that is not there', ['render', join(folder, 'none.json')], '', /cannot be read \(ENOENT\); name a file/],
    ['a damaged report', ['render', '-'], json.replace('"exitCode": 2', '"exitCode": "2"'), /^backup-doctor: standard input is damaged: "exitCode": .*; make the report again\n$/],
    ['a format that is none', ['render', '-', '--format', 'pdf'], json, /unknown format "pdf"; allowed: text, json, /],
    ['no file at all', ['render'], '', /missing required argument 'report'/],
  ])('refuses %s with one sentence and exit 3', (_, args, input, sentence) => {
    const { exitCode, stdout, stderr } = runProgram(args, { input });
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(exitCode).toBe(3);
  });
});
