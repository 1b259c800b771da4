import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ScanFacts } from '../../../src/facts/scan.js';
import { gatherScan, type ScanRequest } from '../../../src/probes/files/gather-scan.js';
import { startAhead } from '../../../src/probes/platform/children-ahead.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import type { Child, Work } from '../../../src/probes/platform/start-child.js';
import { describeAsOrdinaryUser, describeAsRoot, hasProgram, isRoot, lookAsOrdinaryUser } from '../../lab/storage-lab.js';
import { childrenOfUs } from '../../processes.js';

let set: string;

beforeEach(() => {
  set = realpathSync(mkdtempSync(join(tmpdir(), 'backup-set-')));
  chmodSync(set, 0o755);
});
afterEach(() => rmSync(set, { recursive: true, force: true }));

const nobody = { asUid: 65534, asUser: 'nobody' };

async function scan(over: Partial<ScanRequest> = {}, { root = null as string | null, signal = new AbortController().signal } = {}) {
  const system = openSystem(root);
  const facts = await gatherScan(system, { paths: [set], source: '--paths', limitMs: 20_000, deep: false, ...nobody, ...over }, signal);
  system.close();
  return facts;
}

async function scanned(over: Partial<ScanRequest> = {}, options = {}): Promise<ScanFacts> {
  const facts = await scan(over, options);
  if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
  return facts.value;
}

const states = ({ paths }: ScanFacts) =>
  paths.map(({ path, state, note }) => `${path.replace(set, '')} ${state}${note === null ? '' : `: ${note.replace(set, '')}`}`);

const { backupDoctorAhead: ahead } = globalThis as unknown as { backupDoctorAhead: Map<Work, Child> };

/**
 * When the next scan child walks the first of its paths, of which it tells a second time then; the first time is when it looks where
 * each lies. A whole host takes it far longer than us to read that.
 */
function onceWalking(act: (pid: number) => void): void {
  // One of a test before may still be dying.
  const before = childrenOfUs('scan');
  startAhead('scan');
  const [pid] = childrenOfUs('scan').filter((pid) => !before.includes(pid));
  if (pid === undefined) throw new Error('no scan child runs');
  let said = '';
  const isWalking = (): boolean => said.split('"begin","index":0').length > 2;
  ahead.get('scan')!.output.on('data', (chunk: Buffer) => {
    const wasWalking = isWalking();
    said += chunk.toString('latin1');
    if (!wasWalking && isWalking()) act(pid);
  });
}

const kill = (pid: number): boolean => process.kill(pid, 'SIGKILL');

/** `path mode`, owned by root; a path that ends with a slash is a folder. */
function plant(...items: readonly string[]): void {
  for (const item of items) {
    const [, path = '', mode = ''] = /^(.*) (\d+)$/s.exec(item) ?? [];
    if (path.endsWith('/')) mkdirSync(join(set, path));
    else writeFileSync(join(set, path), 'x');
    if (!path.endsWith('/')) chmodSync(join(set, path), Number.parseInt(mode, 8));
  }
  // Folders are closed from within, once everything lies in them.
  for (const item of items.toReversed()) {
    const [, path = '', mode = ''] = /^(.*\/) (\d+)$/s.exec(item) ?? [];
    if (path !== '') chmodSync(join(set, path), Number.parseInt(mode, 8));
  }
}

const makeFile = (name: string): string => {
  const path = join(set, name);
  writeFileSync(path, '');
  return path;
};

/** `kind path count` of each group, without the set's own folder. */
const denials = ({ groups }: ScanFacts): readonly string[] =>
  groups
    .map(
      ({ path, isFolder, fileCount, reason }) =>
        `${isFolder ? 'folder' : 'files'} ${path.replace(set, '') || '/'} ${String(fileCount)} ${reason}`,
    )
    .sort();

