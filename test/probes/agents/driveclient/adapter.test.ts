import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AgentFacts } from '../../../../src/facts/agent.js';
import { driveclient } from '../../../../src/probes/agents/driveclient/adapter.js';
import { adapterNames, findAgent } from '../../../../src/probes/agents/index.js';
import { observed } from '../../../../src/facts/observed.js';
import type { ProcessEntry } from '../../../../src/probes/platform/system.js';
import { describeAdapter } from '../contract.js';
import { hostImage, type ImageEntry } from '../host-image.js';
import { container, driveclientHost, logSettings, registration, secrets } from './driveclient-host.js';

describeAdapter({ adapter: driveclient, installed: driveclientHost, secrets });

type Entries = Readonly<Record<string, ImageEntry>>;

async function factsOf(entries: Entries): Promise<AgentFacts> {
  const image = hostImage(entries);
  const facts = await driveclient.describe(image.system, new AbortController().signal);
  image.remove();
  if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
  return facts.value;
}

const registered = (change: object, mode = 0o600): Entries => ({
  ...driveclientHost,
  '/etc/driveclient/bootstrap.json': { text: JSON.stringify({ ...registration, ...change }), mode },
});

describe('a host image with driveclient', () => {
  let facts: AgentFacts;
  beforeAll(async () => {
    facts = await factsOf(driveclientHost);
  });

  it('is found by every trace that a disk can hold', () => {
    expect(facts.foundBy).toEqual(['registration', 'package', 'binary', 'service']);
  });

  it('tells who is registered', () => {
    expect(facts.registration).toMatchObject({
      state: 'observed',
      value: {
        path: '/etc/driveclient/bootstrap.json',
        isRegistered: true,
        agentId: '119991',
        accountId: '991199',
        apiHostName: 'api.drivesrvr.com',
        hasAgentKey: true,
        hasKeyPair: true,
        hasPassword: true,
        missingKeys: [],
        malformedKeys: [],
        keySet: 'new',
        modeOctal: '0600',
        isReadableByOthers: false,
        earlierCopiesAt: ['2016-04-26T10:27:48.000Z'],
      },
    });
  });

  it('tells where the backups lie', () => {
    expect(facts.vault).toMatchObject({
      value: {
        containerUrls: [container],
        cachedContainers: ['MossoCloudFS_991199/z_DO_NOT_DELETE_CloudBackup_v2_0_0b1c'],
        usesServiceNet: true,
        isEncrypted: true,
        encryptionSource: 'VolumePasswords in /etc/driveclient/bootstrap.json',
      },
    });
    expect(facts.region).toBe('ORD');
  });

  it('tells its package’s version, since its program cannot be asked', () => {
    expect(facts.version).toMatchObject({ value: { text: '1.20.008308', numbers: [1, 20, 8308], source: '/var/lib/dpkg/status' } });
  });

  it('tells service, start at boot and account', () => {
    expect(facts.service).toMatchObject({
      value: { manager: 'systemd', unitPath: '/usr/lib/systemd/system/driveclient.service', startsAtBoot: true },
    });
    expect(facts.runsAs).toMatchObject({ value: { user: 'backup', uid: 34, source: '/usr/lib/systemd/system/driveclient.service' } });
    expect(facts.updater).toMatchObject({
      value: {
        name: 'cloudbackup-updater',
        isInstalled: true,
        processes: { state: 'absent' },
        service: { value: { manager: 'sysv', unitPath: '/etc/init.d/cloudbackup-updater', startsAtBoot: true } },
      },
    });
  });

  it('tells what it logs and where it writes', () => {
    expect(facts.logSettings).toMatchObject({
      value: {
        path: '/var/log/driveclient.log',
        maxFileBytes: 104_857_600,
        maxBackupCount: 3,
        level: 'WARN',
        source: '/etc/driveclient/log4cxx.xml',
        usedBytes: 1_234,
      },
    });
    expect(facts.folders.map(({ role, path }) => `${role} ${path}`)).toEqual([
      'registration /etc/driveclient',
      'cache /var/cache/driveclient',
      'log /var/log',
      'temp /var/cache/driveclient',
    ]);
  });
});

