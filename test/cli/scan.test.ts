// `backup-doctor scan` as a script uses it: what find would print, to the byte, and an exit code to rely on.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { summaryOf } from '../../src/commands/scan/summary.js';
import type { ScanFacts } from '../../src/facts/scan.js';
import { describeAsRoot, hasProgram } from '../lab/storage-lab.js';
import { programPath, runProgram, temporaryFolder } from './run-program.js';

let set: string;

beforeEach(() => {
  set = temporaryFolder();
  chmodSync(set, 0o755);
});

/** As bytes: one character each. */
const plant = (name: string, mode: number): void => {
  const path = Buffer.from(join(set, name), 'latin1');
  writeFileSync(path, 'x');
  chmodSync(path, mode);
};

const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];

/** Sorted, one character a byte. */
function pathsOf(command: readonly string[], ending: string, cwd = set): readonly string[] {
  const [program = '', ...args] = command;
  return spawnSync(program, args, { cwd, maxBuffer: 1 << 26 }).stdout.toString('latin1').split(ending).filter((path) => path !== '').sort();
}

const scanning = (...args: readonly string[]): readonly string[] => [process.execPath, programPath, 'scan', ...args];

it('a folder with 100,000 folders is looked at whole: the engine is set up for little garbage, and here comes much', () => {
  for (let index = 0; index < 100_000; index += 1) mkdirSync(join(set, String(index)));
  const { stderr, exitCode } = runProgram(['scan', '--deep', '.'], { cwd: set });
  expect(stderr).toContain('at 100,000 entries and found nothing that is closed to it');
  expect(exitCode).toBe(0);
});