describeAsRoot('what the agent cannot read', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing', ['a 644', 'd/ 755', 'd/b 444'], []],
    ['one file', ['a 644', 'b 600'], ['files /b 1 permission']],
    ['two files that deny alike', ['a 600', 'b 600', 'c 644'], ['files / 2 permission']],
    ['two files that deny unlike', ['a 600', 'b 640'], ['files /a 1 permission', 'files /b 1 permission']],
    ['a closed folder, with all below it', ['d/ 700', 'd/a 644', 'd/e/ 755', 'd/e/b 644'], ['folder /d 2 folder-permission']],
    ['a folder that can be entered and not listed', ['d/ 711', 'd/a 644'], ['folder /d 1 folder-permission']],
    ['a folder that can be listed and not entered, which find misses', ['d/ 744', 'd/a 644', 'd/b 600'], ['folder /d 2 folder-permission']],
    ['the same with folders in it', ['d/ 744', 'd/a 644', 'd/e/ 755', 'd/e/b 644', 'd/e/c 644'], ['folder /d 3 folder-permission']],
    ['an empty closed folder', ['d/ 700'], ['folder /d 0 folder-permission']],
    ['an empty folder that cannot be entered hides nothing', ['d/ 744'], []],
    ['a closed folder in a closed folder counts once', ['d/ 700', 'd/e/ 700', 'd/e/a 600'], ['folder /d 1 folder-permission']],
    ['a name with a newline and an escape code', ['a\n\x1b[2Jb 600'], ['files /a\\x0a\\x1b[2Jb 1 permission']],
  ])('%s', async (_, items, expected) => {
    plant(...items);
    const facts = await scanned();
    expect(denials(facts)).toEqual(expected);
    expect(facts).toMatchObject({ isComplete: true, stoppedBecause: null, asUser: 'nobody', insteadOf: null, omittedGroupCount: 0 });
  });

  it('names mode, owner, error and examples', async () => {
    plant('d/ 755', ...Array.from({ length: 7 }, (_, index) => `d/${index} 600`));
    const { groups, unreadableCount, entryCount } = await scanned();
    expect(groups).toEqual([
      {
        path: `${set}/d`,
        reason: 'permission',
        code: 'EACCES',
        mode: '0600 root:root',
        isFolder: false,
        fileCount: 7,
        examples: expect.arrayContaining([expect.stringMatching(/\/d\/\d$/)]),
        bytes: 7,
        uncountedBecause: null,
        leftOut: [],
      },
    ]);
    expect(groups[0]?.examples).toHaveLength(5);
    expect({ unreadableCount, entryCount }).toEqual({ unreadableCount: 7, entryCount: 8 });
  });

  it('sums up what a closed folder hides, and what it closes by its files alone', async () => {
    plant('d/ 700', 'd/e/ 755', 'list/ 744', 'f 600');
    for (const name of ['d/a', 'd/e/b', 'list/c', 'list/d']) writeFileSync(join(set, name), Buffer.alloc(1_000));
    const { groups } = await scanned();
    const sums = groups.map(({ path, fileCount, bytes, uncountedBecause }) => [path.replace(set, ''), fileCount, bytes, uncountedBecause]);
    expect(sums.sort()).toEqual([['/d', 2, 2_000, null], ['/f', 1, 1, null], ['/list', 2, 2_000, null]]);
  });

  it('a closed folder counts for one even where it hides nothing', async () => {
    plant('d/ 700', 'e/ 700', 'e/a 644', 'e/b 644');
    expect((await scanned()).unreadableCount).toBe(3);
  });

  it('finds names that are not UTF-8, as files and as folders, and what lies below them', async () => {
    const bytes = (name: string) => Buffer.from(`${set}/${name}`, 'latin1');
    mkdirSync(bytes('dir-\xff\xfe'));
    writeFileSync(bytes('dir-\xff\xfe/caf\xe9'), 'x', { mode: 0o600 });
    writeFileSync(bytes('dir-\xff\xfe/open'), 'x', { mode: 0o644 });
    mkdirSync(bytes('closed-\xe9'), { mode: 0o700 });
    writeFileSync(bytes('closed-\xe9/a'), 'x');
    const facts = await scanned();
    expect(denials(facts)).toEqual(['files /dir-\\xff\\xfe/caf\\xe9 1 permission', 'folder /closed-\\xe9 1 folder-permission']);
  });

  it('counts what has no path in UTF-8, with all below it, and names where it begins', async () => {
    const bytes = (name: string) => Buffer.from(`${set}/${name}`, 'latin1');
    mkdirSync(bytes('dir-\xff'));
    mkdirSync(bytes('dir-\xff/plain'));
    for (const name of ['dir-\xff/a', 'dir-\xff/plain/b', 'caf\xe9', 'caf\xc3\xa9', 'plain']) writeFileSync(bytes(name), 'x');
    for (const deep of [false, true]) {
      const { oddities } = await scanned({ deep });
      expect(oddities).toEqual([{ kind: 'not-utf8', count: 5, bytes: null, examples: expect.arrayContaining([`${set}/dir-\\xff`, `${set}/caf\\xe9`]) }]);
      expect(oddities?.[0]?.examples).toHaveLength(2);
    }
    expect((await scanned({ isList: true })).oddities).toBeUndefined();
  });

  it('counts sockets, FIFOs and devices, and with --deep large files that are mostly holes', async () => {
    spawnSync('mkfifo', [join(set, 'fifo')]);
    spawnSync('mknod', [join(set, 'null'), 'c', '1', '3']);
    for (const [name, size] of [['giant', 2 ** 30], ['small', 2 ** 30 - 1]] as const) truncateSync(makeFile(name), size);
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(set, 'socket'), done));
    const [plain, deep] = [await scanned(), await scanned({ deep: true })];
    server.close();
    const one = (kind: string, name: string, bytes: number | null = null) => ({ kind, count: 1, bytes, examples: [join(set, name)] });
    const special = [one('socket', 'socket'), one('fifo', 'fifo'), one('device', 'null')];
    expect(plain.oddities).toEqual(special);
    expect(deep.oddities).toEqual([...special, one('sparse-file', 'giant', 2 ** 30)]);
  });

  it('touches no FIFO, socket, device or link', async () => {
    spawnSync('mkfifo', ['-m', '600', join(set, 'fifo')]);
    spawnSync('mknod', ['-m', '600', join(set, 'null'), 'c', '1', '3']);
    symlinkSync('/etc/shadow', join(set, 'link'));
    symlinkSync('/nowhere', join(set, 'dangling'));
    symlinkSync('.', join(set, 'loop'));
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(set, 'socket'), done));
    const facts = await scanned();
    server.close();
    expect(facts).toMatchObject({ groups: [], entryCount: 6, isComplete: true });
  });

  it('counts supplementary groups: the agent is a member of www-data', async () => {
    plant('shared 640', 'private 640', 'site/ 750', 'site/page 640');
    for (const name of ['shared', 'site', 'site/page']) chownSync(join(set, name), 0, 33);
    const image = mkdtempSync(join(tmpdir(), 'image-'));
    mkdirSync(join(image, 'etc'));
    writeFileSync(join(image, 'etc/passwd'), 'backup:x:61234:61234::/:/bin/sh\n');
    writeFileSync(join(image, 'etc/group'), 'www-data:x:33:backup\n');
    spawnSync('cp', ['-a', set, join(image, 'set')]);
    chmodSync(image, 0o755);
    const facts = await scanned({ paths: ['/set'], asUid: 61_234, asUser: 'backup' }, { root: image });
    rmSync(image, { recursive: true });
    expect(facts.groups.map(({ path }) => path)).toEqual(['/set/private']);
    expect(facts.groups[0]?.mode).toBe('0640 0:0');
  });

  it('cannot speak for an account whose groups nobody knows', async () => {
    expect(await scan({ asUid: 61_234, asUser: 'ghost' })).toMatchObject({
      state: 'unavailable',
      failure: { kind: 'unsupported', detail: expect.stringContaining('ghost') },
    });
  });

  it('root reads everything', async () => {
    plant('a 000', 'd/ 000', 'd/b 000');
    expect(await scanned({ asUid: 0, asUser: 'root' })).toMatchObject({ groups: [], entryCount: 3, asUser: 'root', isComplete: true });
  });

  it('a path below a folder that is closed', async () => {
    plant('d/ 700', 'd/e/ 755', 'd/e/a 644', 'd/other 644');
    const facts = await scanned({ paths: [join(set, 'd/e')] });
    // Only what belongs to the set counts, not all that the folder hides.
    expect(denials(facts)).toEqual(['folder /d 1 folder-permission']);
  });

  it('several paths behind one closed folder are one line, without those that root sees are not there', async () => {
    plant('shut/ 700', 'shut/x 644', 'shut/d/ 755', 'shut/d/y 644', 'shut/d/z 644', 'shut/other 644', 'gone/ 700');
    const paths = ['shut/x', 'shut/none', 'shut/d', 'shut/x/', 'gone/none/'].map((name) => `${set}/${name}`);
    const facts = await scanned({ paths });
    expect(facts.groups).toMatchObject([{ path: join(set, 'shut'), fileCount: 3, bytes: 3, uncountedBecause: null }]);
    expect(facts.unreadableCount).toBe(3);
    expect(states(facts)).toEqual(['/shut/x scanned', '/shut/none missing', '/shut/d scanned', '/shut/x/ skipped: part of /shut/x', '/gone/none/ missing']);
  });

  it('behind a path that is too long for the kernel lies nobody knows how much', async () => {
    const name = 'y'.repeat(250);
    spawnSync('sh', ['-c', `cd "$0" && for level in $(seq 18); do mkdir ${name} && cd ${name}; done; echo x >file`, set]);
    const unknown = { fileCount: null, bytes: null, code: 'ENAMETOOLONG', reason: 'name-too-long', uncountedBecause: 'root itself is refused behind it (ENAMETOOLONG)' };
    for (const path of [set, `${set}${`/${name}`.repeat(18)}`, `${set}/${'x'.repeat(300)}`]) expect((await scanned({ paths: [path] })).groups).toMatchObject([unknown]);
    spawnSync('rm', ['-rf', set]);
  });

  it('below --root root counts within the image, whatever the links on the way', async () => {
    plant('outside/ 755', 'outside/a 644', 'outside/b 644', 'image/ 755', 'image/shut/ 700', 'image/shut/in/ 755', 'image/shut/in/a 644');
    mkdirSync(join(set, 'image/etc'));
    writeFileSync(join(set, 'image/etc/passwd'), 'nobody:x:65534:65534::/:/bin/sh\n');
    symlinkSync(join(set, 'outside'), join(set, 'image/shut/away'));
    symlinkSync('in', join(set, 'image/shut/link'));
    const facts = await scanned({ paths: ['/shut/away/a', '/shut/link/a'] }, { root: join(set, 'image') });
    expect(facts.groups).toMatchObject([{ path: '/shut', fileCount: 1, bytes: 1 }]);
    expect(states(facts)).toEqual(['/shut/away/a missing', '/shut/link/a scanned']);
  });

  it('a path behind a closed folder is part of the folder, and counts once', async () => {
    plant('shut/ 700', 'shut/x 644', 'shut/y 644');
    const facts = await scanned({ paths: [join(set, 'shut'), join(set, 'shut/x'), set] });
    expect(states(facts).toSorted()).toEqual([' scanned', '/shut skipped: part of ', '/shut/x skipped: part of /shut']);
    expect(facts).toMatchObject({ unreadableCount: 2, groups: [{ path: join(set, 'shut'), fileCount: 2 }] });
  });
});