describe('by which single trace it is found', () => {
  it.each<[string, Entries, readonly string[]]>([
    ['registration', { '/etc/driveclient/bootstrap.json': '{}' }, ['registration']],
    ['a folder for a registration', { '/etc/driveclient/bootstrap.json': { kind: 'folder' } }, ['registration']],
    [
      'package of dpkg',
      {
        '/var/lib/dpkg/info/driveclient.list': '',
        '/var/lib/dpkg/status': 'Package: driveclient\nStatus: install ok installed\nVersion: x\n',
      },
      ['package'],
    ],
    [
      'a package that was removed',
      {
        '/var/lib/dpkg/info/driveclient.list': '',
        '/var/lib/dpkg/status': 'Package: driveclient\nStatus: deinstall ok config-files\nVersion: x\n',
      },
      [],
    ],
    ['program', { '/usr/local/bin/driveclient': '' }, ['binary']],
    ['program of an AUR build', { '/usr/bin/driveclient': '' }, ['binary']],
    ['systemd unit', { '/etc/systemd/system/driveclient.service': '' }, ['service']],
    ['unit in the older folder', { '/lib/systemd/system/driveclient.service': '' }, ['service']],
    ['init script', { '/etc/init.d/driveclient': '' }, ['service']],
    ['a link for a registration that leads nowhere', { '/etc/driveclient/bootstrap.json': { link: '/mnt/gone.json' } }, ['registration']],
    ['a cache that was left behind', { '/var/cache/driveclient/backup-running.lock': '' }, []],
  ])('%s', async (_, entries, traces) => {
    const image = hostImage(entries);
    const facts = await driveclient.describe(image.system, new AbortController().signal);
    expect(await driveclient.isInstalled(image.system)).toBe(traces.length > 0);
    expect(facts.state === 'observed' ? facts.value.foundBy : []).toEqual(traces);
    image.remove();
  });
});

describe('bad registration files', () => {
  const path = '/etc/driveclient/bootstrap.json';

  it.each<[string, ImageEntry, string]>([
    ['empty', '', `${path} is empty`],
    ['cut off', '{"AgentKey": "dummy-agent-key', `${path} is cut off: the text ends at line 1, column 30 before its last bracket closes`],
    [
      'typographic quotes',
      '{\n"AgentKey": “dummy-agent-key”}',
      `${path} is no valid JSON: line 2, column 13 holds a typographic quote, as copied from a web page; write plain quotes (") instead`,
    ],
    ['1 GiB', { sizeBytes: 2 ** 30 }, `${path} has 1073741824 bytes: no registration is longer than 262144, so it was not read`],
    [
      'NUL bytes',
      '\0'.repeat(400),
      `${path} is no valid JSON: line 1, column 1 holds a NUL byte, as after a crash of the host or in UTF-16 text`,
    ],
    ['not an object', '[1]', `${path} is valid JSON but no object in braces`],
    [
      'a key twice',
      '{"AgentKey": "dummy-agent-key", "AgentKey": ""}',
      `${path} names a key twice: remove the wrong one, the second stands at line 1, column 33`,
    ],
  ])('%s', async (_, entry, detail) => {
    const { registration: fact } = await factsOf({ [path]: entry });
    expect(fact).toMatchObject({ state: 'unavailable', failure: { kind: 'malformed', detail } });
  });

  it.each<[string, ImageEntry, RegExp]>([
    ['a folder', { kind: 'folder' }, /bootstrap\.json is a folder, not a file$/],
    ['a FIFO', { kind: 'fifo' }, /bootstrap\.json is a fifo, not a file$/],
    ['a link that leads nowhere', { link: '/mnt/gone.json' }, /bootstrap\.json is a link to \/mnt\/gone\.json, where nothing is$/],
    ['a link to itself', { link: 'bootstrap.json' }, /bootstrap\.json could not be read \(ELOOP\)$/],
  ])('%s', async (_, entry, detail) => {
    const { registration: fact } = await factsOf({ [path]: entry });
    expect(fact).toMatchObject({ state: 'unavailable', failure: { kind: 'malformed', detail: expect.stringMatching(detail) } });
  });

  it('with a byte order mark is read', async () => {
    const { registration: fact } = await factsOf({ [path]: `\uFEFF${JSON.stringify(registration)}` });
    expect(fact).toMatchObject({ state: 'observed', value: { agentId: '119991' } });
  });

  it('missing is absent', async () => {
    const { [path]: _, ...others } = driveclientHost;
    const facts = await factsOf(others);
    expect(facts.registration).toEqual({ state: 'absent', reason: `${path} does not exist` });
    expect(facts.vault.state).toBe('absent');
  });
});

