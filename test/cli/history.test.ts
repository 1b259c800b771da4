// The built program keeps its runs and tells of them; looking without judging, and judging elsewhere, keep nothing.
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { keepRun } from '../../src/probes/history/keep-run.js';
import { openSystem } from '../../src/probes/platform/live-system.js';
import { runAt } from '../history/sample-run.js';
import { parseHistory, parseHistoryDiff } from './published-json.js';
import { runProgram, temporaryFolder } from './run-program.js';

const isRoot = process.getuid?.() === 0;
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

  it('and one that could not ask the network is never the last good one', () => {
    const offline = freshFolder();
    runProgram(['check', '--offline'], inFolder(offline));
    const { runs } = parseHistory(runProgram(['history', '--format', 'json'], inFolder(offline)).stdout);
    expect(runs.map(({ isWhole }) => isWhole)).toEqual([false]);
  });

  it('and the time of the last good one is handed on', async () => {
    const [kept, system] = [freshFolder(), openSystem(null)];
    const [good, partial, bad] = [3, 2, 1].map((hours) => new Date(Date.now() - hours * 3_600_000).toISOString());
    await keepRun(system.files, kept, runAt(good ?? ''));
    await keepRun(system.files, kept, runAt(partial ?? '', { isWhole: false }));
    await keepRun(system.files, kept, runAt(bad ?? '', { status: 'critical' }));
    system.close();
    const { stdout } = runProgram(['check', '--offline', '--symptom', 'corrupted', '--format', 'prometheus', '--paths', '/nowhere/at/all'], inFolder(kept));
    expect(stdout).toMatch(/^backup_doctor_status [123]$/m);
    const told = Number(/^backup_doctor_last_success_timestamp_seconds (\S+)$/m.exec(stdout)?.[1]);
    expect(told).toBe(Date.parse(good ?? '') / 1000);
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

describe('the history passes redaction', () => {
  const folder = join(temporaryFolder(), 'kQ9-not-to-be-seen');
  const [first, second] = [check(folder, '--redact', 'strict'), check(folder)];
  const secret = { BACKUP_DOCTOR_PASSWORD: 'kQ9-not-to-be-seen' };

  it('and is kept with the names of the host, whatever the report hides', () => {
    expect([first.exitCode, second.exitCode]).not.toContain(3);
    expect(runProgram(['history', 'diff', '20', '--format', 'json'], inFolder(folder)).stderr).toMatch(/cannot be compared with itself/);
    const { runs } = parseHistory(runProgram(['history', '--format', 'json'], inFolder(folder)).stdout);
    const ids = runs.map(({ runId }) => runId);
    expect(parseHistoryDiff(runProgram(['history', 'diff', ...ids, '--format', 'json'], inFolder(folder)).stdout)).toMatchObject({ findings: [], changes: [] });
  });

  it('under --redact strict folders are tokens, and stay the same in both formats', () => {
    const text = runProgram(['history', '--redact', 'strict'], inFolder(folder)).stdout;
    // the folder above has a random name, and a token keeps to the letters of what it stands for
    expect(text).toMatch(/ in \/tmp\/[Pp]ath-\d+\/Path-\d+/);
    expect(text).not.toContain('kQ9');
    expect(parseHistory(runProgram(['history', '--redact', 'strict', '--format', 'json'], inFolder(folder)).stdout).runCount).toBe(2);
    expect(runProgram(['history', '--redact', 'some'], inFolder(folder)).stderr).toMatch(/--redact takes none, support or strict/);
  });

  it('and is not told where it would hold a secret', () => {
    const { exitCode, stdout, stderr } = runProgram(['history'], { env: { STATE_DIRECTORY: folder, ...secret } });
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/the history would hold a password of this host/);
    expect(stderr).not.toContain('kQ9');
  });

  it('and a run whose report may not be written is not kept', () => {
    const state = freshFolder();
    const { exitCode, stdout } = runProgram(['check', '--offline', '--only', 'low-disk-space', '--format', 'json', '--paths', '/srv/kQ9-not-to-be-seen'], {
      env: { STATE_DIRECTORY: state, ...secret },
    });
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(existsSync(join(state, 'history-000001.ndjson'))).toBe(false);
  });

  (isRoot ? it : it.skip)('and a run that would hold one is not kept, whatever the report shows (needs root to name the host)', () => {
    const state = freshFolder();
    const { exitCode, stderr } = runProgram(['check', '--offline', '--only', 'low-disk-space', '--format', 'nagios'], {
      through: ['unshare', '--uts', 'sh', '-c', 'hostname kQ9-not-to-be-seen && exec "$@"', 'sh'],
      env: { STATE_DIRECTORY: state, ...secret },
    });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/the history would hold a password of this host/);
    expect(existsSync(join(state, 'history-000001.ndjson'))).toBe(false);
  });

  (isRoot ? it : it.skip)('and the secrets of the agent are taken out of what another version kept (needs root for its files)', async () => {
    const state = temporaryFolder();
    const system = openSystem(null);
    for (const day of [1, 2])
      await keepRun(system.files, state, runAt(`2026-11-0${day}T00:00:00.000Z`, { headline: `It said ZHVtbXktYWdlbnQta2V5LW5vdC1hLXNlY3JldA== on day ${day}.` }));
    system.close();
    for (const args of [['history', '--since', '2026-01-01'], ['history', 'diff', '2026-11-01', '2026-11-02', '--format', 'json']]) {
      const { exitCode, stdout } = runProgram(args, { ...inFolder(state), through: [resolve('test/lab/host/enter-host.sh'), 'agent.sh'] });
      expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/It said\s+\[removed\] on\s+day 2\./)]);
    }
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