describeAsRoot('access control lists', () => {
  const hasAcl = spawnSync('setfacl', ['--version']).status === 0;
  (hasAcl ? it : it.skip)(
    `deny what the mode allows, and allow what the mode denies${hasAcl ? '' : ' (skipped: needs setfacl)'}`,
    async () => {
      plant('denied 644', 'allowed 600', 'folder/ 755', 'folder/a 644', 'opened/ 700', 'opened/a 644');
      for (const [entry, name] of [
        ['u:65534:---', 'denied'],
        ['u:65534:r--', 'allowed'],
        ['u:65534:---', 'folder'],
        ['u:65534:r-x', 'opened'],
      ] as const) {
        expect(spawnSync('setfacl', ['-m', entry, join(set, name)]).status).toBe(0);
      }
      expect(denials(await scanned())).toEqual(['files /denied 1 acl', 'folder /folder 1 acl']);
    },
  );
});

/** As a service that was given the right to read past modes. */
const readsPastModes = ['--inh-caps', '+dac_read_search', '--ambient-caps', '+dac_read_search'];

function scannedByOrdinaryUser(over: Pick<ScanRequest, 'asUid' | 'asUser'> & Partial<ScanRequest>, capabilities: readonly string[] = []): ScanFacts {
  const request = { paths: [set], source: '--paths', limitMs: 9_000, deep: false, ...over };
  return lookAsOrdinaryUser({ look: 'scan', request }, capabilities).value as ScanFacts;
}

