import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import { childrenOfUs, until } from '../../processes.js';
import { hasProgram } from '../../lab/storage-lab.js';
import type { System } from '../../../src/probes/platform/system.js';

let lab: string;
let live: System;
let image: System;
const server = createServer();

beforeAll(async () => {
  lab = realpathSync(mkdtempSync(join(tmpdir(), 'host-files-')));
  mkdirSync(join(lab, 'etc/app.d'), { recursive: true });
  writeFileSync(join(lab, 'etc/app.conf'), 'key = value\n', { mode: 0o640 });
  writeFileSync(join(lab, 'etc/odd \n name'), 'odd');
  writeFileSync(join(lab, 'etc/separators'), 'a\u2028b\rc\u0085d\n');
  writeFileSync(join(lab, 'etc/latin1'), Buffer.from('B\xfcro', 'latin1'));
  writeFileSync(Buffer.from(`${lab}/etc/app.d/caf\xe9`, 'latin1'), '');
  writeFileSync(join(lab, 'etc/giant'), '');
  truncateSync(join(lab, 'etc/giant'), 2 ** 40);
  symlinkSync('app.conf', join(lab, 'etc/link'));
  symlinkSync('/nowhere', join(lab, 'etc/dangling'));
  symlinkSync('/etc/hostname', join(lab, 'etc/to-this-host'));
  symlinkSync('self', join(lab, 'etc/self'));
  symlinkSync('etc/app.d', join(lab, 'to-folder'));
  spawnSync('mkfifo', [join(lab, 'etc/fifo')]);
  await new Promise<void>((done) => server.listen(join(lab, 'etc/socket'), done));
  live = openSystem(null);
  image = openSystem(lab);
});

afterAll(() => {
  live.close();
  image.close();
  server.close();
  rmSync(lab, { recursive: true });
});

const hasPython = hasProgram('python3');
const withPython = (title: string, test: () => Promise<void>): void =>
  hasPython ? it(title, test) : it.skip(`${title} (skipped: needs python3)`, test);

const inLab = (path: string): string => join(lab, path);

