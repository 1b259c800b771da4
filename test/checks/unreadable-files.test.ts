import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { unreadableFiles } from '../../src/checks/unreadable-files.js';
import { solutionOf } from '../../src/diagnosis/solution.js';
import { fill, fillCommand, withNotes } from '../../src/diagnosis/wording.js';
import { readingOf } from '../../src/facts/jobs/reading.js';
import { absent, observed, unavailable, type Observed } from '../../src/facts/observed.js';
import { oddityKinds, type Oddity, type ScanFacts, type UnreadableGroup } from '../../src/facts/scan.js';
import * as jobs from './facts-builders/jobs.js';
import { answerOf, evidenceOf, group, scan } from './facts-builders/storage.js';
import { missingWords, sentenceFor, stepsFor } from './facts-builders/words.js';

const judge = (over: Partial<ScanFacts>) => unreadableFiles.judge({ reading: { scan: scan(over), denials: [] }, conditions: null }, {});
const silent = { path: '/srv/remote', state: 'timed-out', note: 'no answer within 5000 ms' } as const;
const missing = { path: '/srv/gone', state: 'missing', note: null } as const;
const link = { path: '/srv/www', state: 'skipped', note: 'a symbolic link', isLink: true } as const;
const inMemoryOfOld = { path: '/dev/shm/stage', state: 'skipped', note: 'tmpfs lies in memory, and the agent skips it' } as const;
const inMemory = { ...inMemoryOfOld, isPassedOver: true } as const;
const excluded = { path: '/srv/cache', state: 'skipped', note: 'excluded' } as const;
const inside = { path: '/srv/www', state: 'skipped', note: 'part of /srv' } as const;
const readable = { path: '/srv', state: 'scanned', note: null } as const;
const whole = { paths: [{ path: '/', state: 'scanned', note: null }] } as const;
const profile = { module: 'AppArmor', label: 'driveclient' } as const;
const domain = { module: 'SELinux', label: 'driveclient_t' } as const;
const heldOtherwise = { ofScan: domain, ofAgent: profile } as const;
const heldAlike = { ofScan: domain, ofAgent: domain } as const;
const oddity = (over: Partial<Oddity> = {}): Oddity => ({ kind: 'not-utf8', count: 3, bytes: null, examples: ['/srv/caf\\xe9'], ...over });
const unfinished = { isComplete: false, stoppedBecause: '/srv was not looked at to its end: the time was up at /srv/a' };