describeAsOrdinaryUser('started by an ordinary user', () => {
  it('cannot become the agent, and says for whom it looked', () => {
    plant('a 600');
    expect(scannedByOrdinaryUser({ asUid: 0, asUser: 'root' })).toMatchObject({
      asUser: 'nobody',
      insteadOf: 'root',
      unreadableCount: 1,
    });
  });

  it('a service that may read past modes has nothing to complain of, though access(2) says otherwise', () => {
    plant('a 600', 'd/ 700', 'd/b 600');
    expect(denials(scannedByOrdinaryUser(nobody))).toEqual(['files /a 1 permission', 'folder /d null folder-permission']);
    expect(scannedByOrdinaryUser(nobody, readsPastModes)).toMatchObject({ groups: [], entryCount: 3 });
  });

  (hasProgram('python3') ? it : it.skip)('a file on which somebody holds a lease can be read by whoever waits, and the look does not (needs python3)', async () => {
    plant('a 600');
    const path = join(set, 'a');
    const lease = 'import fcntl,signal,sys,time\nsignal.signal(signal.SIGIO, signal.SIG_IGN)\nf = open(sys.argv[1], "r+"); fcntl.fcntl(f, fcntl.F_SETLEASE, fcntl.F_WRLCK)\nprint("held", flush=True); time.sleep(60)';
    const holder = spawn('python3', ['-c', lease, path]);
    await once(holder.stdout, 'data');
    const facts = scannedByOrdinaryUser({ ...nobody, paths: [path] }, readsPastModes);
    holder.kill('SIGKILL');
    expect(facts).toMatchObject({ groups: [], paths: [{ state: 'scanned' }] });
  });
});

