import { expect, it } from '@jest/globals';
import type { ScanFacts } from '../../../src/facts/scan.js';
import type { ScanRequest } from '../../../src/probes/files/gather-scan.js';
import { describeWithFuse, describeWithHangs, describeWithLoops, describeWithMounts, inLab } from '../../lab/storage-lab.js';

async function scanIn(setUp: string, make: (lab: string) => Partial<ScanRequest>) {
  const defaults = { source: '--paths', asUid: 65534, asUser: 'nobody', limitMs: 9_000, deep: false };
  let lab = '';
  const { answer, tookMs, exitCode } = await inLab(setUp, (folder) => {
    lab = folder;
    return { look: 'scan', request: { paths: [`${folder}/set`], ...defaults, ...make(folder) } };
  });
  expect({ state: answer.state, exitCode }).toEqual({ state: 'observed', exitCode: 0 });
  const facts = answer.value as ScanFacts;
  const short = (path: string) => path.replace(lab, '');
  return {
    ...facts,
    stoppedBecause: facts.stoppedBecause?.replaceAll(lab, 'LAB') ?? null,
    tookMs,
    states: facts.paths.map(({ path, state }) => `${short(path)} ${state}`),
    denied: facts.groups.map(({ path, fileCount }) => `${short(path)} ${String(fileCount)}`),
  };
}

const set = 'mkdir -p "$LAB/set/a"; echo x >"$LAB/set/a/open"; echo x >"$LAB/set/a/closed"; chmod 600 "$LAB/set/a/closed"';

describeWithMounts('mounts below the set', () => {
  it.concurrent('memory is left out, as the agent leaves it out', async () => {
    const facts = await scanIn(
      `${set}; mkdir "$LAB/set/tmp"; mount -t tmpfs none "$LAB/set/tmp"; echo x >"$LAB/set/tmp/x"; chmod 600 "$LAB/set/tmp/x"`,
      () => ({}),
    );
    expect(facts).toMatchObject({ states: ['/set scanned'], denied: ['/set/a/closed 1'], isComplete: true });
  });

  it.concurrent('a folder that is bound to a second place counts once', async () => {
    const facts = await scanIn(`${set}; mkdir "$LAB/set/b"; mount --bind "$LAB/set/a" "$LAB/set/b"`, () => ({}));
    // a, b and the two files of one of them.
    expect(facts).toMatchObject({ entryCount: 4, unreadableCount: 1, isComplete: true });
  });

  it.concurrent('a folder that is bound into itself has an end', async () => {
    const facts = await scanIn(`${set}; mkdir "$LAB/set/a/loop"; mount --bind "$LAB/set" "$LAB/set/a/loop"`, () => ({}));
    expect(facts).toMatchObject({ unreadableCount: 1, isComplete: true });
  });

  it.concurrent('a path on the second place of a bound folder is walked', async () => {
    const facts = await scanIn(`${set}; mkdir "$LAB/b"; mount --bind "$LAB/set/a" "$LAB/b"`, (lab) => ({ paths: [`${lab}/b`] }));
    expect(facts).toMatchObject({ states: ['/b scanned'], denied: ['/b/closed 1'] });
  });
});

describeWithLoops('file systems that do not say what an entry is', () => {
  it.concurrent('are looked at entry by entry, whatever the names', async () => {
    const setUp = `disk "$LAB/set" 16M -O ^filetype; rmdir "$LAB/set/lost+found"; cd "$LAB/set"; mkdir d shut list
      python3 -c "
import os
for name in (b'd/caf\\xe9', b'd/plain', b'shut/x', b'list/x', b'list/y'):
    open(name, 'w').close()
os.mkdir(b'dir-\\xff'); open(b'dir-\\xff/deep', 'w').close(); os.chmod(b'dir-\\xff/deep', 0o600)"
      chmod 600 d/*; chmod 700 shut; chmod 744 list; cd /`;
    const facts = await scanIn(setUp, () => ({}));
    expect([...facts.denied].sort()).toEqual(['/set/d 2', '/set/dir-\\xff/deep 1', '/set/list 2', '/set/shut 1']);
  });
});

describeWithHangs('servers that do not answer', () => {
  it.concurrent.each(['queue', 'swallow'])('below the set cost their own branch alone (%s)', async (mode) => {
    const facts = await scanIn(
      `${set}; hung "$LAB/set/dead" ${mode}; mkdir "$LAB/set/z"; echo x >"$LAB/set/z/closed"; chmod 600 "$LAB/set/z/closed"`,
      () => ({}),
    );
    expect(facts.states.toSorted()).toEqual(['/set scanned', '/set/dead timed-out']);
    expect(facts.denied.toSorted()).toEqual(['/set/a/closed 1', '/set/z/closed 1']);
    expect(facts).toMatchObject({ isComplete: false, stoppedBecause: expect.stringMatching(/\/set\/dead gave no answer within 5000 ms$/) });
    expect(facts.tookMs).toBeLessThan(9_900);
  });

  it.concurrent('as paths of the set, also through a link, leave the other paths alone', async () => {
    const paths = (lab: string) => [`${lab}/dead/data`, `${lab}/link/data`, `${lab}/set`];
    const facts = await scanIn(`${set}; hung "$LAB/dead" swallow; ln -s dead "$LAB/link"`, (lab) => ({ paths: paths(lab) }));
    expect(facts.states.toSorted()).toEqual(['/dead/data timed-out', '/link/data timed-out', '/set scanned']);
    expect(facts.denied).toEqual(['/set/a/closed 1']);
    expect(facts.tookMs).toBeLessThan(9_900);
  });

  it.concurrent.each<[string, string, number, RegExp]>([
    ['a mount', '/dead', 9_000, /^LAB\/dead gave no answer within 5000 ms$/],
    ['a path on it', '/dead/data', 9_000, /^LAB\/dead\/data gave no answer within 5000 ms at LAB\/dead$/],
    ['a path behind a link', '/link/data', 9_000, /^LAB\/link\/data gave no answer within 5000 ms at LAB\/dead$/],
    ['a mount, where the run is shorter', '/dead', 4_000, /^LAB\/dead was not looked at to its end: the time was up$/],
    ['a path behind a link, where it is shorter', '/link/data', 4_000, /^LAB\/link\/data was not looked at to its end: the time was up at LAB\/dead$/],
    ['a mount below a path, where it is shorter', '', 4_000, /^LAB\/dead was not looked at to its end: the time was up$/],
  ])('are named as what took the time: %s', async (_, path, limitMs, sentence) => {
    const facts = await scanIn(`${set}; hung "$LAB/dead" swallow; ln -s dead "$LAB/link"`, (lab) => ({
      paths: [`${lab}${path}`],
      limitMs,
    }));
    expect(facts.stoppedBecause).toMatch(sentence);
  });
});