describe('readText', () => {
  it('reads a file with its mode and owner', async () => {
    const stat = { kind: 'file', sizeBytes: 12, modeOctal: '0640', uid: process.getuid?.(), inode: statSync(inLab('etc/app.conf')).ino };
    expect(await live.files.readText(inLab('etc/app.conf'))).toMatchObject({
      state: 'observed',
      value: { text: 'key = value\n', isTruncated: false, stat },
    });
  });

  it.each<[string, string, object]>([
    ['a missing file', 'etc/none', { state: 'absent' }],
    ['a missing folder', 'none/none', { state: 'absent' }],
    ['a dangling link', 'etc/dangling', { state: 'absent' }],
    ['a file in the place of a folder', 'etc/app.conf/x', { state: 'absent' }],
    ['a link to itself', 'etc/self', { state: 'unavailable', failure: { kind: 'malformed', code: 'ELOOP' } }],
    ['a folder', 'etc/app.d', { state: 'unavailable', failure: { kind: 'malformed', code: 'WRONG_KIND' } }],
    ['a FIFO that nobody writes to', 'etc/fifo', { state: 'unavailable', failure: { kind: 'malformed', code: 'WRONG_KIND' } }],
    ['a socket', 'etc/socket', { state: 'unavailable', failure: { kind: 'malformed', code: 'WRONG_KIND' } }],
    ['a name too long', `etc/${'x'.repeat(300)}`, { state: 'unavailable', failure: { kind: 'malformed', code: 'ENAMETOOLONG' } }],
    ['a NUL byte in the path', 'etc/app\0conf', { state: 'unavailable', failure: { kind: 'malformed' } }],
    ['a name with a newline', 'etc/odd \n name', { state: 'observed', value: { text: 'odd' } }],
    ['other line separators', 'etc/separators', { state: 'observed', value: { text: 'a\u2028b\rc\u0085d\n' } }],
    ['what is not UTF-8', 'etc/latin1', { state: 'observed', value: { text: 'B\ufffdro' } }],
  ])('%s', async (_, path, expected) => {
    expect(await live.files.readText(inLab(path))).toMatchObject(expected);
    expect(await image.files.readText(`/${path}`)).toMatchObject(expected);
  });

  it('names what stands there instead of a file', async () => {
    expect(await live.files.readText(inLab('etc/fifo'))).toMatchObject({
      failure: { detail: `${inLab('etc/fifo')} is a fifo, not a file` },
    });
    expect(await live.files.readText('/dev/zero')).toMatchObject({ failure: { detail: '/dev/zero is a device, not a file' } });
  });

  it.each([
    [11, true, 'key = value'],
    [12, false, 'key = value\n'],
    [13, false, 'key = value\n'],
  ])('reads %i of 12 bytes at most', async (capBytes, isTruncated, text) => {
    expect(await live.files.readText(inLab('etc/app.conf'), capBytes)).toMatchObject({ value: { text, isTruncated } });
  });

  it('takes a MiB of a file of a TiB', async () => {
    const answer = await live.files.readText(inLab('etc/giant'));
    expect(answer).toMatchObject({ value: { isTruncated: true, stat: { sizeBytes: 2 ** 40 } } });
    expect(answer.state === 'observed' && answer.value.text.length).toBe(1 << 20);
  });

  it('reads files of /proc, which claim to be empty', async () => {
    expect(await live.files.readText('/proc/self/mountinfo')).toMatchObject({
      value: { text: expect.stringContaining(' - '), stat: { sizeBytes: 0 } },
    });
  });

  it('does not even open what is no file: a writer at the FIFO waits on', async () => {
    const writer = spawn('sh', ['-c', `echo x >"${inLab('etc/fifo')}"; echo done`]);
    let said = '';
    writer.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await live.files.readText(inLab('etc/fifo'));
    await image.files.readText('/etc/fifo');
    await new Promise((resolve) => setTimeout(resolve, 100));
    writer.kill('SIGKILL');
    expect(said).toBe('');
  });
});

