// ./backup-doctor in every shell and state of a checkout: fresh, built, stale, read-only, without node, with a broken npm.
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Some build the whole program. */
jest.setTimeout(120_000);

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
const workshop = mkdtempSync(join(tmpdir(), 'backup-doctor-launcher-'));
chmodSync(workshop, 0o755);
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
/** Read-only means nothing to root. */
const asOther = isRoot ? { uid: nobody, gid: nobody } : {};
const otherCanRunNode = spawnSync(process.execPath, ['-e', '0'], asOther).status === 0;

describe('a built checkout', () => {
  const home = checkout('built', { isBuilt: true });

  describe.each(['dash', 'bash', 'busybox'])('in %s', (shell) => {
    const isInstalled = spawnSync(shell, ['-c', 'true']).error === undefined || spawnSync(shell, ['true']).status === 0;
    const test = isInstalled ? it : it.skip;
    const command = shell === 'busybox' ? ['busybox', 'sh'] : [shell];
    const reason = isInstalled ? '' : ` (skipped: ${shell} is not installed)`;

    test(`runs from another folder, through a chain of links${reason}`, () => {
      const links = join(workshop, `links of ${shell}`);
      mkdirSync(join(links, 'deeper'), { recursive: true });
      symlinkSync(join(home, 'backup-doctor'), join(links, 'absolute'));
      symlinkSync('../absolute', join(links, 'deeper', 'relative'));
      const [program = shell, ...args] = command;
      expect(run(program, [...args, join(links, 'deeper', 'relative'), '--version'], { cwd: '/' })).toEqual(prints(version));
      expect(run(program, [...args, 'backup-doctor', '--version'], { cwd: home })).toEqual(prints(version));
    });
  });

  it('hands on the exit code and keeps stdout clean', () => {
    expect(run(join(home, 'backup-doctor'), ['--no-such-option'])).toMatchObject({ status: 3, stdout: '' });
  });

  it('says so where there is no node', () => {
    const { status, stdout, stderr } = run('/bin/sh', [join(home, 'backup-doctor'), '--version'], { path: '/nowhere' });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^backup-doctor: Node\.js 20\.19, 22\.13 or 24 and newer is needed and no node is in PATH\..*\n$/);
  });

  it('keeps to its earlier build when newer packages cannot be had: an isolated host still gets a report', () => {
    const stale = checkout('stale', { isBuilt: true });
    touch(join(stale, 'package-lock.json'), 60);
    const result = run(join(stale, 'backup-doctor'), ['--version'], { npm: 'echo ETIMEDOUT >&2; exit 1' });
    expect(result).toMatchObject({ status: 0, stdout: `${version}\n` });
    expect(result.stderr).toContain('ETIMEDOUT\n');
    expect(result.stderr).toContain('Running the earlier build.\n');
  });

  it('refuses a wrong checks.yml with the sentence of the catalogue alone, and does not run on the earlier one', () => {
    const wrong = checkout('wrong', { isBuilt: true });
    symlinkSync(join(root, 'node_modules'), join(wrong, 'node_modules'));
    appendFileSync(join(wrong, 'checks.yml'), '\nchekcs: {}\n');
    touch(join(wrong, 'checks.yml'), 60);
    const { status, stdout, stderr } = run(join(wrong, 'backup-doctor'), ['--version']);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^\S*checks\.yml:\d+:\d+: .*chekcs.*\n$/);
  });
});

describe('a fresh checkout', () => {
  const linksPackages = `echo called >> ../npm-calls; sleep 0.3; ln -s '${join(root, 'node_modules')}' node_modules`;

  it('sets itself up once, however many start it at the same time', async () => {
    const home = checkout('fresh', { isBuilt: false });
    const starts = [1, 2, 3].map(() => start(join(home, 'backup-doctor'), ['--version'], linksPackages));
    expect(await Promise.all(starts)).toEqual([prints(version).stdout, prints(version).stdout, prints(version).stdout]);
    expect(readFileSync(join(workshop, 'npm-calls'), 'utf8')).toBe('called\n');
    expect(run(join(home, 'backup-doctor'), ['--version'], { npm: 'exit 1' })).toEqual(prints(version));
  });

  it('shows what npm said and what to do when npm fails', () => {
    const home = checkout('offline', { isBuilt: false });
    const { status, stdout, stderr } = run(join(home, 'backup-doctor'), ['--version'], { npm: 'echo ENOTFOUND registry; exit 1' });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^Setting up \(first start\)…\nENOTFOUND registry\nbackup-doctor: npm could not install the packages.*\n$/);
  });
});