describeAsRoot('scan --user nobody', () => {
  it('prints what find prints as nobody, whatever the names', () => {
    mkdirSync(join(set, 'closed'), 0o700);
    mkdirSync(join(set, 'open/deep'), { recursive: true });
    for (const [name, mode] of [['a', 0o644], ['b', 0o600], ['open/caf\xe9', 0o600], ['open/deep/two\nlines', 0o600], ['closed/c', 0o600]] as const) plant(name, mode);
    chmodSync(join(set, 'closed'), 0o700);
    for (const path of [set, '.', 'open', './open/', `${set}/open/deep/..`]) {
      const found = pathsOf([...asNobody, 'find', path, '!', '-readable', '-print0'], '\0');
      expect(pathsOf(scanning('--user', 'nobody', '--print0', path), '\0')).toEqual(found);
      expect(found.length).toBeGreaterThan(0);
    }
    const lines = pathsOf([...asNobody, 'find', '.', '!', '-readable'], '\n');
    expect(pathsOf(scanning('--user', 'nobody', '.'), '\n')).toEqual(lines);
  });

  it('prints each path of a folder that can be listed and not entered: find misses the folders among them', () => {
    mkdirSync(join(set, 'd/e'), { recursive: true });
    plant('d/a', 0o644);
    chmodSync(join(set, 'd'), 0o744);
    expect(runProgram(['scan', '--user', 'nobody', '.'], { cwd: set }).stdout.split('\n').sort()).toEqual(['', './d/a', './d/e']);
  });

  it('a path behind a closed folder that is not there stands for no file', () => {
    mkdirSync(join(set, 'shut'), { mode: 0o700 });
    const { exitCode, stderr } = runProgram(['scan', '--user', 'nobody', 'shut/none'], { cwd: set });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringMatching(/found 1 path that it cannot read\n.*shut\/none is not there\n$/) });
  });

  it('leaves links, FIFOs and what they lead to alone', () => {
    symlinkSync('/etc/shadow', join(set, 'link'));
    symlinkSync('nowhere', join(set, 'dangling'));
    spawnSync('mkfifo', ['-m', '600', join(set, 'fifo')]);
    expect(runProgram(['scan', '--user', 'nobody', set])).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it.each<[string, number, readonly string[], RegExp]>([
    ['nothing unreadable', 0, ['open'], /looked as nobody at 0 entries and found nothing that is closed to it/],
    ['something unreadable', 1, ['.'], /found 1 path that it cannot read\n.*1 file: .*\/a \(0600 root:root, EACCES, permission\)/],
    ['nothing unreadable, but one of two is missing', 3, ['open', 'none'], /\/none is not there/],
    ['a path that is only a link', 3, ['link'], /\/link was left out: a symbolic link/],
    ['a path that is named twice', 0, ['open', './open'], /looked as nobody at 0 entries and found nothing that is closed to it\n$/],
    ['what lies in memory', 3, ['/proc/self'], /was left out: proc lies in memory/],
  ])('%s ends with %d', (_, expected, paths, sentence) => {
    mkdirSync(join(set, 'open'));
    plant('a', 0o600);
    symlinkSync('open', join(set, 'link'));
    const { exitCode, stderr } = runProgram(['scan', '--user', 'nobody', ...paths], { cwd: set });
    expect({ exitCode, stderr }).toEqual({ exitCode: expected, stderr: expect.stringMatching(sentence) });
  });

  it('reads the image below --root, for the account that the image knows', () => {
    mkdirSync(join(set, 'etc'));
    mkdirSync(join(set, 'srv'));
    writeFileSync(join(set, 'etc/passwd'), 'keeper:x:61234:61234::/:/bin/sh\n');
    plant('srv/a', 0o600);
    expect(runProgram(['scan', '--root', set, '--user', 'keeper', '/srv'])).toMatchObject({ exitCode: 1, stdout: '/srv/a\n' });
    expect(runProgram(['scan', '--root', set, '--user', 'ghost', '/srv'])).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('--user names "ghost"') });
  });

  it('leaves out what the configuration excludes, and looks at its set where no path is named', () => {
    mkdirSync(join(set, 'out'));
    for (const name of ['a', 'b', 'out/c']) plant(name, 0o600);
    const config = join(set, 'site.yml');
    writeFileSync(config, `backupSet: { include: [${set}], exclude: [${set}/out, ${set}/b, ${config}] }\n`);
    expect(runProgram(['scan', '--user', 'nobody', '--config', config])).toMatchObject({ exitCode: 1, stdout: `${set}/a\n` });
  });

  it("leaves out the agent's own folder, as check does", () => {
    mkdirSync(join(set, 'etc'));
    mkdirSync(join(set, 'var/cache/driveclient'), { recursive: true });
    writeFileSync(join(set, 'etc/passwd'), 'keeper:x:61234:61234::/:/bin/sh\n');
    plant('var/cache/driveclient/a', 0o600);
    plant('var/b', 0o600);
    const { exitCode, stdout, stderr } = runProgram(['scan', '--root', set, '--user', 'keeper', '/var']);
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 1, stdout: '/var/b\n', stderr: expect.stringContaining('at 3 entries') });
    const checked = runProgram(['check', '--offline', '--root', set, '--only', 'unreadable-files', '--paths', '/var', '--format', 'json']);
    expect(JSON.parse(checked.stdout).facts.scan.value).toMatchObject({ entryCount: 3 });
  });

  it('looks as root where no agent says otherwise, who reads everything', () => {
    plant('a', 0);
    expect(runProgram(['scan', set])).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('looked as root') });
  });

  it('an ordinary user speaks for itself, and cannot look as another', () => {
    plant('a', 0o600);
    const through = asNobody;
    expect(runProgram(['scan', set], { through })).toMatchObject({ exitCode: 1, stdout: `${set}/a\n`, stderr: expect.stringContaining('looked as nobody') });
    expect(runProgram(['scan', set, '--user', 'root'], { through })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('only root can look as "root"') });
  });

  const hasScript = hasProgram('script');
  (hasScript ? it : it.skip)(`a terminal gets no name raw${hasScript ? '' : ' (skipped: needs script)'}`, () => {
    plant('a\x1b[2J\xff', 0o600);
    const typescript = join(temporaryFolder(), 'typescript');
    spawnSync('script', ['-qec', scanning('--user', 'nobody', set).join(' '), typescript], { env: { ...process.env, TERM: 'dumb' } });
    const shown = readFileSync(typescript, 'latin1');
    expect(shown).toContain(`${set}/a\\x1b[2J\\xff`);
    expect(shown).not.toContain('\x1b[2J');
  });

  it('ends quietly when its reader leaves', () => {
    for (let index = 0; index < 3_000; index += 1) plant(`f${index}`, 0o600);
    const command = `${scanning('--user', 'nobody', set).join(' ')} 2>&1 >&3 3>&- | cat >&2`;
    const { stdout, stderr } = spawnSync('sh', ['-c', `{ ${command}; } 3>&1 | head -n 1`], { encoding: 'utf8' });
    expect(stdout).toMatch(/^.*\/f\d+\n$/);
    expect(stderr.replaceAll(set, '')).not.toMatch(/bug|EPIPE/);
    rmSync(set, { recursive: true });
  });
});

describe('scan', () => {
  it('needs to know what to look at', () => {
    expect(runProgram(['scan'])).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining('name files and folders') });
  });
});