it('speaks for whoever started it, if that is the agent', async () => {
  expect(await scanned({ asUid: process.geteuid?.() ?? -1, asUser: 'me' })).toMatchObject({ asUser: 'me', insteadOf: null });
});

describe('which paths', () => {
  const own = { asUid: process.geteuid?.() ?? -1, asUser: 'me' };

  it('no known path is no scan', async () => {
    expect(await scan({ paths: [] })).toMatchObject({
      state: 'unavailable',
      failure: { kind: 'unsupported', detail: expect.stringContaining('--paths') },
    });
  });

  it('missing ones, files, links, and what lies in memory', async () => {
    mkdirSync(join(set, 'd'));
    writeFileSync(join(set, 'd/file'), 'x');
    symlinkSync('d', join(set, 'link'));
    const facts = await scanned({
      ...own,
      paths: [join(set, 'none'), join(set, 'd/file'), join(set, 'link'), join(set, 'link/file'), '/proc/self', '/dev/null'],
    });
    expect(states(facts)).toEqual([
      '/none missing',
      '/d/file scanned',
      '/link skipped: a symbolic link, which the agent stores as a link and does not follow',
      '/link/file skipped: part of /d/file',
      '/proc/self skipped: proc lies in memory, and the agent skips it',
      '/dev/null skipped: devtmpfs lies in memory, and the agent skips it',
    ]);
    expect(facts.paths.map(({ isPassedOver }) => isPassedOver === true)).toEqual([false, false, false, false, true, true]);
    expect(facts.isComplete).toBe(true);
  });

  it('tells what nobody can back up from what nobody wants backed up', async () => {
    spawnSync('mkfifo', [join(set, 'fifo')]);
    const facts = await scanned({ ...own, paths: [join(set, 'fifo'), '/dev/null'], exclusions: ['/dev/null'] });
    expect(states(facts)).toEqual(['/fifo skipped: neither a file nor a folder', '/dev/null skipped: excluded']);
    expect(facts.paths.map(({ isPassedOver }) => isPassedOver)).toEqual([true, undefined]);
  });

  it('walks twice-named and nested ones once', async () => {
    plant('d/ 755', 'd/a 644', 'b 644');
    const facts = await scanned({ ...own, paths: [join(set, 'd'), set, `${set}/`, `${set}/d/../d/`] });
    expect(states(facts)).toEqual(['/d skipped: part of ', ' scanned', '/ skipped: part of ', '/d/../d/ skipped: part of /d']);
    expect(facts.entryCount).toBe(3);
  });

  it('a path that is named twice has been looked at', async () => {
    plant('a 644');
    const facts = await scanned({ ...own, paths: [set, join(set, 'none'), set] });
    expect(states(facts)).toEqual([' scanned', '/none missing']);
    expect(facts.entryCount).toBe(1);
  });

  it('takes paths in any language', async () => {
    plant('Büro/ 755', 'Büro/日本 644', 'Büro/weg/ 755', 'Büro/weg/a 644');
    const facts = await scanned({ ...own, paths: [join(set, 'Büro')], exclusions: [join(set, 'Büro/weg')] });
    expect(states(facts)).toEqual(['/Büro scanned']);
    expect(facts.entryCount).toBe(2);
  });

  it.each([['plain', 'mixed'], ['mixed', 'plain']])('leaves out what is excluded below one item and not below the other: %s, then %s', async (...order) => {
    plant('plain/ 755', 'plain/sub/ 755', 'plain/sub/a 644', 'mixed/ 755', 'mixed/b 644', 'mixed/skip/ 755', 'mixed/skip/c 644');
    const facts = await scanned({ ...own, paths: order.map((name) => join(set, name)), exclusions: [join(set, 'mixed/skip')] });
    // sub and a; b and skip, which is seen and not entered.
    expect(facts.entryCount).toBe(4);
  });

  it('leaves out what is excluded, and walks what is included again below it', async () => {
    plant('keep/ 755', 'keep/a 644', 'skip/ 755', 'skip/b 644', 'skip/again/ 755', 'skip/again/c 644', 'file 644');
    const facts = await scanned({
      ...own,
      paths: [set, join(set, 'skip/again')],
      exclusions: [join(set, 'skip'), `${set}/file`, 'relative', '/nowhere'],
    });
    expect(states(facts)).toEqual([' scanned', '/skip/again scanned']);
    // keep, keep/a, skip, file at the top and below; and c below again.
    expect(facts.entryCount).toBe(5);
  });

  it('below --root: the image alone, and paths as the image has them', async () => {
    plant('srv/ 755', 'srv/a 600');
    symlinkSync('/srv', join(set, 'data'));
    symlinkSync('/etc', join(set, 'srv/etc'));
    const facts = await scanned({ ...own, paths: ['/srv', '/data/a', '/../srv'] }, { root: set });
    expect(states(facts)).toEqual(['/srv scanned', '/data/a skipped: part of /srv', '/../srv skipped: part of /srv']);
    expect(facts.entryCount).toBe(2);
  });
});