describe('who can read the registration', () => {
  it.each([
    ['root alone', 0o600, false],
    ['a group too', 0o640, false],
    ['everybody', 0o644, true],
  ])('%s', async (_, mode, isReadableByOthers) => {
    expect((await factsOf(registered({}, mode))).registration).toMatchObject({ value: { isReadableByOthers } });
  });

  it('a closed folder protects an open file', async () => {
    const image = hostImage(registered({}, 0o644));
    const { chmodSync } = await import('node:fs');
    chmodSync(`${image.root}/etc/driveclient`, 0o700);
    expect(await driveclient.describe(image.system, new AbortController().signal)).toMatchObject({
      value: { registration: { value: { modeOctal: '0644', isReadableByOthers: false } } },
    });
    image.remove();
  });
});

describe('vault', () => {
  const withHosts = (...hosts: readonly string[]): Entries =>
    registered({ VolumePasswords: Object.fromEntries(hosts.map((host) => [`https://${host}/v1/MossoCloudFS_1/z`, 'dummy'])) });

  it.each<[string, Entries, object, string | null]>([
    ['ServiceNet', withHosts('snet-storage101.iad3.clouddrive.com'), { usesServiceNet: true, isEncrypted: true }, 'IAD'],
    ['PublicNet', withHosts('storage101.hkg1.clouddrive.com'), { usesServiceNet: false, isEncrypted: true }, 'HKG'],
    [
      'both, after a switch',
      withHosts('storage101.hkg1.clouddrive.com', 'snet-storage101.hkg1.clouddrive.com'),
      { usesServiceNet: null },
      'HKG',
    ],
    ['not encrypted', withHosts(), { usesServiceNet: null, isEncrypted: false, containerUrls: [] }, null],
    ['not encrypted, London', registered({ VolumePasswords: {}, ApiHostName: 'api.drivesrvr.co.uk' }), { isEncrypted: false }, 'LON'],
    ['no word about passwords', registered({ VolumePasswords: undefined }), { isEncrypted: null }, null],
  ])('%s', async (_, entries, vault, region) => {
    const facts = await factsOf(entries);
    expect(facts.vault).toMatchObject({ state: 'observed', value: vault });
    expect(facts.region).toBe(region);
  });
});

describe('log settings', () => {
  const withSettings = (entry: ImageEntry): Entries => ({ ...driveclientHost, '/etc/driveclient/log4cxx.xml': entry });
  const defaults = { maxFileBytes: 524_288_000, maxBackupCount: 10, path: '/var/log/driveclient.log', usedBytes: 1_234 };
  const file = '/etc/driveclient/log4cxx.xml';

  it.each<[string, Entries, object]>([
    ['malformed', withSettings('<a>\n<b'), { ...defaults, source: `documented default, since ${file} is not well-formed in line 2` }],
    [
      'a folder',
      withSettings({ kind: 'folder' }),
      { ...defaults, source: expect.stringMatching(/^documented default, since .*log4cxx\.xml is a folder, not a file$/) },
    ],
    ['without sizes', withSettings(logSettings()), { ...defaults, level: 'WARN', source: file }],
    [
      'typographic quotes',
      withSettings(logSettings('<param name="MaxFileSize" value=“2GB”/>')),
      { maxFileBytes: 2 ** 31, source: `${file}, its typographic quotes read as plain ones` },
    ],
    [
      'a log elsewhere',
      {
        ...withSettings(logSettings('<param name="File" value="/srv/logs/agent.log"/>')),
        '/srv/logs/agent.log': 'abc',
        '/srv/logs/agent.logs': 'abc',
      },
      { path: '/srv/logs/agent.log', usedBytes: 3 },
    ],
    [
      'a log that does not exist yet',
      withSettings(logSettings('<param name="File" value="/srv/none/agent.log"/>')),
      { path: '/srv/none/agent.log', usedBytes: 0 },
    ],
  ])('%s', async (_, entries, expected) => {
    expect((await factsOf(entries)).logSettings).toMatchObject({ state: 'observed', value: expected });
  });

  it('may stand in the cache folder', async () => {
    const { [file]: settings = '', ...others } = driveclientHost;
    const facts = await factsOf({ ...others, '/var/cache/driveclient/log4cxx.xml': settings });
    expect(facts.logSettings).toMatchObject({ value: { maxBackupCount: 3, source: '/var/cache/driveclient/log4cxx.xml' } });
  });

  it('missing altogether are the documented ones', async () => {
    const { [file]: _, ...others } = driveclientHost;
    expect((await factsOf(others)).logSettings).toMatchObject({ value: { ...defaults, source: 'documented default' } });
  });
});