describe('unreadable-files', () => {
  it.each<[string, Partial<ScanFacts>, string]>([
    ['everything can be read', {}, 'ok'],
    ['an empty set', { entryCount: 0 }, 'ok'],
    ['a closed folder', { groups: [group()] }, 'warning folder-closed'],
    ['a closed folder that nobody could count', { groups: [group({ fileCount: null })] }, 'warning folder-closed'],
    ['an empty closed folder: the backup still ends with an error', { groups: [group({ fileCount: 0 })] }, 'warning folder-closed'],
    ['closed files', { groups: [group({ reason: 'permission', isFolder: false })] }, 'warning files-closed'],
    ['an access control list', { groups: [group({ reason: 'acl' })] }, 'warning refused-by-acl'],
    ['a security module', { groups: [group({ reason: 'security-module' })] }, 'warning refused-by-module'],
    ['FUSE of another user', { groups: [group({ reason: 'fuse-owner' })] }, 'warning fuse-owner-only'],
    ['a share that takes root for nobody', { groups: [group({ reason: 'server-refusal' })] }, 'warning refused-by-server'],
    ['a FAT disk that only root may read', { groups: [group({ reason: 'mount-option' })] }, 'warning closed-by-mount'],
    ['a bad disk', { groups: [group({ reason: 'io-error', code: 'EIO' })] }, 'warning read-errors'],
    ['a stale handle', { groups: [group({ reason: 'stale-handle', code: 'ESTALE' })] }, 'warning stale-handles'],
    ['a path that is too long', { groups: [group({ reason: 'name-too-long', code: 'ENAMETOOLONG' })] }, 'warning names-too-long'],
    ['links in a circle', { groups: [group({ reason: 'link-loop', code: 'ELOOP' })] }, 'warning links-in-a-circle'],
    ['an encrypted folder', { groups: [group({ reason: 'key-missing', code: 'ENOKEY' })] }, 'warning key-missing'],
    ['an error that nobody expects', { groups: [group({ reason: 'other', code: 'EINVAL' })] }, 'warning other-errors'],
    [
      'the largest group gives the problem',
      { groups: [group({ reason: 'permission', isFolder: false, fileCount: 90 }), group()] },
      'warning files-closed',
    ],
    ['a missing path', { paths: [missing] }, 'warning path-missing'],
    ['a path that never answers', { paths: [silent], isComplete: false, stoppedBecause: 'x' }, 'warning path-silent'],
    ['a path that nobody had time for', { paths: [{ ...silent, state: 'unfinished' }], isComplete: false, stoppedBecause: 'x' }, 'unknown'],
    ['a missing path beside closed files', { paths: [missing], groups: [group()] }, 'warning folder-closed'],
    ['nothing found, and not all looked at', unfinished, 'unknown'],
    ['something found, and not all looked at', { ...unfinished, groups: [group()] }, 'warning folder-closed'],
    ['names that are not UTF-8', { oddities: [oddity()] }, 'warning names-not-utf8'],
    ['names that are not UTF-8 beside a closed folder', { oddities: [oddity()], groups: [group()] }, 'warning folder-closed'],
    ['sockets, devices and sparse files alone', { oddities: (['socket', 'fifo', 'device', 'huge-folder', 'sparse-file'] as const).map((kind) => oddity({ kind })) }, 'ok'],
    ['a link as path of the set', { paths: [link] }, 'warning path-is-link'],
    ['a link beside a missing path', { paths: [link, missing] }, 'warning path-missing'],
    ['a path that lies in memory', { paths: [inMemory], entryCount: 0 }, 'warning path-passed-over'],
    ['a path that lies in memory beside one that can be read', { paths: [readable, inMemory], entryCount: 2 }, 'warning path-passed-over'],
    ['a path that lies in memory, and not all was looked at', { ...unfinished, paths: [readable, inMemory] }, 'warning path-passed-over'],
    ['a path that lies in memory beside a missing one', { paths: [inMemory, missing] }, 'warning path-missing'],
    ['a path that lies in memory beside closed files', { paths: [inMemory], groups: [group()] }, 'warning folder-closed'],
    ['a path that lies in memory, of a recording that only notes it', { paths: [inMemoryOfOld], entryCount: 0 }, 'unknown'],
    ['all that is named is excluded', { paths: [excluded], entryCount: 0 }, 'unknown'],
    ['an excluded path, and a part of another', { paths: [readable, excluded, inside] }, 'ok'],
    ['the whole host', { ...whole, source: 'configuration Web of the Cloud Backup API' }, 'warning whole-host'],
    ['the whole host, where somebody asked for it by hand', { ...whole, source: '--paths' }, 'ok'],
    ['the whole host, and a closed folder', { ...whole, source: 'configuration', groups: [group()] }, 'warning folder-closed'],
    ['nothing confines the agent', { confinement: { ofScan: null, ofAgent: null } }, 'ok'],
    ['AppArmor confines the agent, and its user may read all', { confinement: { ofScan: null, ofAgent: profile } }, 'unknown'],
    ['AppArmor confines the agent, and this look alike', { confinement: { ofScan: profile, ofAgent: profile } }, 'ok'],
    ['AppArmor confines both, by different profiles', { confinement: { ofScan: { ...profile, label: 'docker-default' }, ofAgent: profile } }, 'unknown'],
    ['refused alike', { confinement: heldAlike, groups: [group({ reason: 'security-module' })] }, 'warning refused-by-module'],
    ['refused to this look, which is held otherwise', { confinement: heldOtherwise, groups: [group({ reason: 'security-module' })] }, 'unknown'],
    ['refused to this look, and the agent is free', { confinement: { ofScan: domain, ofAgent: null }, groups: [group({ reason: 'acl' })] }, 'unknown'],
    ['closed by its mode to this look, which is held otherwise', { confinement: heldOtherwise, groups: [group()] }, 'warning folder-closed'],
    ['the same as root, whom no mode stops', { confinement: heldOtherwise, asUser: 'root', groups: [group()] }, 'unknown'],
    ['a share that refuses root, who is held otherwise', { confinement: heldOtherwise, asUser: 'root', groups: [group({ reason: 'server-refusal' })] }, 'unknown'],
    ['refused to this look, beside a bad disk', { confinement: heldOtherwise, groups: [group({ reason: 'acl' }), group({ reason: 'io-error' })] }, 'warning read-errors'],
    ['refused to this look, beside a missing path', { confinement: heldOtherwise, groups: [group({ reason: 'acl' })], paths: [missing] }, 'warning path-missing'],
    ['refused to this look, which had no time to end', { ...unfinished, confinement: heldOtherwise, groups: [group({ reason: 'acl' })] }, 'unknown'],
    ['AppArmor confines the agent, and a folder is closed', { confinement: { ofScan: null, ofAgent: profile }, groups: [group()] }, 'warning folder-closed'],
    ['somebody else looked', { insteadOf: 'root', groups: [group()] }, 'unknown'],
    ['somebody else looked and could read everything', { insteadOf: 'root' }, 'unknown'],
  ])('%s', (_, over, expected) => {
    const verdict = judge(over);
    expect(answerOf(verdict)).toBe(expected);
  });

  it('names who says no first, with mode, count and error', () => {
    const verdict = judge({ groups: [group({ path: '/srv/private', fileCount: 12 }), group({ path: '/srv/b', fileCount: 1 })] });
    const evidence = evidenceOf(verdict);
    expect(evidence[0]).toEqual({ subject: '/srv/private', name: 'unreadableCount', value: 13, unit: 'count', source: 'scan as backup' });
    const first = (name: string) => evidence.find((item) => item.name === name)?.value;
    expect(['fileCount', 'mode', 'errorCode', 'asUser', 'extent'].map(first)).toEqual([
      12,
      '0700 root:root',
      'EACCES',
      'backup',
      'all of the set was looked at',
    ]);
  });

  it.each<[string, Partial<ScanFacts>, string]>([
    ['nothing else', { groups: [group({ fileCount: 3 })], unreadableCount: 3 }, 'none'],
    ['an empty folder counts as one', { groups: [group({ fileCount: 0 })], unreadableCount: 1 }, 'none'],
    ['nobody could count the folder', { groups: [group({ fileCount: null })], unreadableCount: 1 }, 'none'],
    [
      'one more file',
      { groups: [group({ fileCount: 3 }), group({ path: '/srv/notes.txt', mode: '0600 root:root', fileCount: 1 })], unreadableCount: 4 },
      '1, first at /srv/notes.txt (0600 root:root)',
    ],
    [
      'whose mode could not be read',
      { groups: [group({ fileCount: 3 }), group({ path: '/srv/b', mode: null, fileCount: 2 })], omittedGroupCount: 5, unreadableCount: 15 },
      '12, first at /srv/b',
    ],
    ['thousands', { groups: [group({ fileCount: 3 }), group({ path: '/srv/b', fileCount: 2 })], unreadableCount: 4_019 }, '4,016, first at /srv/b (0700 root:root)'],
  ])('names what lies elsewhere: %s', (_, over, elsewhere) => {
    const evidence = evidenceOf(judge(over));
    expect(evidence.find(({ name }) => name === 'elsewhere')?.value).toBe(elsewhere);
    const { problems, solution } = loadCatalogue('checks.yml').checks['unreadable-files']!;
    expect(fill(problems['folder-closed']?.says ?? '', evidence)).toContain(`Elsewhere: ${elsewhere}.`);
    expect(solution.some((step) => step.for?.includes('folder-closed') && fill(step.text, evidence).includes(elsewhere))).toBe(true);
  });

  it.each<[string, Partial<UnreadableGroup>, string | null, string | null]>([
    ['a closed folder', {}, 'setfacl -m u:backup:rx /srv/private', '/srv/private'],
    ["a closed folder of the agent's own user, whom no list would help", { mode: '0300 backup:backup' }, 'chmod u+rx /srv/private', '/srv/private'],
    ['one file', { reason: 'permission', isFolder: false, fileCount: 1 }, 'setfacl -m u:backup:r /srv/private', '/srv/private'],
    ["one file of the agent's own user", { reason: 'permission', isFolder: false, fileCount: 1, mode: '0044 backup:adm' }, 'chmod u+r /srv/private', '/srv/private'],
    [
      'several files of a folder',
      { reason: 'permission', isFolder: false, mode: '0640 root:www-data', leftOut: [] },
      'find /srv/private -maxdepth 1 -type f -perm 0640 -user root -group www-data -exec setfacl -m u:backup:r {} +',
      null,
    ],
    [
      'several files of a folder, all of them known',
      { reason: 'permission', isFolder: false, fileCount: 2, examples: ['/srv/private/a', '/srv/private/b c'] },
      "setfacl -m u:backup:r /srv/private/a '/srv/private/b c'",
      null,
    ],
    [
      'several files of a folder, beside excluded ones',
      { reason: 'permission', isFolder: false, mode: '0640 root:www-data', leftOut: ['/srv/private/key', '/srv/private/a*[b]?'] },
      "find /srv/private -maxdepth 1 -type f -perm 0640 -user root -group www-data ! -name key ! -name 'a\\*\\[b]\\?' -exec setfacl -m u:backup:r {} +",
      null,
    ],
    ['several files beside more excluded ones than a command names', { reason: 'permission', isFolder: false, leftOut: null }, null, null],
    ['several files of a recording that does not tell what is excluded', { reason: 'permission', isFolder: false }, null, null],
    ['several files whose mode nobody saw', { reason: 'permission', isFolder: false, mode: null, leftOut: [] }, null, null],
    ['several files of which a list refuses some, and not those of the same mode beside', { reason: 'acl', isFolder: false, leftOut: [] }, null, null],
    ['a list that refuses', { reason: 'acl', mode: '0755 backup:backup' }, 'setfacl -m u:backup:rx /srv/private', '/srv/private'],
    ['a bad disk', { reason: 'io-error' }, null, '/srv/private'],
    ['a mount of FUSE', { reason: 'fuse-owner' }, null, '/srv/private'],
    ['a server', { reason: 'server-refusal' }, null, '/srv/private'],
    ['the path of the set itself', { path: '/srv' }, 'setfacl -m u:backup:rx /srv', null],
    ['a folder above the set', { path: '/' }, 'setfacl -m u:backup:x /', null],
    ["a folder above the set of the agent's own user", { path: '/', mode: '0600 backup:backup' }, 'chmod u+x /', null],
    ['a hostile name', { path: "/srv/a b'; rm -rf $HOME" }, "setfacl -m u:backup:rx '/srv/a b'\\''; rm -rf $HOME'", "/srv/a b'; rm -rf $HOME"],
    ['a name that is no UTF-8', { path: '/srv/caf\\xe9\\x0a\\u{202e}' }, "setfacl -m u:backup:rx $'/srv/caf\\xe9\\x0a\\xe2\\x80\\xae'", null], // the escapes are not the name: as a line they would exclude nothing
    ['a backslash in the name', { path: '/srv/a\\x5cb' }, "setfacl -m u:backup:rx $'/srv/a\\x5cb'", null],
    ['a blank at the end of the name', { path: '/srv/a ' }, "setfacl -m u:backup:rx '/srv/a '", null],
  ])('offers the command that mends, and what to exclude instead: %s', (_, over, command, exclusion) => {
    const verdict = judge({ groups: [group(over)] });
    const value = (name: string) => evidenceOf(verdict).find((item) => item.name === name)?.value;
    expect([value('mendCommand'), value('exclusion')]).toEqual([command, exclusion]);
    const { solution } = loadCatalogue('checks.yml').checks['unreadable-files']!;
    const template = solution.map(({ command: own }) => (typeof own === 'object' ? own.linux : own)).find((own) => own === '{mendCommand}');
    if (command !== null) expect(fillCommand(String(template), evidenceOf(verdict))).toBe(command);
  });

  it('of what another account cannot read nothing is to be opened or excluded', () => {
    const evidence = evidenceOf(judge({ groups: [group(), group({ path: '/srv/b' })], insteadOf: 'root', asUser: 'deploy' }));
    expect(evidence.filter(({ name, value }) => /mendCommand|exclusion/.test(name) && value !== null)).toEqual([]);
  });

  it('says of a command for an image that it is for the host itself', () => {
    const conditions = { asUser: 'root', isRoot: true, offline: true, deep: false, root: '/mnt', proxy: [], agent: 'auto' };
    const evidence = evidenceOf(unreadableFiles.judge({ reading: { scan: scan({ groups: [group()] }), denials: [] }, conditions }, {}));
    expect(evidence.find(({ name }) => name === 'mendCommand')?.source).toBe('for the host itself, not where its image is mounted');
    const lines = solutionOf(loadCatalogue('checks.yml').checks['unreadable-files']!, 'folder-closed', evidence, { osFamily: 'linux', options: ['--root', '/mnt'], isImage: true });
    expect(lines.filter(({ command }) => command !== undefined)).toEqual([]);
    expect(lines[1]).toMatchObject({
      text: expect.stringMatching(/\(On the host itself, not where its image is mounted: setfacl -m u:backup:rx \/srv\/private\)$/),
      verify: 'backup-doctor --root /mnt --only unreadable-files',
    });
  });

  it('advice takes no command and no exclusion of another group for that of the first', () => {
    const disk = group({ path: '/srv', reason: 'permission', isFolder: false, fileCount: 90 });
    const evidence = evidenceOf(judge({ groups: [disk, group({ path: '/srv/b', fileCount: 1 })] }));
    expect(evidence.filter(({ name }) => name === 'exclusion').map(({ value }) => value)).toEqual([null, '/srv/b']);
    const lines = solutionOf(loadCatalogue('checks.yml').checks['unreadable-files']!, 'files-closed', evidence, { osFamily: 'linux', options: [], isImage: false });
    expect(JSON.stringify(lines)).not.toMatch(/exclusions of the backup configuration|setfacl -m u:backup/);
    expect(lines.map(({ text }) => text)).toContainEqual(expect.stringContaining('the right to read the files'));
  });

  it.each<[string, number, number, string]>([
    ['all', 12, 12, 'all of them'],
    ['over half', 12, 23, 'most of them'],
    ['half', 12, 24, '12 of them'],
    ['less', 2_000, 140_000, '2,000 of them'],
  ])('says how many the largest group holds: %s', (_, fileCount, unreadableCount, portion) => {
    const verdict = judge({ groups: [group({ reason: 'permission', isFolder: false, fileCount }), group({ path: '/srv/b', fileCount: 1 })], unreadableCount });
    expect(sentenceFor('unreadable-files', verdict)).toContain(`, ${portion} at /srv/private`);
  });

  it.each<[string, readonly string[], string]>([
    ['above the set: the way through it alone', ['/root/data'], 'setfacl -m u:backup:x /root'],
    ['above a path that is missing', ['/root/data/', '/srv'], 'setfacl -m u:backup:x /root'],
    ['above one path and in another', ['/root/data', '/root/'], 'setfacl -m u:backup:rx /root'],
    ['the set itself', ['/root'], 'setfacl -m u:backup:rx /root'],
    ['reached through a link, under a name that the set does not hold', ['/home/admin'], 'setfacl -m u:backup:rx /root'],
    ['a namesake is no folder above', ['/root-2/data', '/'], 'setfacl -m u:backup:rx /root'],
  ])('opens a closed folder no further than its part in the set: %s', (_, paths, command) => {
    const verdict = judge({ paths: paths.map((path) => ({ path, state: 'scanned', note: null })), groups: [group({ path: '/root' })] });
    expect(evidenceOf(verdict).find(({ name }) => name === 'mendCommand')?.value).toBe(command);
  });

  it.each<[string, Partial<UnreadableGroup>]>([
    ['folder-closed', {}],
    ['files-closed', { reason: 'permission', isFolder: false }],
    ['refused-by-acl', { reason: 'acl' }],
  ])('has the present list looked at before a new entry would widen its mask: %s', (problem, over) => {
    const verdict = judge({ groups: [group(over)] });
    expect(verdict).toMatchObject({ problem });
    const steps = loadCatalogue('checks.yml').checks['unreadable-files']!.solution.filter((step) => step.for?.includes(problem));
    const commands = steps.map(({ command: own }) => (typeof own === 'object' ? own.linux : own));
    expect(commands.indexOf('getfacl {subject}')).toBeGreaterThanOrEqual(0);
    expect(commands.indexOf('getfacl {subject}')).toBeLessThan(commands.indexOf('{mendCommand}'));
  });

  it('sums up what cannot be read, and says why where nobody could', () => {
    const sum = (...groups: readonly UnreadableGroup[]) => evidenceOf(judge({ groups })).find(({ name }) => name === 'unreadableBytes');
    expect(sum(group({ bytes: 5 }), group({ bytes: 7 }))).toMatchObject({ value: 12, unit: 'bytes' });
    expect(sum(group({ bytes: 5 }), group({ bytes: null }))).toMatchObject({ value: null });
    expect(sum(group())).toMatchObject({ value: null });
    const withSmaller = (omittedBytes?: number | null) =>
      evidenceOf(judge({ groups: [group({ bytes: 5 })], omittedGroupCount: 2, ...(omittedBytes === undefined ? {} : { omittedBytes }) })).find(({ name }) => name === 'unreadableBytes')?.value;
    expect([withSmaller(7), withSmaller(null), withSmaller()]).toEqual([12, null, null]);
    const hidden = evidenceOf(judge({ groups: [group({ bytes: null, uncountedBecause: 'only root can count' })] }));
    expect(hidden.find(({ name }) => name === 'hiddenBytes')).toMatchObject({ value: null, source: 'only root can count' });
  });

  it.each<[ScanFacts['confinement'], string]>([
    [undefined, 'an access control list or a security module'],
    [{ ofScan: null, ofAgent: null }, 'an access control list'],
    [heldAlike, 'an access control list or SELinux (driveclient_t)'],
  ])('names who refuses where the mode allows: %j', (confinement, refuser) => {
    const over = confinement === undefined ? {} : { confinement };
    const verdict = judge({ groups: [group({ reason: 'acl' })], ...over });
    expect(sentenceFor('unreadable-files', verdict)).toContain(`would allow it, but ${refuser} refuses`);
  });

  it.each<[ScanFacts['confinement'], string]>([
    [undefined, 'a security module or a virus scanner'],
    [{ ofScan: null, ofAgent: null }, 'a security module or a virus scanner'],
    [heldAlike, 'SELinux (driveclient_t)'],
  ])('names who refuses whom no mode stops, and offers no mode and no list: %j', (confinement, refuser) => {
    const verdict = judge({ groups: [group({ reason: 'security-module' })], ...(confinement === undefined ? {} : { confinement }) });
    expect(sentenceFor('unreadable-files', verdict)).toContain(`${refuser} refuses (EACCES)`);
    expect(evidenceOf(verdict).find(({ name }) => name === 'mendCommand')?.value).toBeNull();
  });

  it.each<[string, Partial<ScanFacts>, string | undefined, string | undefined]>([
    ['root, by a mode that root passes', { asUser: 'root', groups: [group()] }, 'possible', 'SELinux (driveclient_t)'],
    ['root, on a share', { asUser: 'root', groups: [group({ reason: 'server-refusal' })] }, 'possible', 'SELinux (driveclient_t)'],
    ['root without a name, by a mount', { asUser: 'uid 0', groups: [group({ reason: 'mount-option' })] }, 'possible', 'SELinux (driveclient_t)'],
    ['an ordinary user, who cannot even see the mode', { groups: [group({ mode: null })] }, 'possible', 'SELinux (driveclient_t)'],
    ['where nothing is known to confine it', { asUser: 'root', confinement: { ofScan: null, ofAgent: null }, groups: [group({ reason: 'security-module' })] }, 'likely', 'a security module or a virus scanner'],
    ['root, by a bad disk', { asUser: 'root', groups: [group({ reason: 'io-error' })] }, undefined, undefined],
    ['an ordinary user, by a mode', { groups: [group()] }, undefined, undefined],
    ['an ordinary user, by a list or the module', { groups: [group({ reason: 'acl' })] }, undefined, 'SELinux (driveclient_t)'],
    ['whom no mode stops', { asUser: 'root', groups: [group({ reason: 'security-module' })] }, undefined, 'SELinux (driveclient_t)'],
  ])('is not sure who refuses where agent and look are confined: %s', (_, over, confidence, suspect) => {
    const verdict = judge({ confinement: heldAlike, ...over });
    expect('confidence' in verdict ? verdict.confidence : undefined).toBe(confidence);
    expect(evidenceOf(verdict).find(({ name }) => name === 'suspect')?.value).toBe(suspect);
  });

  it('does not count what may be refused to this look alone', () => {
    const groups = [group({ reason: 'acl', fileCount: 7 }), group({ path: '/srv/own', fileCount: 2 })];
    const verdict = judge({ confinement: heldOtherwise, groups, unreadableCount: 29, omittedGroupCount: 4 });
    expect(verdict).toMatchObject({ problem: 'folder-closed' });
    const value = (name: string) => evidenceOf(verdict).find((item) => item.name === name)?.value;
    expect([value('unreadableCount'), value('portion'), value('elsewhere'), value('furtherGroupCount')]).toEqual([2, 'all of them', 'none', 0]);
  });

  it('says where the module that confines the agent logs what it refused', () => {
    expect(judge({ confinement: { ofScan: null, ofAgent: domain } })).toMatchObject({
      reason: 'backup can read all of it, but SELinux confines the agent itself (driveclient_t): its policy tells what that refuses, and some of it is logged (grep -i denied in /var/log/audit/audit.log or dmesg)',
    });
  });

  it.each<[string, Partial<ScanFacts>]>([
    ['names', { oddities: [oddity()] }],
    ['a link', { paths: [link] }],
    ['what lies in memory', { paths: [inMemory] }],
    ['the whole host', { ...whole, source: 'configuration' }],
    ['an access control list', { groups: [group({ reason: 'acl' })] }],
    ['a security module', { groups: [group({ reason: 'security-module' })] }],
  ])('has words for %s', (_, over) => expect(missingWords('unreadable-files', judge(over))).toEqual([]));

  it('tells ten groups and counts the rest', () => {
    const verdict = judge({ groups: Array.from({ length: 14 }, (_, index) => group({ path: `/srv/${index}` })), omittedGroupCount: 3 });
    const evidence = evidenceOf(verdict);
    expect(evidence.filter(({ name }) => name === 'fileCount')).toHaveLength(10);
    expect(evidence.find(({ name }) => name === 'furtherGroupCount')?.value).toBe(7);
  });

  it('says how it chose where it did not see all', () => {
    const orderOf = (over: Partial<ScanFacts>) => evidenceOf(judge(over)).find(({ name }) => name === 'order')?.value;
    expect(orderOf(unfinished)).toMatch(/the same share of the time.*found last came first/);
    expect(orderOf({})).toBeUndefined();
  });

  it.each<[string, Partial<ScanFacts>, string, RegExp]>([
    ['all was looked at', { groups: [group()] }, ' in all ', /^all of the set was looked at$/],
    ['the time was up', { ...unfinished, groups: [group()] }, ' so far ', /^\/srv was not looked at to its end: the time was up at \/srv\/a; each path .*--deep/],
    ['a server was silent', { isComplete: false, stoppedBecause: '/srv/nfs gave no answer', groups: [group()] }, ' so far ', /^\/srv\/nfs gave no answer$/],
    ['the time was up, and names are odd', { ...unfinished, oddities: [oddity()] }, ' so far,', /--deep/],
  ])('says whether that is the whole: %s', (_, over, words, rest) => {
    const verdict = judge(over);
    expect(sentenceFor('unreadable-files', verdict)).toContain(words);
    const valueOf = (name: string) => evidenceOf(verdict).find((item) => item.name === name)?.value;
    expect(valueOf('extent')).toMatch(rest);
    const step = loadCatalogue('checks.yml').checks['unreadable-files']!.solution.find(({ text }) => text.includes('{extent}'));
    expect(step?.for).toContain('problem' in verdict ? verdict.problem : '');
    expect(valueOf(step?.ifKnown ?? '') === undefined).toBe(over.isComplete !== false);
  });

  it.each(['name-too-long', 'stale-handle', 'link-loop', 'key-missing', 'other'] as const)('does not blame a disk for what none did: %s', (reason) => {
    const verdict = judge({ groups: [group({ reason })] });
    expect(missingWords('unreadable-files', verdict)).toEqual([]);
    expect(stepsFor('unreadable-files', verdict).join()).not.toMatch(/disk/);
  });

  it('says how far it got, and for whom it could not speak', () => {
    expect(judge(unfinished)).toMatchObject({
      reason: 'nothing unreadable so far, but /srv was not looked at to its end: the time was up at /srv/a',
    });
    expect(judge({ insteadOf: 'root', asUser: 'deploy' })).toMatchObject({
      reason: "deploy looked, who is not the agent's user root: run this as root",
    });
  });

  it('names each path of which nothing is backed up, and why', () => {
    const socket = { path: '/run/x.sock', state: 'skipped', note: 'neither a file nor a folder', isPassedOver: true } as const;
    const named = (over: Partial<ScanFacts>) => evidenceOf(judge({ paths: [readable, inMemory, socket], ...over })).filter(({ name }) => name === 'passedOver');
    for (const over of [{}, { groups: [group()] }]) expect(named(over).map(({ subject, value }) => [subject, value])).toEqual([[inMemory.path, inMemory.note], [socket.path, socket.note]]);
    expect(sentenceFor('unreadable-files', judge({ paths: [readable, inMemory] }))).toBe(
      '/dev/shm/stage is in the backup set (--paths), and nothing of it is backed up: tmpfs lies in memory, and the agent skips it.',
    );
  });

  it('says what was not looked at where nothing was', () =>
    expect(judge({ paths: [excluded], entryCount: 0 })).toMatchObject({ reason: 'no path of the backup set was looked at, such as /srv/cache (excluded)' }));

  it.each(oddityKinds)('says what it means that there is a %s, which need be no fault', (kind) => {
    const { notes } = loadCatalogue('checks.yml').checks['unreadable-files']!;
    const bytes = kind === 'sparse-file' ? 5 * 2 ** 40 : null;
    const noted = withNotes(evidenceOf(judge({ oddities: [oddity({ kind, bytes, examples: ['/srv/odd', '/srv/b'] })] })), notes).filter(({ name }) => name === 'meaning');
    expect(noted).toEqual([expect.objectContaining({ subject: '/srv/odd', value: expect.stringMatching(kind === 'sparse-file' ? /all 5 TiB of them/ : /\w/) })]);
    expect(noted[0]?.value).not.toContain('unknown');
  });

  it('names the missing path', () => {
    const verdict = judge({ paths: [{ path: '/srv', state: 'scanned', note: null }, missing] });
    expect(evidenceOf(verdict)[0]).toEqual({
      subject: '/srv/gone',
      name: 'missingPath',
      value: '/srv/gone',
      unit: null,
      source: '--paths',
    });
  });
});

