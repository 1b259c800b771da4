// backup-doctor compare as a user calls it: exit codes, both formats, and files that are no recordings.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseCompare } from './published-json.js';
import { runProgram, temporaryFolder } from './run-program.js';

const folder = temporaryFolder();
const story = (name: string): string => `test/recordings/${name}/facts.json`;
const [original, copy] = [story('healthy'), story('clone')];

function saved(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const changed = (name: string, change: (text: string) => string): string => saved(name, change(readFileSync(original, 'utf8')));
const later = changed('later.json', (text) => text.replaceAll('2026-11-22T06:5', '2026-11-23T06:5'));
const imageOf = changed('image.json', (text) => text.replace('"root": null', '"root": "/mnt"'));
const asJson = (...files: readonly string[]) => {
  const { exitCode, stdout, stderr } = runProgram(['compare', '--format', 'json', ...files]);
  return { exitCode, stderr, output: parseCompare(stdout) };
};

describe('the exit code tells the worst pair', () => {
  it.each([
    { what: 'a clone', files: [original, copy], exitCode: 2, status: 'critical', verdicts: ['cloned'] },
    { what: 'the same machine', files: [original, later], exitCode: 0, status: 'ok', verdicts: ['same-machine'] },
    { what: 'nobody can tell', files: [original, story('no-agent')], exitCode: 3, status: 'unknown', verdicts: ['cannot-tell'] },
    {
      what: 'a clone among others',
      files: [original, later, copy, story('no-agent')],
      exitCode: 2,
      status: 'critical',
      verdicts: ['cloned', 'cloned', 'cannot-tell', 'cannot-tell', 'cannot-tell', 'same-machine'],
    },
  ])('$what: $exitCode', ({ files, exitCode, status, verdicts }) => {
    const { output, ...run } = asJson(...files);
    expect(run).toEqual({ exitCode, stderr: '' });
    expect(output).toMatchObject({ status, exitCode, recordingCount: files.length, unreadCount: 0 });
    expect(output.pairs.map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  it('and recordings that name no agent are counted, in both formats', () => {
    const files = [original, ...Array.from({ length: 13 }, () => story('no-agent'))];
    expect(asJson(...files)).toMatchObject({ exitCode: 3, output: { status: 'unknown', unknownAgentCount: 13 } });
    expect(runProgram(['compare', ...files]).stdout).toMatch(/14 recordings of 1 agent were compared\. 13 of them name no\s+agent/);
  });

  it('and an image, which runs nowhere, is no second machine', () => {
    expect(asJson(original, imageOf).output.pairs[0]?.verdict).not.toMatch(/cloned/);
  });
});

describe('a file that is no recording', () => {
  it('a pipe that nobody writes to is refused, and not waited for', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const { exitCode, stderr } = asJson(original, pipe, later);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^backup-doctor: ".*pipe" .*\n$/);
  });

  it.each([
    { what: 'missing', file: join(folder, 'nothing.json'), sentence: /^backup-doctor: ".*nothing\.json" cannot be read \(ENOENT\); .*\n$/ },
    {
      what: 'cut off',
      file: changed('cut.json', (text) => text.slice(0, 5_000)),
      sentence: /^backup-doctor: .*cut\.json is not valid JSON; .*\n$/,
    },
    { what: 'something else', file: saved('else.json', '{"a":1}'), sentence: /^backup-doctor: .*else\.json is not a recording.*\n$/ },
    {
      what: 'damaged',
      file: changed('bent.json', (text) => text.replace(/"currentHash": "[^"]*"/, '"currentHash": 5')),
      sentence: /^backup-doctor: .*bent\.json is damaged: "facts\.identity.*gather it again\n$/,
    },
    {
      what: 'of a later format',
      file: changed('new.json', (text) => text.replace('"formatVersion": 1', '"formatVersion": 9')),
      sentence: /^backup-doctor: .*new\.json has the recording format 9.*\n$/,
    },
  ])('$what: one sentence, exit 3, and the others are compared', ({ file, sentence }) => {
    const { exitCode, stderr, output } = asJson(original, file, later);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(sentence);
    expect(output).toMatchObject({
      status: 'unknown',
      exitCode: 3,
      recordingCount: 2,
      unreadCount: 1,
      pairs: [{ verdict: 'same-machine' }],
    });
  });

  it.each([
    { what: 'a clone', other: copy, expected: 2 },
    { what: 'what may be one', other: story('failover'), expected: 1 },
  ])('hides no finding among the others: $what is $expected', ({ other, expected }) => {
    const { exitCode, stderr, output } = asJson(original, join(folder, 'nothing.json'), other);
    expect(exitCode).toBe(expected);
    expect(stderr).toMatch(/nothing\.json/);
    expect(output).toMatchObject({ exitCode: expected, unreadCount: 1 });
  });

  it('ten thousand of them do not flood the terminal', () => {
    const { stderr } = runProgram(['compare', ...Array.from({ length: 30 }, (_, index) => join(folder, `none${index}.json`))]);
    expect(stderr.trim().split('\n')).toHaveLength(21);
    expect(stderr).toMatch(/and 10 more recordings could not be read\n$/);
  });
});

describe('a wrong call', () => {
  it.each([
    { what: 'no recording', args: [], sentence: /missing required argument/ },
    { what: 'one recording', args: [original], sentence: /^backup-doctor: compare takes two recordings or more; .*gather -o FILE\n$/ },
    { what: 'an empty word', args: [original, ''], sentence: /empty; name a file/ },
    {
      what: 'another format',
      args: [original, copy, '--format', 'nagios'],
      sentence: /^backup-doctor: compare has no format "nagios"; allowed: text, json\n$/,
    },
  ])('$what', ({ args, sentence }) => {
    const { exitCode, stdout, stderr } = runProgram(['compare', ...args]);
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(sentence);
  });
});

it('tells a person what was found, why, and that the original must stay as it is', () => {
  const { stdout, exitCode } = runProgram(['compare', original, copy]);
  expect(exitCode).toBe(2);
  expect(stdout).toMatch(/CLONED: one agent on two machines that both run \(certain\)/);
  expect(stdout).toMatch(/differs +instance-id/);
  expect(stdout).toMatch(/never on the original: backup-doctor explain\s+cloned-agent/);
  expect(stdout).toMatch(/kept UUID, MAC and address/);
});

it('a hostile name reaches neither terminal nor JSON as it is', () => {
  const hostile = saved('x\u001b[31m\n.json', readFileSync(original, 'utf8'));
  expect(runProgram(['compare', hostile, copy]).stdout).not.toContain('\u001b');
  expect(runProgram(['compare', '--format', 'json', hostile, copy]).stdout).not.toContain('\u001b');
});
