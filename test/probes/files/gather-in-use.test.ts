// Real programs that hold real files open, lock them and write to them.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FileInUse, FilesInUse } from '../../../src/facts/files-in-use.js';
import { coverSet } from '../../../src/probes/files/in-use/covered-set.js';
import { searchFreshFiles } from '../../../src/probes/files/in-use/fresh-files.js';
import { gatherInUse, type InUseRequest } from '../../../src/probes/files/in-use/gather-in-use.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import { describeAsRoot } from '../../lab/storage-lab.js';

let set: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  set = realpathSync(mkdtempSync(join(tmpdir(), 'in-use-')));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map(ended));
  // Also what lies too deep for Node to name.
  spawnSync('rm', ['-rf', set]);
});

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once('exit', () => done());
    child.kill('SIGKILL');
  });

const python = existsSync('/usr/bin/python3');
const describeWithPython = python ? describeAsRoot : (title: string, tests: () => void) => describe.skip(`${title} (skipped: needs /usr/bin/python3)`, tests);

/** Runs in the set's folder until it is killed; `ready()` lets the look begin. */
async function program(script: string, cwd = set): Promise<ChildProcess> {
  const preamble = 'import fcntl, os, sys, time\ndef ready(): print("ready", flush=True)\ndef rest(): time.sleep(60)\n';
  // The shell between is the parent that a program in use has: what this test starts itself counts as our own.
  const child = spawn('sh', ['-c', 'exec setsid -w /usr/bin/python3 -c "$0"', preamble + script], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  await new Promise<void>((done, fail) => {
    child.stdout.once('data', () => done());
    child.once('exit', (code) => fail(new Error(`the program ended with ${String(code)}`)));
  });
  return child;
}

const look = async (over: Partial<InUseRequest> = {}, signal = new AbortController().signal) => {
  const system = openSystem(null);
  const facts = await gatherInUse(system, { paths: [set], exclusions: [], source: '--paths', agentPids: [], deepLimitMs: null, ...over }, signal);
  system.close();
  return facts;
};

async function seen(over: Partial<InUseRequest> = {}): Promise<FilesInUse> {
  const facts = await look(over);
  if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
  return facts.value;
}

const fileIn = ({ files }: FilesInUse, name: string): FileInUse | undefined => files.find(({ path }) => path === `${set}/${name}`);

describeWithPython('files that programs hold', () => {
  /** One look sees them all. */
  it('each kind of lock, and who waits for one', async () => {
    const scripts = {
      exclusive: 'f = open("exclusive", "w"); fcntl.flock(f, fcntl.LOCK_EX)',
      shared: 'open("shared", "w").close(); f = open("shared"); fcntl.flock(f, fcntl.LOCK_SH)',
      posix: 'f = open("posix", "w"); fcntl.lockf(f, fcntl.LOCK_EX)',
      lease: 'f = open("lease", "w"); fcntl.fcntl(f, fcntl.F_SETLEASE, fcntl.F_WRLCK)',
    };
    for (const script of Object.values(scripts)) await program(`${script}\nready(); rest()`);
    await program('f = open("exclusive", "r+"); ready(); fcntl.flock(f, fcntl.LOCK_EX)');
    const facts = await seen();
    const holder = { pid: expect.any(Number), program: 'python3' };
    expect(Object.fromEntries(Object.keys(scripts).map((name) => [name, fileIn(facts, name)?.locks]))).toEqual({
      exclusive: [{ kind: 'flock', access: 'write', holder }],
      shared: [{ kind: 'flock', access: 'read', holder }],
      posix: [{ kind: 'posix', access: 'write', holder }],
      lease: [{ kind: 'lease', access: 'write', holder }],
    });
    expect(facts).toMatchObject({ counts: { locked: 4 }, unseen: [], hiddenProcessCount: 0 });
  });

  it('no lease is broken by the look', async () => {
    await program(`import signal\nf = open("a", "w"); fcntl.fcntl(f, fcntl.F_SETLEASE, fcntl.F_WRLCK)
signal.signal(signal.SIGIO, lambda *_: open("broken", "w").close())\nready()\nwhile True: time.sleep(60)`);
    await seen();
    expect(existsSync(join(set, 'broken'))).toBe(false);
  });

  it('how each is held open', async () => {
    for (const name of ['write', 'append', 'read', 'removed']) writeFileSync(join(set, name), 'x');
    const opens = 'open("write", "r+"), open("append", "a"), open("read"), open("removed", "r+"), open("looks (deleted)", "w"), open("both", "a"), open("both", "w")';
    await program(`files = [${opens}]; os.remove("removed"); ready(); rest()`);
    const facts = await seen();
    const held = facts.files.filter(({ writers }) => writers.length > 0);
    expect(Object.fromEntries(held.map(({ path, isOnlyAppended }) => [path.slice(set.length + 1), isOnlyAppended]))).toEqual({
      write: false,
      append: true,
      'looks (deleted)': false,
      both: false,
    });
    expect(facts.counts.openForWriting).toBe(4);
  });

  it('names that are not UTF-8 and names with escape codes', async () => {
    await program(`for name in (b"caf\\xe9", b"a\\n\\x1b[2J"): os.open(name, os.O_CREAT | os.O_RDWR)\nready(); rest()`);
    expect((await seen()).files.map(({ path }) => path.slice(set.length)).sort()).toEqual(['/a\\x0a\\x1b[2J', '/caf\\xe9']);
  });

  it('a program may call itself what it likes', async () => {
    await program(`open("/proc/self/comm", "w").write("x) R 1\\n\\x1b[2J")\nf = open("a", "w")\nready(); rest()`);
    expect(fileIn(await seen(), 'a')?.writers).toEqual([{ pid: expect.any(Number), program: expect.stringMatching(/^x\) R 1\\x0a\\x1b/) }]);
  });

  it('the agent’s own files are no trouble', async () => {
    const agent = await program('f = open("a", "w"); print(os.getpid(), flush=True); rest()');
    const pid = Number(spawnSync('pgrep', ['-P', String(agent.pid)], { encoding: 'utf8' }).stdout) || (agent.pid ?? 0);
    expect((await seen()).counts.openForWriting).toBe(1);
    expect((await seen({ agentPids: [pid] })).counts.openForWriting).toBe(0);
  });

  it('a program whose place is too deep for the kernel to name costs no other its word', async () => {
    const deep = 'for level in range(20):\n  os.mkdir("y" * 250); os.chdir("y" * 250)\nf = open("a", "w"); ready(); rest()';
    await program(deep);
    await program('f = open("shallow", "w"); ready(); rest()');
    expect((await seen()).files.map(({ path }) => path.slice(set.length))).toEqual(['/shallow']);
  });

  it('what a program like a database has in place of its folders costs no other its word', async () => {
    writeFileSync(join(set, 'global'), 'no folder');
    await program('open("/proc/self/comm", "w").write("postgres"); f = open("a", "w"); ready(); rest()');
    expect(fileIn(await seen(), 'a')?.writers).toHaveLength(1);
  });

  it('what lies outside the set, or is excluded, is not told', async () => {
    for (const folder of ['in', 'in/out', 'in/out/in', 'outside']) mkdirSync(join(set, folder));
    await program('files = [open(f + "/a", "w") for f in ("in", "in/out", "in/out/in", "outside")]; ready(); rest()');
    const facts = await seen({ paths: [join(set, 'in'), join(set, 'in/out/in')], exclusions: [join(set, 'in/out')] });
    expect(facts.files.map(({ path }) => path.slice(set.length)).sort()).toEqual(['/in/a', '/in/out/in/a']);
  });

  it('a set that is named by a link', async () => {
    mkdirSync(join(set, 'real'));
    symlinkSync('real', join(set, 'link'));
    await program('f = open("real/a", "w"); ready(); rest()');
    expect((await seen({ paths: [join(set, 'link/')] })).counts).toMatchObject({ openForWriting: 0 });
    expect((await seen({ paths: [join(set, 'link/a')] })).counts).toMatchObject({ openForWriting: 1 });
  });

  it('a program in a container, whose paths are others', async () => {
    mkdirSync(join(set, 'volume'));
    const inside = `unshare -m --propagation private sh -c 'mkdir -p /mnt; mount -t tmpfs none /mnt; mkdir /mnt/data; mount --bind "$1" /mnt/data; cd /; exec /usr/bin/python3 -c "
import time
f = open(\\"/mnt/data/a\\", \\"w\\"); print(\\"ready\\", flush=True); time.sleep(60)"' sh "$0"`;
    const child = spawn('setsid', ['-w', 'sh', '-c', `exec ${inside}`, join(set, 'volume')], { stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(child);
    await new Promise<void>((done) => child.stdout.once('data', () => done()));
    expect(fileIn(await seen(), 'volume/a')?.writers).toMatchObject([{ program: 'python3' }]);
  });
});

describeWithPython('files that change between two looks', () => {
  const looping = (step: string): string => `ready()\nwhile True:\n  ${step}\n  time.sleep(0.05)`;
  const changes = [
    ['a log that is appended to', `f = open(name, "a", buffering=1)\n${looping('f.write("line\\n")')}`, 'appended'],
    ['a log that is opened for each line', looping('open(name, "a").write("line\\n")'), 'appended'],
    ['a file that is written anew', looping('open(name, "r+b").write(os.urandom(200000))'), 'rewritten'],
    ['a file that is written in its middle', `f = open(name, "r+b", buffering=0)\n${looping('f.seek(100000); f.write(os.urandom(10))')}`, 'rewritten'],
    ['a file that becomes shorter', looping('os.truncate(name, os.stat(name).st_size - 1)'), 'rewritten'],
    ['a file that another one replaces', looping('open("left-out/b", "wb").write(os.urandom(9)); os.rename("left-out/b", name)'), 'replaced'],
    ['a file that is only touched', looping('os.utime(name)'), 'none'],
    ['a file whose mode changes', looping('os.chmod(name, 0o640); os.chmod(name, 0o644)'), 'none'],
    ['a file that rests', 'ready(); rest()', 'none'],
  ] as const;

  it('are told for what they are', async () => {
    mkdirSync(join(set, 'left-out'));
    for (const [index, [, script]] of changes.entries()) {
      writeFileSync(join(set, `file-${index}`), Buffer.alloc(200_000, 'x'));
      await program(`name = "file-${index}"\n${script}`);
    }
    const facts = await seen({ exclusions: [join(set, 'left-out')] });
    expect(changes.map(([what], index) => `${what}: ${fileIn(facts, `file-${index}`)?.change ?? 'none'}`)).toEqual(
      changes.map(([what, , change]) => `${what}: ${change}`),
    );
    expect(facts.counts).toMatchObject({ appended: 2, rewritten: 3, replaced: 1, vanished: 0 });
    expect(facts.betweenMs).toBeGreaterThanOrEqual(1_000);
  });

  it('a file that vanishes', async () => {
    const names = Array.from({ length: 8 }, (_, n) => String(n));
    for (const name of names) writeFileSync(join(set, name), 'x');
    const facts = seen();
    // One of them between the looks, which are a second apart, wherever the first falls on a busy host.
    for (const name of names) {
      await new Promise((done) => setTimeout(done, 300));
      rmSync(join(set, name));
    }
    const { files } = await facts;
    expect(files.map(({ change }) => change)).toContain('vanished');
    expect(files.filter(({ change }) => change !== 'vanished' && change !== 'none')).toEqual([]);
  });

  it('tells of no second look where nothing is open or fresh', async () => {
    mkdirSync(join(set, 'old'));
    writeFileSync(join(set, 'old/a'), 'x');
    spawnSync('touch', ['-d', '11 minutes ago', join(set, 'old/a')]);
    expect(await seen()).toMatchObject({ betweenMs: null, counts: { watched: 0 }, searchedCount: 2 });
  });

  it('leaves the time of the last reading as it was', async () => {
    writeFileSync(join(set, 'a'), 'x');
    spawnSync('touch', ['-a', '-d', '2 days ago', join(set, 'a')]);
    const readAt = (): string => spawnSync('stat', ['-c', '%x', join(set, 'a')], { encoding: 'utf8' }).stdout;
    const before = readAt();
    expect((await seen()).counts.watched).toBe(1);
    expect(readAt()).toBe(before);
  });
});

describe('a set of which not all is searched for fresh files', () => {
  const hot = (): string => join(set, 'small/below/hot');
  /** More than anybody looks at within a millisecond. */
  const fill = (): void => {
    for (const folder of ['large', 'small', 'small/below']) mkdirSync(join(set, folder));
    for (let n = 0; n < 5_000; n++) writeFileSync(join(set, `large/${n}`), '');
    spawnSync('find', [join(set, 'large'), '-type', 'f', '-exec', 'touch', '-d', '11 minutes ago', '{}', '+']);
    writeFileSync(hot(), 'x');
  };
  const search = (paths: readonly string[], maxMs: number, keptCount = 9) =>
    searchFreshFiles(coverSet(paths, [], null), { maxMs, freshMs: 600_000, keptCount }, () => undefined);

  it('gives each path its share, and says where it stopped', () => {
    fill();
    const [large, small] = [join(set, 'large'), join(set, 'small')];
    // A clock that goes on by one at each look.
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now++);
    expect(search([large, small], 200)).toMatchObject({ paths: [hot()], stoppedAt: [large] });
    clock.mockRestore();
    expect(search([large, small], 60_000)).toMatchObject({ paths: [hot()], searchedCount: 5_002, stoppedAt: [] });
    expect(search([set, small, hot()], 60_000)).toMatchObject({ paths: [hot()], searchedCount: 5_004, stoppedAt: [] });
  });

  it('keeps the latest of the fresh files, and counts them all', () => {
    const names = Array.from({ length: 20 }, (_, n) => join(set, String(n)));
    for (const [n, name] of names.entries()) {
      writeFileSync(name, '');
      utimesSync(name, Date.now() / 1000, Date.now() / 1000 - 100 + n);
    }
    expect(search([set], 60_000, 3)).toMatchObject({ paths: names.reverse().slice(0, 3), freshCount: 20 });
  });

  it('is told, with what gives it more time', async () => {
    fill();
    const ended = `the search for files changed in the last ten minutes ended in ${set}/large, for its time was up`;
    expect((await seen({ paths: [join(set, 'large')], briefSearchMs: 1 })).unseen).toEqual([`${ended} (--deep gives it more)`]);
    expect((await seen({ paths: [join(set, 'large')], briefSearchMs: 1, deepLimitMs: 5_000 })).unseen).toEqual([`${ended} (a larger --timeout gives it more)`]);
    expect((await seen({ paths: [join(set, 'large')], briefSearchMs: 1, deepLimitMs: 60_000 })).unseen).toEqual([]);
  });
});

describe('where nobody can tell', () => {
  it('no set: nothing is started', async () => {
    expect(await look({ paths: [] })).toEqual({ state: 'absent', reason: 'the backup set is not known on this host: name it with --paths' });
  });

  it('a host image', async () => {
    const system = openSystem(set);
    expect(await gatherInUse(system, { paths: ['/a'], exclusions: [], source: '--paths', agentPids: [], deepLimitMs: null }, new AbortController().signal)).toMatchObject({
      state: 'absent',
    });
    system.close();
  });

  it('a set that does not exist is empty', async () => expect((await look({ paths: [join(set, 'none')] })).state).toBe('observed'));

  it('a run that is over says so', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 10);
    expect(await look({}, abort.signal)).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out' } });
  });
});