describe('unreadable-files by the report of a backup', () => {
  const { denied, inUse, report, vanished } = jobs;
  const answered = (...errors: readonly (typeof denied)[]) =>
    observed(jobs.api({ reports: [report({ state: 'completed-with-errors', errors })] }));
  const unnamed = absent('no backup set was named');

  it.each<[string, Observed<ScanFacts>, ReturnType<typeof answered>, string]>([
    ['no set was named, and a file was denied', unnamed, answered(denied), 'warning reported-unreadable'],
    ['the scan failed, and a file was denied', unavailable('timed-out', 'no answer'), answered(denied), 'warning reported-unreadable'],
    [
      'all of the set can be read today',
      observed(scan({ paths: [{ path: '/srv', state: 'scanned', note: null }] })),
      answered(denied),
      'ok',
    ],
    [
      'a set was scanned that does not hold the file',
      observed(scan({ paths: [{ path: '/srv/priv', state: 'scanned', note: null }] })),
      answered(denied),
      'warning reported-unreadable',
    ],
    ['the whole host was scanned', observed(scan({ paths: [{ path: '/', state: 'scanned', note: null }] })), answered(denied), 'ok'],
    ['the scan ended early', observed(scan(unfinished)), answered(denied), 'warning reported-unreadable'],
    ['somebody else looked', observed(scan({ insteadOf: 'root' })), answered(denied), 'warning reported-unreadable'],
    ['the scan found what is closed', observed(scan({ groups: [group()] })), answered(denied), 'warning folder-closed'],
  ])('%s', (_, scanned, api, expected) => {
    const reading = readingOf(scanned, api);
    if (reading.state !== 'observed') throw new Error('nothing to judge');
    const verdict = unreadableFiles.judge({ reading: reading.value, conditions: null }, {});
    expect([answerOf(verdict), missingWords('unreadable-files', verdict)]).toEqual([expected, []]);
    expect(evidenceOf(verdict)).toContainEqual(expect.objectContaining({ name: 'deniedPath', value: '/srv/private/key' }));
  });

  it.each([
    ['in use', inUse],
    ['gone', vanished],
    ['of unknown kind', jobs.jobError({ code: 4711, message: 'x' })],
    ['nameless', { ...denied, path: null }],
  ])('a file that was %s is not unreadable: no scan, no answer', (_, error) =>
    expect(readingOf(unnamed, answered(error))).toEqual(unnamed),
  );

  it('counts what is listed, and says that there may be more', () => {
    const reading = readingOf(unnamed, answered(denied, inUse, { ...denied, path: '/srv/b\n' }));
    const verdict = unreadableFiles.judge({ reading: reading.state === 'observed' ? reading.value : { scan: null, denials: [] }, conditions: null }, {});
    expect(sentenceFor('unreadable-files', verdict)).toBe(
      'The backup of 2026-11-22 05:30 UTC could not read all of its set. Files that its report lists as refused: at least 2, such as /srv/private/key (code unknown: Cannot open file "/srv/private/key". Permission denied).',
    );
    expect(JSON.stringify(verdict)).toContain('/srv/b\\\\x0a');
  });
});