const readOnly = otherCanRunNode ? describe : describe.skip;
readOnly(`a read-only checkout${otherCanRunNode ? '' : ' (skipped: another user cannot run this node)'}`, () => {
  it('runs as it is built, even where the sources are newer, and writes nothing', () => {
    const home = checkout('read-only-built', { isBuilt: true });
    touch(join(home, 'checks.yml'), 60);
    makeReadOnly(home);
    expect(run(join(home, 'backup-doctor'), ['--version'], { as: asOther, npm: 'exit 1' })).toEqual(prints(version));
    expect(existsSync(join(home, '.cache'))).toBe(false);
  });

  it('says so where it was never built', () => {
    const home = checkout('read-only-fresh', { isBuilt: false });
    makeReadOnly(home);
    const { status, stdout, stderr } = run(join(home, 'backup-doctor'), ['--version'], { as: asOther });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toBe(`backup-doctor: this checkout is not built and ${home} is read-only. Start it once where it can be written.\n`);
  });
});

describe('Node', () => {
  const home = checkout('nodes', { isBuilt: false });
  const rows = [
    { node: '18.20.8', isSupported: false },
    { node: '20.18.3', isSupported: false },
    { node: '20.19.0', isSupported: true },
    { node: '20.20.2', isSupported: true },
    { node: '21.7.3', isSupported: false },
    { node: '22.12.0', isSupported: false },
    { node: '22.13.0', isSupported: true },
    { node: '22.23.3', isSupported: true },
    { node: '23.11.1', isSupported: false },
    { node: '24.0.0', isSupported: true },
    { node: '26.10.0', isSupported: true },
    { node: '30.0.0', isSupported: true },
  ];

  it.each(rows)('$node: the launcher sets up: $isSupported', ({ node, isSupported }) => {
    const { status, stderr } = run(join(home, 'backup-doctor'), ['--version'], { npm: 'exit 1', node: `echo v${node}` });
    expect(status).toBe(3);
    expect(stderr).toContain(isSupported ? 'npm could not install' : `is v${node}. Install a newer one.`);
  });

  it.each(rows)('$node: the program runs: $isSupported', ({ node, isSupported }) => {
    const pretend = join(workshop, `node-${node}.cjs`);
    writeFileSync(pretend, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } });`);
    const { status, stderr } = run(process.execPath, ['--require', pretend, join(root, 'dist/main.cjs'), '--no-such-option']);
    expect(status).toBe(3);
    expect(stderr).toMatch(isSupported ? /no-such-option/ : /^Backup Doctor needs Node\.js .* Install a newer one\.\n$/);
  });
});

interface Start {
  readonly cwd?: string;
  readonly path?: string;
  readonly as?: { readonly uid?: number; readonly gid?: number };
  /** Shell text of a program that stands before the real one in PATH. */
  readonly npm?: string;
  readonly node?: string;
}

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, args: readonly string[], { cwd = workshop, path: given, as = {}, npm, node }: Start = {}): Result {
  const env = { ...process.env, PATH: given ?? pathWith({ npm, node }) };
  const { status, stdout, stderr, error } = spawnSync(program, [...args], { cwd, env, encoding: 'utf8', ...as });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

function start(program: string, args: readonly string[], npm: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { env: { ...process.env, PATH: pathWith({ npm }) }, stdio: ['ignore', 'pipe', 'ignore'] });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(stdout));
  });
}

/** Stand-ins for npm and for Nodes that nobody has installed. */
function pathWith(programs: Readonly<Record<string, string | undefined>>): string {
  const bin = mkdtempSync(join(workshop, 'bin-'));
  chmodSync(bin, 0o755);
  for (const [name, text] of Object.entries(programs)) {
    if (text !== undefined) writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  return [bin, path].join(delimiter);
}

/** What git would give, and with `isBuilt` the program of this build too. */
function checkout(name: string, { isBuilt }: { readonly isBuilt: boolean }): string {
  const home = join(workshop, name);
  const files = ['backup-doctor', 'package.json', 'package-lock.json', 'checks.yml', 'src', 'scripts', 'test/recordings', ...(isBuilt ? ['dist'] : [])];
  for (const file of files.filter((entry) => existsSync(join(root, entry)))) {
    cpSync(join(root, file), join(home, file), { recursive: true, preserveTimestamps: true });
  }
  if (isBuilt) touch(join(home, 'dist/.built'), 0);
  // Older than any installation, as after a clone.
  touch(join(home, 'package-lock.json'), -1e6);
  return home;
}

function touch(file: string, secondsFromNow: number): void {
  const at = Date.now() / 1000 + secondsFromNow;
  utimesSync(file, at, at);
}

function makeReadOnly(folder: string): void {
  spawnSync('chmod', ['-R', 'a-w,a+rX', folder]);
}

function prints(line: string): Result {
  return { status: 0, stdout: `${line}\n`, stderr: '' };
}