describeWithPython('an account that is not root', () => {
  const asNobody = (): FilesInUse => {
    const program = `const { gatherInUse } = await import(${JSON.stringify(new URL('../../../src/probes/files/in-use/gather-in-use.js', import.meta.url).href)});
      const { openSystem } = await import(${JSON.stringify(new URL('../../../src/probes/platform/live-system.js', import.meta.url).href)});
      const facts = await gatherInUse(openSystem(null), { paths: [${JSON.stringify(set)}], exclusions: [], source: '--paths', agentPids: [], deepLimitMs: null }, new AbortController().signal);
      console.log(JSON.stringify(facts.value));`;
    const flags = ['--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups', process.execPath, '--input-type=module', '-e', program];
    return JSON.parse(spawnSync('setpriv', flags, { encoding: 'utf8', cwd: '/' }).stdout) as FilesInUse;
  };

  it('sees the locks and changes of others, says whose files it cannot see, and names the holder of a lock', async () => {
    spawnSync('chmod', ['755', set]);
    await program('f = open("a", "w"); os.chmod("a", 0o644); fcntl.flock(f, fcntl.LOCK_EX); ready()\nwhile True: f.write("x" * 9999); f.flush(); time.sleep(0.05)');
    const facts = asNobody();
    expect(facts.hiddenProcessCount).toBeGreaterThan(0);
    expect(facts.files).toMatchObject([{ path: `${set}/a`, writers: [], locks: [{ holder: { program: 'python3' } }], change: 'appended' }]);
  });
});
