// Schedules in an image below --root: what systemd and a shell make of the files, and that nothing of ours is left behind.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { intervalNames, intervals, momentOf, randomDelaySeconds } from '../../src/schedule/interval.js';
import { runProgram, temporaryFolder } from '../cli/run-program.js';

const isRoot = process.getuid?.() === 0;
const self = isRoot ? [] : ['--user', process.env['USER'] ?? 'nobody'];

function image(): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'etc/cron.d'), { recursive: true });
  return root;
}

const schedule = (action: string, root: string, ...args: readonly string[]) => runProgram(['schedule', action, '--root', root, ...args]);
const install = (root: string, ...args: readonly string[]) => schedule('install', root, ...self, ...args);

/** Every file and link below it. */
const left = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name);

const service = 'etc/systemd/system/backup-doctor.service';

describe('schedule install', () => {
  it('shows what it writes, and writes nothing with --dry-run', () => {
    const root = image();
    const { exitCode, stdout } = install(root, '--with', 'systemd', '--dry-run');
    expect([exitCode, left(root)]).toEqual([0, []]);
    expect(stdout).toMatch(/^\/etc\/systemd\/system\/backup-doctor\.service: new$/m);
    expect(stdout).toMatch(/^\/etc\/systemd\/system\/timers\.target\.wants\/backup-doctor\.timer: new, a link to /m);
    expect(stdout).toMatch(/^ {4}Persistent=true$/m);
  });

  it('changes nothing the second time, and what differs the third', () => {
    const root = image();
    install(root, '--with', 'systemd');
    const before = readFileSync(join(root, service), 'utf8');
    expect(install(root, '--with', 'systemd').stdout.match(/: unchanged/g)).toHaveLength(3);
    expect(readFileSync(join(root, service), 'utf8')).toBe(before);
    expect(install(root, '--with', 'systemd', '--every', '6h').stdout).toMatch(/backup-doctor\.timer: changed/);
  });

  it.each(['systemd', 'cron'])('of %s leaves nothing behind when it is removed', (manager) => {
    const root = image();
    install(root, '--with', manager, '--webhook', 'https://hooks.example/T0');
    expect(left(root).length).toBeGreaterThan(1);
    expect(schedule('status', root).exitCode).toBe(0);
    expect(schedule('remove', root).exitCode).toBe(0);
    expect([left(root), schedule('status', root).exitCode, schedule('remove', root).stdout]).toEqual([[], 1, 'Nothing is scheduled.\n']);
  });

  it('passes on what is to become a token', () => {
    const root = image();
    expect(install(root, '--with', 'cron', '--redact', 'all').stderr).toMatch(/unknown policy "all"/);
    install(root, '--with', 'cron', '--redact', 'strict');
    expect(readFileSync(join(root, 'etc/cron.d/backup-doctor'), 'utf8')).toContain(' --redact strict');
  });

  it('writes a sign of the dollar as each place reads it', () => {
    const root = image();
    install(root, '--with', 'systemd', '--report', 'json=/srv/a$b/x.json');
    const unit = readFileSync(join(root, service), 'utf8');
    expect([unit.match(/"json=.*?"/)?.[0], unit.match(/^ReadWritePaths=.*$/m)?.[0]]).toEqual(['"json=/srv/a$$b/x.json"', 'ReadWritePaths="-/srv/a$b"']);
  });

  it('goes from one manager to the other', () => {
    const root = image();
    install(root, '--with', 'systemd');
    install(root, '--with', 'cron');
    expect(left(root)).toEqual(['backup-doctor']);
  });

  it('touches no file of others', () => {
    const root = image();
    writeFileSync(join(root, 'etc/cron.d/backup-doctor'), '# mine\n');
    const { exitCode, stderr } = install(root, '--with', 'cron');
    expect([exitCode, stderr]).toEqual([3, expect.stringMatching(/cron\.d\/backup-doctor is there, and was not written by/)]);
    schedule('remove', root);
    expect(readFileSync(join(root, 'etc/cron.d/backup-doctor'), 'utf8')).toBe('# mine\n');
  });

  it.each([
    ['an interval that no calendar has', ['--every', '7m'], /--every takes one of 15m/],
    ['a flag that check would refuse at night', ['--only', 'nonsense'], /--only names "nonsense", which is no check/],
    ['a format that is none', ['--report', 'pdf=/x'], /unknown format "pdf"/],
    ['an account that is none', ['--user', 'no-such-user'], /--user names "no-such-user", which is no account/],
    ['an address that is none', ['--webhook', 'hunter2'], /--webhook takes an address that begins with https/],
    ['an address with a password', ['--webhook', 'https://u:hunter2@hooks.example/'], /--webhook takes an address without a user name/],
    ['a reminder of nothing', ['--remind', '1d'], /--remind tells again by --on-change or --webhook/],
    ['a newline', ['--paths', '/a\n* * * * * root sh'], /holds a newline or another control character/],
  ])('refuses %s, and writes nothing', (_, args, sentence) => {
    const root = image();
    const { exitCode, stderr, stdout } = runProgram(['schedule', 'install', '--root', root, '--with', 'cron', ...args]);
    expect([exitCode, stderr, stdout, left(root)]).toEqual([3, expect.stringMatching(sentence), '', []]);
    expect(stderr).not.toContain('hunter2');
  });
});

