// `render` makes of a saved report what the run itself would have printed, with its exit code.
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formats } from '../../src/report/formats.js';
import { runProgram, temporaryFolder } from './run-program.js';

const folder = temporaryFolder();

describe.each(['clone', 'healthy', 'no-agent'])('the saved report of the story %s', (story) => {
  const ofRun = mkdtempSync(join(folder, 'run-'));
  const ofRender = mkdtempSync(join(folder, 'render-'));
  const into = (target: string): readonly string[] => formats.flatMap((format) => ['--report', `${format}=${join(target, format)}`]);
  const run = runProgram(['demo', story, ...into(ofRun)]);
  const again = runProgram(['render', join(ofRun, 'json'), ...into(ofRender)]);

  it.each([...formats])('gives in %s what the run gave', (format) => {
    expect(readFileSync(join(ofRender, format), 'utf8')).toBe(readFileSync(join(ofRun, format), 'utf8'));
  });

  it('ends with its exit code', () => {
    expect(again).toMatchObject({ exitCode: run.exitCode, stdout: run.stdout, stderr: '' });
  });
});

describe('render', () => {
  const json = runProgram(['demo', 'clone', '--format', 'json']).stdout;

  const whole = JSON.parse(json) as { facts: object };

  it('reads standard input and writes several formats', () => {
    const [text, nagios] = [join(folder, 'r.txt'), join(folder, 'r.nagios')];
    const { stdout, exitCode } = runProgram(['render', '-', '--output', text, '--report', `nagios=${nagios}`], { input: json });
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
    expect(readFileSync(text, 'utf8')).toContain('CAUSE 1  Cloned agent');
    expect(readFileSync(nagios, 'utf8')).toMatch(/^BACKUP CRITICAL - /);
  });

  it('lets other programs read the metrics alone, and replaces them in one step', () => {
    const target = mkdtempSync(join(folder, 'm-'));
    const [metrics, csv] = [join(target, 'backup.prom'), join(target, 'evidence.csv')];
    for (let run = 0; run < 2; run++)
      runProgram(['render', '-', '--report', `prometheus=${metrics}`, '--report', `csv=${csv}`], { input: json });
    expect([metrics, csv].map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual(['644', '600']);
    expect(readdirSync(target)).toEqual(['backup.prom', 'evidence.csv']);
    expect(readFileSync(metrics, 'utf8')).toMatch(/\nbackup_doctor_status 2\n/);
  });

  it.each([
    ['a file that is not there', ['render', join(folder, 'none.json')], '', /cannot be read \(ENOENT\); name a file/],
    [
      'a damaged report',
      ['render', '-'],
      json.replace('"exitCode": 2', '"exitCode": "2"'),
      /^backup-doctor: standard input is damaged: "exitCode": .*; make the report again\n$/,
    ],
    [
      'a fact that is made up',
      ['render', '-', '--format', 'html'],
      JSON.stringify({ ...whole, facts: { ...whole.facts, host: { state: 'observed', value: { hostname: 7 }, tookMs: 0 } } }),
      /is damaged: "facts\.host\.value\.hostname": /,
    ],
    ['a format that is none', ['render', '-', '--format', 'pdf'], json, /unknown format "pdf"; allowed: text, json, /],
    ['no file at all', ['render'], '', /missing required argument 'report'/],
  ])('refuses %s with one sentence and exit 3', (_, args, input, sentence) => {
    const { exitCode, stdout, stderr } = runProgram(args, { input });
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(exitCode).toBe(3);
  });
});