describe('start at boot', () => {
  const unit = '/etc/systemd/system/driveclient.service';

  it.each<[string, Entries, boolean | null, string]>([
    ['enabled unit', { [unit]: '', '/etc/systemd/system/default.target.wants/driveclient.service': { link: unit } }, true, unit],
    ['required unit', { [unit]: '', '/lib/systemd/system/basic.target.requires/driveclient.service': { link: unit } }, true, unit],
    ['disabled unit', { [unit]: '', '/etc/systemd/system/multi-user.target.wants/cron.service': '' }, false, unit],
    ['masked unit', { [unit]: { link: '/dev/null' }, '/lib/systemd/system/driveclient.service': '' }, false, unit],
    ['a unit hides a script', { [unit]: '', '/etc/init.d/driveclient': '', '/etc/rc3.d/S20driveclient': '' }, false, unit],
    ['enabled script', { '/etc/init.d/driveclient': '', '/etc/rc5.d/S99driveclient': '' }, true, '/etc/init.d/driveclient'],
    [
      'disabled script',
      { '/etc/init.d/driveclient': '', '/etc/rc3.d/K20driveclient': '', '/etc/rc3.d/S20driveclient2': '' },
      false,
      '/etc/init.d/driveclient',
    ],
    ['a script without run levels', { '/etc/init.d/driveclient': '' }, null, '/etc/init.d/driveclient'],
  ])('%s', async (_, entries, startsAtBoot, unitPath) => {
    expect((await factsOf(entries)).service).toMatchObject({ state: 'observed', value: { startsAtBoot, unitPath } });
  });
});

describe('run user', () => {
  it.each([
    ['named', 'User=backup', 'backup', 34],
    ['by number', 'User=34', 'backup', 34],
    ['not named: as documented', '', 'root', 0],
    ['unknown: as documented', 'User=nobody-knows', 'root', 0],
  ])('%s', async (_, line, user, uid) => {
    const facts = await factsOf({ ...driveclientHost, '/usr/lib/systemd/system/driveclient.service': `[Service]\n${line}\n` });
    expect(facts.runsAs).toMatchObject({ value: { user, uid } });
  });
});

describe('a moved cache', () => {
  it('is read through its link, inside the image', async () => {
    const others = Object.fromEntries(Object.entries(driveclientHost).filter(([path]) => !path.startsWith('/var/cache/')));
    const facts = await factsOf({
      ...others,
      '/var/cache/driveclient': { link: '/mnt/big/cache' },
      '/mnt/big/cache/MossoCloudFS_7/z_vault': { kind: 'folder' },
    });
    expect(facts.vault).toMatchObject({ value: { cachedContainers: ['MossoCloudFS_7/z_vault'] } });
    expect(facts.folders).toContainEqual({ role: 'cache', path: '/var/cache/driveclient', source: 'documentation of the agent' });
  });
});

describe('findAgent', () => {
  const bare = hostImage({ '/etc/hostname': 'bare' });
  const host = hostImage(driveclientHost);
  const { signal } = new AbortController();
  afterAll(() => {
    bare.remove();
    host.remove();
  });

  it('finds the agent that is there', async () => {
    expect(await findAgent(host.system, 'auto', signal)).toMatchObject({ state: 'observed', value: { name: 'driveclient' } });
    expect(await findAgent(host.system, 'driveclient', signal)).toMatchObject({ state: 'observed', value: { name: 'driveclient' } });
  });

  it('says that none is there', async () => {
    const places = 'looked for driveclient by registration file, package, binary and service (processes: only a running host can tell)';
    expect(await findAgent(bare.system, 'auto', signal)).toEqual({
      state: 'absent',
      reason: `no backup agent was found on this host: ${places}`,
    });
    expect(await findAgent(bare.system, 'driveclient', signal)).toEqual({
      state: 'absent',
      reason: `the backup agent driveclient was not found on this host: ${places}`,
    });
  });

  it.each<[string, readonly ProcessEntry[], string]>([
    [
      'seen',
      [{ pid: 1, uid: 0, name: 'init', program: '/sbin/init', startedAfterBootSeconds: 0, state: 'S' }],
      'registration file, package, binary, service and process',
    ],
    [
      'hidden',
      [],
      'registration file, package, binary and service (processes: /proc shows no process at all, not even this one: is it mounted?)',
    ],
  ])('claims no look at processes that it did not have: %s', async (_, entries, places) => {
    const { files } = bare.system;
    const system = { ...bare.system, files: { ...files, processes: () => Promise.resolve(observed(entries)) } };
    expect(await findAgent(system, 'auto', signal)).toMatchObject({
      state: 'absent',
      reason: `no backup agent was found on this host: looked for driveclient by ${places}`,
    });
  });

  it('names the adapters', () => {
    expect(adapterNames).toEqual(['driveclient']);
  });
});