(isRoot ? describe : describe.skip)(`the folder of a report${isRoot ? '' : ' (skipped: needs root)'}`, () => {
  const dryRun = (...args: readonly string[]) => runProgram(['schedule', 'install', '--dry-run', ...args]);
  const folderOf = (owner: number): string => {
    const folder = temporaryFolder();
    chownSync(folder, owner, owner);
    return folder;
  };
  const [ofRoot, ofNobody] = [folderOf(0), folderOf(65_534)];

  it.each([
    ['of another user, by systemd', ofNobody, ['--with', 'systemd'], /keeps no right of root to write where others own the folder/],
    ['of root, for another user', ofRoot, ['--with', 'systemd', '--user', 'nobody'], /nobody may not write reports into/],
    ['of root, for another user by cron', ofRoot, ['--with', 'cron', '--user', 'nobody'], /nobody may not write reports into/],
    ['that is not there', `${ofRoot}/none`, ['--with', 'cron'], /none" of a report is not there; make it first/],
  ])('%s is refused', (_, folder, args, sentence) => {
    const { exitCode, stderr, stdout } = dryRun(...args, '--report', `json=${folder}/x.json`);
    expect([exitCode, stderr, stdout]).toEqual([3, expect.stringMatching(sentence), '']);
  });

  it.each([
    ['of root, by systemd', ofRoot, ['--with', 'systemd']],
    ['of another user, by cron', ofNobody, ['--with', 'cron']],
    ['of the user of the runs', ofNobody, ['--with', 'systemd', '--user', 'nobody']],
  ])('%s is taken, without a word', (_, folder, args) => {
    const { exitCode, stderr } = dryRun(...args, '--report', `json=${folder}/x.json`);
    expect([exitCode, stderr]).toEqual([0, '']);
  });
});

(isRoot ? describe : describe.skip)(`the credentials${isRoot ? '' : ' (skipped: needs root)'}`, () => {
  const dryRun = (...args: readonly string[]) => runProgram(['schedule', 'install', '--dry-run', '--with', 'cron', ...args]);
  const fileOf = (text: string, owner: number): string => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'x'), text, { mode: 0o600 });
    chownSync(join(folder, 'x'), owner, owner);
    return join(folder, 'x');
  };
  const usable = '{"username": "made-up", "apikey": "hunter2"}';

  it.each([
    ['that are not there', ['--credentials', '/nonexistent'], /the credentials file "\/nonexistent" cannot be read \(ENOENT\)/],
    ['that are none', ['--credentials', fileOf('hunter2', 0)], /the credentials file .* is no|the credentials file .* hold/],
    ['of root, for another user by cron', ['--user', 'nobody', '--credentials', fileOf(usable, 0)], /nobody may not read the credentials file/],
  ])('%s are refused', (_, args, sentence) => {
    const { exitCode, stderr, stdout } = dryRun(...args);
    expect([exitCode, stdout, stderr]).toEqual([3, '', expect.stringMatching(sentence)]);
    expect(stderr).not.toContain('hunter2');
  });

  it.each([
    ['of root', ['--credentials', fileOf(usable, 0)]],
    ['of the user of the runs', ['--user', 'nobody', '--credentials', fileOf(usable, 65_534)]],
    ['of root, which systemd hands to the user', ['--with', 'systemd', '--user', 'nobody', '--credentials', fileOf(usable, 0)]],
  ])('%s are taken, without a word', (_, args) => {
    const { exitCode, stderr } = dryRun(...args);
    expect([exitCode, stderr]).toEqual([0, '']);
  });
});

