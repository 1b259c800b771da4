// A schedule where systemd is process 1: the timer waits, the hardened service sees what a plain run sees, and nothing stays.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseReport } from '../cli/published-json.js';
import { programPath } from '../cli/run-program.js';

const boot = resolve('test/schedule/systemd/boot.sh');
const steps = resolve('test/schedule/systemd/steps.sh');
const lacking = ['unshare', 'sqlite3', '/lib/systemd/systemd'].find((program) => spawnSync(program, ['--version']).error !== undefined);
const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--net', '--uts', '--ipc', '--cgroup'];
const whyNot = lacking !== undefined ? `${lacking} is not installed` : spawnSync('unshare', [...namespaces, 'true']).status !== 0 ? 'needs root and namespaces' : null;

(whyNot === null ? describe : describe.skip)(`a host that systemd runs${whyNot === null ? '' : ` (skipped: ${whyNot})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'backup-doctor-systemd-'));
  const told = (name: string): string => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
  const code = (name: string): number => Number(told(`${name}.code`) || Number.NaN);

  beforeAll(() => {
    const booted = spawnSync(boot, [folder, steps, process.execPath, programPath, resolve('test/lab/host')], { encoding: 'utf8', timeout: 60_000 });
    if (told('cron-left.code') === '') throw new Error(`the steps did not end (${booted.status}): ${booted.stdout}${booted.stderr}${told('said')}`);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lists the timer, at work and after the next boot', () => {
    expect([code('install'), told('enabled').trim()]).toEqual([0, 'enabled']);
    expect(told('timers')).toMatch(/\d\d:\d\d:\d\d UTC .*backup-doctor\.timer +backup-doctor\.service/);
    expect(told('again').match(/: unchanged/g)).toHaveLength(4);
  });

  it('lets the service find what a plain run finds', () => {
    const [plain, service] = [told('plain'), told('service')].map(parseReport);
    const found = (report: typeof plain) => report?.checks.map(({ id, status, problem }) => `${id} ${problem ?? status}`);
    expect(found(service)).toEqual(found(plain));
    expect(found(service)).toEqual(expect.arrayContaining(['unreadable-files folder-closed', 'files-in-use live-database', 'read-only-volume ok']));
    // Each run adds to the history, which two sentences count and measure, and searches the log from a moment of its own.
    const sentences = (report: typeof plain) =>
      report?.checks
        .filter(({ id }) => !['low-disk-space', 'low-inodes'].includes(id))
        .map(({ id, sentence }) => (id === 'agent-log-errors' ? sentence.replace(/ since [\d-]+ [\d:]+ UTC/, '') : sentence));
    expect(sentences(service)).toEqual(sentences(plain));
    expect(sentences(service)?.join('\n')).toMatch(/held by sqlite3 \(process \d+\)/);
    expect(service?.conditions.isRoot).toBe(true);
  });

  it('ends the service well, whatever it found, and keeps the run', () => {
    expect(code('start')).toBe(0);
    expect(told('status-before')).toMatch(/next run: .*\n {2}last run: none since this host was started\n(?!.*exit code)/);
    expect(told('status')).toMatch(/timer: active\n {2}next run: \w+ .*\n {2}last run: .*\n {2}its exit code: [12]\n/);
    expect(told('history')).toMatch(/^2 runs from /);
  });

  it('tells of a change, within the limits of the service', () => {
    expect(JSON.parse(told('news').split('\n')[0] ?? '')).toMatchObject({ why: 'changed', previousStatus: null });
    expect(told('install')).toMatch(/--on-change .*docs\/schedule\.md/);
    expect(told('journal')).toMatch(/on-change: .*(Permission denied|Read-only file system)[^]*warning: --on-change: the command ended with 1/);
  });

  it('lets a unit of its own tell more, as docs/schedule.md advises', () => {
    expect([told('told') !== '', told('told')]).toEqual([true, told('news')]);
  });

  it('looks as another user, and says what that one could not see', () => {
    expect([code('as-user'), told('as-user.err')]).toEqual([0, '']);
    const report = parseReport(told('user-service'));
    expect(report.conditions).toMatchObject({ asUser: 'backup', isRoot: false });
    const ofFiles = report.checks.filter(({ id }) => ['unreadable-files', 'read-only-volume'].includes(id));
    expect(ofFiles.map(({ id, status, problem }) => `${id} ${problem ?? status}`)).toEqual(['read-only-volume ok', 'unreadable-files folder-closed']);
  });

  it('refuses a folder where the service could not write its reports', () => {
    expect([code('refused'), told('refused.err')]).toEqual([3, expect.stringMatching(/no right of root to write .*"\/srv\/others"; let it in with/)]);
    expect([code('absent'), told('absent.err')]).toEqual([3, expect.stringMatching(/"\/srv\/nowhere" of a report is not there; make it first/)]);
  });

  it('leaves nothing when it is removed, and keeps what the runs kept', () => {
    expect(told('written')).toMatch(/stamp-backup-doctor\.timer/);
    expect(told('written')).toMatch(/timers\.target\.wants\/backup-doctor\.timer/);
    const ofTheRuns = (line: string): boolean => /^\/var\/lib\/backup-doctor(\/|$)/.test(line);
    expect(told('left').trim().split('\n').filter((line) => !ofTheRuns(line))).toEqual([]);
    expect([code('remove'), told('units').trim(), told('remove')]).toEqual([0, '', expect.stringMatching(/What the runs kept for the history stays/)]);
  });

  it('goes over to cron, and systemd forgets', () => {
    expect([code('to-cron'), told('cron-units').trim()]).toEqual([0, '']);
    expect(told('cron-left').trim().split('\n').filter((line) => !line.startsWith('/var/lib/backup-doctor'))).toEqual(['/etc/cron.d/backup-doctor']);
  });
});