describe('the other looks', () => {
  it('lists names in order, and says what is no folder', async () => {
    expect(await live.files.list(inLab('etc/app.d'))).toMatchObject({ value: ['caf\ufffd'] });
    expect(await live.files.list(inLab('etc'))).toMatchObject({
      value: [
        'app.conf',
        'app.d',
        'dangling',
        'fifo',
        'giant',
        'latin1',
        'link',
        'odd \n name',
        'self',
        'separators',
        'socket',
        'to-this-host',
      ],
    });
    expect(await live.files.list(inLab('etc/fifo'))).toMatchObject({ failure: { kind: 'malformed' } });
  });

  it.each([
    ['etc/app.conf', 'file'],
    ['etc/link', 'file'],
    ['etc', 'folder'],
    ['etc/fifo', 'fifo'],
    ['etc/socket', 'socket'],
  ])('stat follows links: %s is a %s', async (path, kind) => {
    expect(await live.files.stat(inLab(path))).toMatchObject({ value: { kind } });
    expect(await image.files.stat(`/${path}`)).toMatchObject({ value: { kind } });
  });

  it('readLink tells the target as it is written', async () => {
    for (const files of [live.files, image.files]) {
      const prefix = files === live.files ? lab : '';
      expect(await files.readLink(`${prefix}/etc/to-this-host`)).toMatchObject({ value: '/etc/hostname' });
      expect(await files.readLink(`${prefix}/etc/app.conf`)).toMatchObject({ state: 'unavailable', failure: { code: 'EINVAL' } });
      expect(await files.readLink(`${prefix}/etc/none`)).toMatchObject({ state: 'absent' });
    }
  });

  it('space counts bytes and inodes', async () => {
    const { totalBytes, freeBytes, availableBytes } = observedValue(await live.files.space('/'));
    expect(totalBytes).toBeGreaterThan(freeBytes);
    expect(freeBytes).toBeGreaterThanOrEqual(availableBytes);
  });

  it.each<[string, string, unknown]>([
    ['an existing folder', 'etc/app.d', { value: 'etc/app.d' }],
    ['a missing one', 'etc/none/none/none', { value: 'etc' }],
    ['behind a dangling link', 'etc/dangling/x', { value: 'etc' }],
    ['below a file', 'etc/app.conf/x/y', { value: 'etc' }],
    ['a file', 'etc/app.conf', { state: 'unavailable', failure: { kind: 'malformed' } }],
  ])('nearestFolder: %s', async (_, path, expected) => {
    const value = (expected as { value?: string }).value;
    expect(await live.files.nearestFolder(inLab(path))).toMatchObject(value === undefined ? (expected as object) : { value: inLab(value) });
    expect(await image.files.nearestFolder(`/${path}`)).toMatchObject(value === undefined ? (expected as object) : { value: `/${value}` });
  });

  it('nearestFolder ends at the root', async () => {
    expect(await image.files.nearestFolder('/no/where')).toMatchObject({ value: '/' });
    expect(await live.files.nearestFolder('/no/where')).toMatchObject({ value: '/' });
  });

  it.each([
    ['a path without links', 'etc/app.d', 'etc/app.d'],
    ['a link above', 'to-folder/x', 'etc/app.d/x'],
    ['the last one is not followed', 'to-folder', 'to-folder'],
    ['needless dots and slashes', '/to-folder/../link/', 'etc/link'],
    ['what is missing behind a link', 'to-folder/none/none', 'etc/app.d/none/none'],
    ['behind a link to itself', 'etc/self/x', 'etc/self/x'],
    ['below a file', 'etc/link/x', 'etc/app.conf/x'],
    ['a NUL byte', 'to-folder/a\0b/c', 'etc/app.d/a\0b/c'],
  ])('resolve: %s', async (_, path, expected) => {
    expect(await live.files.resolve(`${lab}/${path}`)).toMatchObject({ value: inLab(expected) });
    expect(await image.files.resolve(`/${path}`)).toMatchObject({ value: `/${expected}` });
  });

  it('resolve: the root is the root', async () => {
    expect([await live.files.resolve('/'), await image.files.resolve('/')]).toMatchObject([{ value: '/' }, { value: '/' }]);
  });

  it('processes tells programs, never their arguments', async () => {
    const own = observedValue(await live.files.processes()).find(({ pid }) => pid === process.pid);
    expect(own).toMatchObject({ uid: process.getuid?.(), program: expect.stringContaining('node') });
    expect(JSON.stringify(own)).not.toContain('jest');
  });

  it('holders finds whoever has a file open under this name', async () => {
    const path = inLab('etc/app.conf');
    const before = observedValue(await live.files.holders(path));
    const descriptor = openSync(path, constants.O_RDONLY);
    const during = observedValue(await live.files.holders(inLab('etc/link')));
    closeSync(descriptor);
    expect([before, during]).toEqual([[], [process.pid]]);
  });

  withPython('holders is not put out by what another process has open too deep for the kernel to name', async () => {
    const deep = mkdtempSync(join(lab, 'deep-'));
    const script = `import os,sys\nos.chdir(sys.argv[1])\nfor level in range(20): os.mkdir('y'*250); os.chdir('y'*250)\nf=open('app.conf','w'); print('open',flush=True); sys.stdin.read()`;
    const opener = spawn('python3', ['-c', script, deep], { stdio: ['pipe', 'pipe', 'inherit'] });
    await new Promise((done) => opener.stdout.once('data', done));
    const holders = await live.files.holders(inLab('etc/app.conf'));
    opener.stdin.end();
    spawnSync('rm', ['-rf', deep]);
    expect(holders).toMatchObject({ state: 'observed', value: [] });
  });

  withPython('holders finds whoever locked a file', async () => {
    const path = inLab('etc/app.conf');
    const script = `import fcntl,sys,os\nf=open(sys.argv[1],'r+'); fcntl.lockf(f,fcntl.LOCK_EX); print('locked',flush=True); sys.stdin.read()`;
    const locker = spawn('python3', ['-c', script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
    await new Promise((done) => locker.stdout.once('data', done));
    const holders = await live.files.holders(path);
    locker.stdin.end();
    expect(holders).toMatchObject({ value: [locker.pid] });
  });
});

describe('below --root', () => {
  it('reads nothing of this host: the image has no such file', async () => {
    expect(await image.files.readText('/etc/to-this-host')).toMatchObject({ state: 'absent' });
    expect(await image.files.readText('/../../../../etc/hostname')).toMatchObject({ state: 'absent' });
    expect(await image.files.readText('/proc/self/root/etc/hostname')).toMatchObject({ state: 'absent' });
  });

  it('tells only what files can tell', async () => {
    expect(await image.files.processes()).toMatchObject({ state: 'absent' });
    expect(await image.files.holders('/etc/app.conf')).toMatchObject({ state: 'absent' });
    expect(await image.run('echo', [])).toMatchObject({ state: 'absent' });
  });

  it('takes / as an image too', async () => {
    const whole = openSystem('/');
    expect(await whole.files.nearestFolder(inLab('etc/none'))).toMatchObject({ value: inLab('etc') });
    expect(await whole.files.readText(inLab('etc/link'))).toMatchObject({ value: { text: 'key = value\n' } });
    whole.close();
  });

  withPython('never reads outside while somebody swaps a folder for a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'bait'), 'outside');
    mkdirSync(inLab('race/folder'), { recursive: true });
    writeFileSync(inLab('race/folder/bait'), 'inside');
    symlinkSync(outside, inLab('race/link'));
    // Swaps all the time, in a process of its own.
    const script =
      'import os,sys\nos.chdir(sys.argv[1])\nwhile True:\n  os.rename("folder","x"); os.rename("link","folder"); os.rename("folder","link"); os.rename("x","folder")';
    const swapper = spawn('python3', ['-c', script, inLab('race')]);
    const answers = [];
    for (let round = 0; round < 2_000; round += 1) answers.push(await image.files.readText('/race/folder/bait'));
    swapper.kill('SIGKILL');
    rmSync(outside, { recursive: true });
    const texts = answers.flatMap((answer) => (answer.state === 'observed' ? [answer.value.text] : []));
    expect(new Set(texts)).toEqual(new Set(['inside']));
  });
});

describe('many and after the end', () => {
  it('answers a thousand questions in order', async () => {
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, index) => live.files.stat(index % 2 === 0 ? '/' : '/etc/passwd')));
    expect(answers.map((answer) => observedValue(answer).kind)).toEqual(
      Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? 'folder' : 'file')),
    );
  });

  it('leaves no child behind, and answers without one', async () => {
    const before = childrenOfUs('files');
    const system = openSystem(null);
    await system.files.stat('/');
    const own = childrenOfUs('files').filter((pid) => !before.includes(pid));
    expect(own).toHaveLength(1);
    const pending = system.files.stat('/');
    system.close();
    expect(await pending).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out' } });
    expect(await system.files.stat('/')).toMatchObject({ state: 'unavailable' });
    await until(() => !childrenOfUs('files').some((pid) => own.includes(pid)));
  });

  it('goes on with a fresh child when its own is killed', async () => {
    const system = openSystem(null);
    const before = childrenOfUs('files');
    await system.files.stat('/');
    const own = childrenOfUs('files').filter((pid) => !before.includes(pid));
    expect(own).toHaveLength(1);
    for (const pid of own) process.kill(pid, 'SIGKILL');
    const answers = await Promise.all([system.files.stat('/'), system.files.stat('/etc')]);
    expect(answers.map(({ state }) => state)).toContain('observed');
    expect(await system.files.stat('/')).toMatchObject({ state: 'observed' });
    system.close();
  });
});

function observedValue<T>(fact: { state: string; value?: T }): T {
  if (fact.state !== 'observed') throw new Error(JSON.stringify(fact));
  return fact.value as T;
}