describe('the addresses of hooks', () => {
  const secret = `https://hooks.example/T0?key=$HOME"\`id\`\\x`;

  it.each(['systemd', 'cron'])('stand in one file for its owner alone, by %s', (manager) => {
    const root = image();
    const { stdout } = install(root, '--with', manager, '--webhook', secret, '--on-change', `mail -s "it's" x`);
    const file = join(root, 'etc/backup-doctor/schedule.env');
    expect([statSync(file).mode & 0o777, stdout.includes('hooks.example')]).toEqual([0o600, false]);
    const others = manager === 'systemd' ? service : 'etc/cron.d/backup-doctor';
    expect(readFileSync(join(root, others), 'utf8')).not.toContain('hooks.example');
    const read = spawnSync('sh', ['-c', 'set -a; . "$1"; exec env', 'sh', file], { encoding: 'utf8' }).stdout;
    expect(read).toContain(`BACKUP_DOCTOR_WEBHOOK=${secret}\n`);
    expect(read).toContain(`BACKUP_DOCTOR_ON_CHANGE=mail -s "it's" x\n`);
  });
});

describe('the line of cron', () => {
  it('runs the command with the words as they were given', () => {
    const root = image();
    // In place of this Node, so that the words are seen.
    install(root, '--with', 'cron', '--paths', `/a b,/it's,/100%`, '--report', 'json=/var/lib/x y.json');
    const line = readFileSync(join(root, 'etc/cron.d/backup-doctor'), 'utf8').split('\n').at(-2) ?? '';
    const command = line.split(' ').slice(6).join(' ').replaceAll('\\%', '%');
    const bin = temporaryFolder();
    writeFileSync(join(bin, 'nice'), '#!/bin/sh\nprintf "<%s>" "$@"\n');
    chmodSync(join(bin, 'nice'), 0o755);
    const { stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8', env: { PATH: `${bin}:/usr/bin:/bin` } });
    expect(stdout).toContain(`<--paths></a b,/it's,/100%>`);
    expect(stdout).toContain('<--report><json=/var/lib/x y.json>');
    expect(line.replaceAll('\\%', '')).not.toContain('%');
  });

  it.each(intervalNames)('every %s has five fields, other on other hosts', (name) => {
    const [one, two] = [Uint8Array.of(0, 7, 5, 3), Uint8Array.of(0, 53, 20, 6)].map((hash) => intervals[name].cron(momentOf(hash)));
    expect(one).toMatch(/^[\d/*-]+( [\d/*-]+){4}$/);
    expect(one).not.toBe(two);
  });
});

const lacksSystemd = spawnSync('systemd-analyze', ['--version']).error !== undefined;

describe(`the units${lacksSystemd ? ' (skipped: systemd-analyze of the package systemd is not installed)' : ''}`, () => {
  const ask = lacksSystemd ? it.skip : it;
  const root = image();
  const analyze = (...args: readonly string[]) => spawnSync('systemd-analyze', [...args, '--no-pager'], { encoding: 'utf8' });
  install(
    root,
    '--with',
    'systemd',
    '--report',
    'html=/var/www/a b%.html',
    '--credentials',
    '/etc/x',
    '--webhook',
    'https://hooks.example/',
  );

  ask('pass systemd-analyze verify without a word', () => {
    const { status, stderr } = analyze('verify', join(root, service), join(root, 'etc/systemd/system/backup-doctor.timer'));
    expect([status, stderr]).toEqual([0, '']);
  });

  ask('are exposed to less than 3.0', () => {
    const { status, stdout } = analyze('security', '--offline=true', '--threshold=29', join(root, service));
    expect([status, stdout.match(/exposure level.*$/m)?.[0]]).toEqual([0, expect.stringMatching(/: [12]\.\d OK/)]);
  });

  ask.each(intervalNames)('come every %s', (name) => {
    const { status, stdout } = analyze('calendar', '--iterations=3', intervals[name].calendar);
    expect(status).toBe(0);
    const times = [...stdout.matchAll(/\(in UTC\): \w+ (\S+ \S+)|Iter\. #\d: \w+ (\S+ \S+)|Next elapse: \w+ (\S+ \S+)/g)].map((match) =>
      Date.parse(`${match.slice(1).find(Boolean) ?? ''}Z`),
    );
    const distinct = [...new Set(times)].sort((one, other) => one - other);
    expect((distinct[2] ?? NaN) - (distinct[1] ?? NaN)).toBe(intervals[name].seconds * 1000);
    expect(randomDelaySeconds(name)).toBeLessThan(intervals[name].seconds);
  });
});

it('knows whether there is anything to schedule with', () => {
  const root = temporaryFolder();
  expect(install(root).stderr).toMatch(/neither systemd nor the folder \/etc\/cron\.d is here/);
  expect(existsSync(join(root, 'etc'))).toBe(false);
});
