// The built program keeps its runs and tells of them; looking without judging, and judging elsewhere, keep nothing.
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseHistory, parseHistoryDiff } from './published-json.js';
import { runProgram, temporaryFolder } from './run-program.js';

const freshFolder = (): string => join(temporaryFolder(), 'state');
const inFolder = (folder: string) => ({ env: { STATE_DIRECTORY: folder } });
const check = (folder: string, ...args: readonly string[]) => runProgram(['check', '--offline', '--only', 'low-disk-space', ...args], inFolder(folder));

describe('check keeps its runs', () => {
  const folder = freshFolder();
  const first = check(folder);
  check(folder);

  it('without a word, and for its owner alone', () => {
    expect(first.stderr).toBe('');
    expect(readdirSync(folder)).toContain('history-000001.ndjson');
  });

  it('and history lists them', () => {
    const { stdout, exitCode } = runProgram(['history', '--format', 'json'], inFolder(folder));
    const { runs, runCount, trends } = parseHistory(stdout);
    expect([exitCode, runCount]).toEqual([0, 2]);
    expect(runs.map(({ isWhole }) => isWhole)).toEqual([false, false]);
    expect(trends.map(({ kind }) => kind)).toContain('free-space');
    expect(runProgram(['history'], inFolder(folder)).stdout).toMatch(/^2 runs from [^]*Runs, the newest first\n[^]*\(some checks\s+were left out\)/);
    expect(runProgram(['history', '--since', '2000-01-01'], inFolder(folder)).stdout).toMatch(/^2 runs/);
    expect(runProgram(['history', '--since', '2999-01-01'], inFolder(folder)).stdout).toMatch(/^No run since 2999-01-01 was kept/);
  });

  it('and two of them are compared', () => {
    const { runs } = parseHistory(runProgram(['history', '--format', 'json'], inFolder(folder)).stdout);
    const named = runProgram(['history', 'diff', runs[1]!.runId, runs[0]!.runId, '--format', 'json'], inFolder(folder));
    expect(parseHistoryDiff(named.stdout)).toMatchObject({ changes: [], findings: [] });
    expect(runProgram(['history', 'diff', runs[1]!.runId], inFolder(folder)).stdout).toMatch(/^From [^]* to [^]* later\./);
  });

  it('and the next look tells of them in its facts', () => {
    const recording = JSON.parse(runProgram(['gather', '--offline'], inFolder(folder)).stdout);
    expect(recording.facts.history).toMatchObject({ state: 'observed', value: { runCount: 2, space: [{ ageSeconds: [expect.any(Number), expect.any(Number)] }] } });
  });
});

describe('what keeps nothing', () => {
  it.each([
    ['gather', ['gather', '--offline']],
    ['demo', ['demo', 'healthy']],
    ['history', ['history']],
  ])('%s', (_, args) => {
    const folder = freshFolder();
    runProgram(args, inFolder(folder));
    expect(existsSync(folder)).toBe(false);
  });

  it('a look at a host image', () => {
    const [folder, image] = [freshFolder(), temporaryFolder()];
    mkdirSync(join(image, 'etc'));
    check(folder, '--root', image);
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(image)).toEqual(['etc']);
  });
});

describe('a run that cannot be kept is a note, and ends as it would', () => {
  it('where others may write in the folder', () => {
    const folder = freshFolder();
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    const { exitCode, stderr, stdout } = check(folder);
    expect(exitCode).toBe(check(freshFolder()).exitCode);
    expect(stdout).not.toBe('');
    expect(stderr).toMatch(/note: the history was not kept: .*others may write in its folder/);
  });

  it('where the folder is no folder', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(check(file).stderr).toMatch(/note: the history was not kept: .*file is a file, not a folder/);
  });
});

describe('a wrong call', () => {
  const folder = freshFolder();
  it.each([
    [['history', '--since', 'yesterday'], /--since takes 24h, 7d, 4w, a day \(2026-11-01\) or a time/],
    [['history', '--format', 'html'], /history has no format "html"; allowed: text, json/],
    [['history', 'diff'], /there are not two runs to compare; see backup-doctor history/],
    [['history', 'diff', 'a', 'b', 'c'], /takes two runs at most; it got 3/],
    [['history', 'dif'], /too many arguments for 'history'/],
  ])('%j', (args, sentence) => {
    const { exitCode, stderr, stdout } = runProgram(args, inFolder(folder));
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });
});