describe('its end', () => {
  it('stops at its limit and says how far it got', async () => {
    const facts = await scanned({ paths: ['/'], limitMs: 120, deep: true, asUid: process.geteuid?.() ?? -1 });
    expect(facts.isComplete).toBe(false);
    expect(facts.paths.map(({ state }) => state)).toContain('unfinished');
    expect(facts.stoppedBecause).toMatch(/was not looked at to its end: the time was up/);
  });

  it('gives up the path that its child died at, and goes on with the others', async () => {
    writeFileSync(join(set, 'a'), 'x');
    onceWalking(kill);
    const facts = await scanned({ paths: ['/', set], deep: true, asUid: process.geteuid?.() ?? -1 });
    expect(facts.paths).toMatchObject([
      { path: '/', state: 'unfinished', note: 'the scan failed: it ended with SIGKILL' },
      { path: set, state: 'scanned' },
    ]);
    expect(facts).toMatchObject({ isComplete: false, stoppedBecause: expect.stringContaining('SIGKILL') });
  });

  it('does not look again at what its child died at', async () => {
    onceWalking(kill);
    const facts = await scanned({ paths: ['/', '/'], limitMs: 8_000, deep: true, asUid: process.geteuid?.() ?? -1 });
    expect(facts.paths).toMatchObject([{ path: '/', state: 'unfinished', note: 'the scan failed: it ended with SIGKILL' }]);
  });

  it('stops when the run is over', async () => {
    const abort = new AbortController();
    let abortedAt = -Infinity;
    onceWalking(() => {
      abortedAt = performance.now();
      abort.abort();
    });
    const facts = await scan({ paths: ['/'], asUid: process.geteuid?.() ?? -1, deep: true }, { signal: abort.signal });
    expect(performance.now() - abortedAt).toBeLessThan(2_000);
    expect(facts).toMatchObject({ value: { isComplete: false } });
  });

  (isRoot ? it : it.skip)(`keeps the largest groups and counts the rest${isRoot ? '' : ' (skipped: needs root)'}`, async () => {
    for (let index = 0; index < 130; index += 1)
      plant(`d${index}/ 755`, ...Array.from({ length: index % 3 === 0 ? 2 : 1 }, (_, file) => `d${index}/f${file} 600`));
    const { groups, omittedGroupCount, omittedBytes, unreadableCount } = await scanned();
    expect(groups).toHaveLength(50);
    expect(omittedGroupCount).toBe(80);
    expect(omittedBytes).toBe(80);
    expect(unreadableCount).toBe(130 + 44);
    expect(groups.filter(({ fileCount }) => fileCount === 2)).toHaveLength(44);
  });
});