describe('a path that cannot be what was meant is refused in one sentence', () => {
  /** The shell gets the bytes from a file: Node has no argument that is not text. */
  const inShell = (command: string) => {
    const script = join(temporaryFolder(), 'run.sh');
    writeFileSync(script, Buffer.from(`cd '${set}' && mkdir -p 'caf\xe9' && ${command.replace('PROGRAM', `'${process.execPath}' '${programPath}'`)}\n`, 'latin1'));
    const { status, stdout, stderr } = spawnSync('sh', [script], { encoding: 'utf8' });
    return { status, stdout, lines: stderr.trim().split('\n') };
  };
  const lost = expect.stringMatching(/caf\ufffd.*" is not UTF-8 text.*name a folder above it/);

  it.each<[string, string]>([
    ['an argument', "PROGRAM scan 'caf\xe9'"],
    ['an argument below --root', "PROGRAM scan --root . '/caf\xe9'"],
    ['the working directory', "cd 'caf\xe9' && PROGRAM scan ."],
    ['--paths', "PROGRAM check --offline --only unreadable-files --paths 'caf\xe9'"],
  ])('%s that is not UTF-8', (_, command) => {
    expect(inShell(command)).toEqual({ status: 3, stdout: '', lines: [lost] });
  });

  it('a name that holds the very sign that stands for lost bytes is looked at', () => {
    mkdirSync(join(set, 'caf\ufffd'));
    expect(runProgram(['scan', 'caf\ufffd'], { cwd: set })).toMatchObject({ exitCode: 0 });
  });

  it('an empty one, as a variable that is not set gives it', () => {
    const expected = { exitCode: 3, stdout: '', stderr: expect.stringMatching(/^backup-doctor: scan got an empty path.*\n$/) };
    for (const paths of [[''], [set, '']]) expect(runProgram(['scan', ...paths])).toMatchObject(expected);
  });
});

describe('summaryOf', () => {
  const scan: ScanFacts = {
    ...{ paths: [], source: '--paths', asUser: 'nobody', insteadOf: null, entryCount: 7, unreadableCount: 0, groups: [] },
    ...{ omittedGroupCount: 0, isComplete: true, stoppedBecause: null },
  };
  const fell = { isComplete: false, stoppedBecause: '/srv was not looked at to its end: the scan failed: SIGKILL' };

  it.each<[string, Partial<ScanFacts>, number, string]>([
    ['all of it can be read', {}, 0, 'and found nothing that is closed to it'],
    ['the scan fell', fell, 0, 'and cannot tell whether it can read the rest'],
    ['the scan fell after it had found some', { ...fell, unreadableCount: 1 }, 1, 'and found 1 path that it cannot read'],
  ])('where %s', (_, over, listedCount, expected) =>
    expect(summaryOf({ ...scan, ...over }, listedCount)[0]).toBe(`looked as nobody at 7 entries ${expected}`),
  );

  it('counts in words that fit one and many', () => {
    const group = { path: '/srv/a', reason: 'permission', code: 'EACCES', mode: null, isFolder: false, examples: [] } as const;
    const groups = [{ ...group, fileCount: 1, bytes: 1 }, ...Array.from({ length: 5 }, () => ({ ...group, fileCount: 4_017, bytes: 12_345 }))];
    const lines = summaryOf({ ...scan, entryCount: 1_050_000, unreadableCount: 20_086, groups }, 1);
    expect(lines[0]).toBe('looked as nobody at 1,050,000 entries and found 1 path that it cannot read, which stands for 20,086 files or more');
    expect(lines[1]).toBe('1 file: /srv/a (EACCES, permission), 1 byte in all');
    expect(lines[2]).toBe('4,017 files: /srv/a (EACCES, permission), 12,345 bytes in all');
    expect(lines[6]).toBe('and 1 more group of files');
  });

  it('says what confines the look', () => {
    const confinement = { ofScan: { module: 'AppArmor', label: 'docker-default' }, ofAgent: null } as const;
    expect(summaryOf({ ...scan, confinement }, 0).at(-1)).toBe('AppArmor (docker-default) confined this look: who is not held alike may read more, or less');
  });

  it.each([
    ['the time was up at /srv/a', true],
    ['the scan failed: SIGKILL', false],
  ])('more time is offered only where time was missing: %s', (note, isOffered) => {
    const stopped = { ...scan, isComplete: false, stoppedBecause: `/srv was not looked at to its end: ${note}` };
    expect(summaryOf(stopped, 0).some((line) => line.includes('--deep'))).toBe(isOffered);
  });
});