describeWithFuse('a FUSE mount of somebody else', () => {
  const mounted = 'mkdir -p "$LAB/set/own.source"; echo x >"$LAB/set/own.source/a"; fuse_of 65534 "$LAB/set/own"';
  const root = { asUid: 0, asUser: 'root' };

  it('lets not even root in, and root is told why', async () => {
    const { groups, denied } = await scanIn(`${mounted} --no-allow-other`, () => root);
    expect(denied).toEqual(['/set/own null']);
    expect(groups[0]).toMatchObject({ reason: 'fuse-owner', code: 'EACCES', bytes: null, uncountedBecause: 'root itself may not look behind it' });
  });

  it.each([
    ['a path twice, and one below it', ['/set/own/d', '/set/own/d/e', '/set/own/d'], ['/set/own/d scanned', '/set/own/d/e skipped'], 2],
    ['the mount below a path, and by itself', ['/set', '/set/own'], ['/set scanned', '/set/own scanned'], 6],
    ['a path on it, and the mount below another', ['/set/own/d', '/set'], ['/set/own scanned', '/set/own/d scanned', '/set scanned'].toSorted(), 6],
  ])('is counted once: %s', async (_, paths, states, entryCount) => {
    const facts = await scanIn(`mkdir -p "$LAB/set/own.source/d/e"; echo x >"$LAB/set/own.source/d/e/x"; ${mounted} --no-allow-other`, (lab) => ({
      paths: paths.map((path) => `${lab}${path}`),
      exclusions: [`${lab}/set/own.source`],
    }));
    expect(facts.states.toSorted()).toEqual(states);
    expect(facts.entryCount).toBe(entryCount);
  });

  it('lets in who mounted it', async () => {
    expect(await scanIn(`${mounted} --no-allow-other`, () => ({}))).toMatchObject({ denied: [], states: ['/set scanned', '/set/own scanned'] });
  });
});

describeWithLoops('immutable and append-only', () => {
  it('files and folders can be read, and are no trouble', async () => {
    const setUp = `disk "$LAB/set" 16M; rmdir "$LAB/set/lost+found"; cd "$LAB/set"; mkdir d e; echo x >d/a; echo x >e/b; echo x >c
      chattr +i d/a d c; chattr +a e/b e; lsattr -R . | grep -c -e '-i-' -e '-a-' >"$LAB/marked"; cd /; grep -q 5 "$LAB/marked"`;
    expect(await scanIn(setUp, () => ({}))).toMatchObject({ denied: [], entryCount: 5, isComplete: true });
  });
});

describeWithLoops('a damaged disk', () => {
  /** Inodes are wiped as debugfs does it; the names of them stay. */
  const damaged = (...paths: readonly string[]): string => `disk "$LAB/set" 16M; rmdir "$LAB/set/lost+found"; cd "$LAB/set"
    mkdir -p open shut/lost shut2; echo xx >open/good; echo x >open/lost; echo x >shut/lost/a; echo xxx >shut/b; echo x >shut2/lost; echo xxx >shut2/good
    chmod 700 shut shut2; inodes=$(stat -c %i ${paths.join(' ')}); cd /; umount "$LAB/set"
    for inode in $inodes; do debugfs -w -R "clri <$inode>" "$LAB/set.img"; done; mount -o loop "$LAB/set.img" "$LAB/set"`;
  const root = { asUid: 0, asUser: 'root' };

  it('root, whom no mode stops, is not told that a file can be read which the disk no longer gives', async () => {
    const facts = await scanIn(damaged('open/lost'), () => ({ ...root, deep: true }));
    expect(facts).toMatchObject({ denied: ['/set/open/lost 1'], groups: [{ code: 'EUCLEAN', reason: 'io-error', bytes: null }], entryCount: 10 });
  });

  it('what root cannot count either is not counted, and why', async () => {
    const facts = await scanIn(damaged('open/lost', 'shut/lost', 'shut2/lost'), (lab) => ({ paths: [`${lab}/set`] }));
    const told = facts.groups.map(({ path, fileCount, bytes, uncountedBecause }) => [path.replace(/.*\/set\//, ''), fileCount, bytes, uncountedBecause]);
    const refused = 'root itself is refused behind it (EUCLEAN)';
    expect(told.toSorted()).toEqual([
      ['open/lost', 1, null, 'its size cannot be seen either (EUCLEAN)'],
      ['shut', null, null, refused],
      ['shut2', 2, null, refused],
    ]);
    expect(facts.unreadableCount).toBe(4);
  });
});
