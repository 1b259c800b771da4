// Who a machine is, looked at in host images on disk and on the host that runs the test.
import { existsSync, mkdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clonedAgent } from '../../../src/checks/cloned-agent.js';
import type { IdentityFacts, IdentitySignal, SignalName } from '../../../src/facts/identity.js';
import { canonicalUuid } from '../../../src/facts/identity/uuid.js';
import { unavailable, type Observed } from '../../../src/facts/observed.js';
import { gatherIdentity, type IdentitySettings } from '../../../src/probes/identity/gather-identity.js';
import { hashId } from '../../../src/probes/identity/hash-id.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import type { System } from '../../../src/probes/platform/system.js';
import { asRoot, emptyDisk, registrationOf } from '../../checks/facts-builders/identity.js';
import { courtLimits, noWitness } from '../../checks/facts-builders/witnesses.js';
import { hostImage, runningHost, type HostImage, type ImageEntry } from '../agents/host-image.js';

const now = '79aa4aa1-cd86-4416-a6c4-6942b7083130';
const before = '87c3b6e1-fb1a-41f9-91e5-313ae35a5a06';
const machineId = '4f3fbfda59ff4aea969255a73342d439';
const hostKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'k'.repeat(43)} root@web1\n`;
const cloud = '/var/lib/cloud';
const mac = 'fa:16:3e:11:11:11';

const server: Readonly<Record<string, ImageEntry>> = {
  '/etc/machine-id': `${machineId}\n`,
  '/var/lib/dbus/machine-id': { link: '/etc/machine-id' },
  '/etc/hostname': 'web1.example.org\n',
  '/etc/ssh/ssh_host_ed25519_key.pub': hostKey,
  '/etc/ssh/ssh_host_ed25519_key': 'dummy-private-half',
  [`${cloud}/data/instance-id`]: `${now}\n`,
  [`${cloud}/data/previous-instance-id`]: 'NO_PREVIOUS_INSTANCE_ID\n',
  [`${cloud}/instances/${now}/datasource`]: 'DataSourceConfigDrive: DataSourceConfigDrive [net,ver=2][source=/dev/xvdd]\n',
  [`${cloud}/instances/${now}/sem/config_ssh`]: { text: '812: 1709251203.1\n', modifiedAt: '2024-03-01T00:00:03Z' },
  [`${cloud}/instances/${now}/boot-finished`]: { text: '12.3 - finished\n', modifiedAt: '2024-08-01T00:00:00Z' },
  '/sys/class/dmi/id/product_uuid': `${before.toUpperCase()}\n`,
  '/sys/class/net/eth0/address': `${mac}\n`,
  '/sys/class/net/eth0/type': '1\n',
  '/sys/class/net/eth0/device': { link: '../../../devices/pci0000:00/virtio0' },
  '/sys/class/net/docker0/address': '02:42:ac:11:00:01\n',
  '/sys/class/net/docker0/type': '1\n',
};

const settings: IdentitySettings = { registeredAt: '2024-03-02T00:00:00.000Z', agentId: '202743', stateFolder: '/var/lib/backup-doctor' };

const open: HostImage[] = [];
afterEach(() => {
  for (const image of open.splice(0)) image.remove();
});

function image(entries: Readonly<Record<string, ImageEntry>>): HostImage {
  const made = hostImage(entries);
  open.push(made);
  return made;
}

async function identityOf(system: System, more: Partial<IdentitySettings> = {}): Promise<IdentityFacts> {
  const facts = await gatherIdentity(system, { ...settings, ...more }, new AbortController().signal);
  if (facts.state !== 'observed') throw new Error(`not observed: ${JSON.stringify(facts)}`);
  return facts.value;
}

const signalOf = ({ signals }: IdentityFacts, name: SignalName): IdentitySignal => signals.find((signal) => signal.name === name)!;

/** cloud-init's folder as old as its first boot, as it is on a server. */
function bootedFirstAt(made: HostImage, id: string, at: string): HostImage {
  utimesSync(join(made.root, cloud, 'instances', id), new Date(at), new Date(at));
  return made;
}

/** As a mount that hangs: nothing below the folder answers. */
function silentBelow(system: System, folder: string): System {
  const answers =
    <T>(look: (path: string) => Promise<Observed<T>>) =>
    async (path: string): Promise<Observed<T>> =>
      `${path}/`.startsWith(`${folder}/`) ? unavailable('timed-out', `${path} gave no answer`) : look(path);
  const { files } = system;
  const silent = {
    readText: answers(files.readText.bind(files)),
    list: answers(files.list.bind(files)),
    stat: answers(files.stat.bind(files)),
  };
  return { ...system, files: { ...files, ...silent } };
}

describe('a host image', () => {
  it('tells every signal as a hash, with its source', async () => {
    const facts = await identityOf(image(server).system);
    expect(facts.signals.map(({ name, hash, source }) => `${name}, ${hash === null ? 'unknown' : 'known'}, ${source}`)).toEqual([
      'machine-id, known, /etc/machine-id',
      'dmi-uuid, known, /sys/class/dmi/id/product_uuid',
      'xenstore-name, unknown, xenstore-read name',
      'mac-addresses, known, /sys/class/net',
      'ssh-host-keys, known, /etc/ssh/ssh_host_*_key.pub',
      'metadata-id, unknown, /run/cloud-init/instance-data.json',
      'instance-id, known, /var/lib/cloud/data/instance-id',
      'hostname, known, /etc/hostname',
    ]);
    expect(signalOf(facts, 'mac-addresses').hash).toBe(hashId(`mac:${mac}`));
    expect(signalOf(facts, 'hostname').hash).toBe(hashId('host:web1'));
  });

  it('no raw id, key or name gets into the facts', async () => {
    const text = JSON.stringify(await identityOf(image(server).system));
    for (const raw of [now, before, machineId, mac, 'web1', 'AAAAC3', 'dummy-private-half']) {
      expect(text.toLowerCase()).not.toContain(raw.toLowerCase());
      expect(text.toLowerCase()).not.toContain(raw.replaceAll('-', '').toLowerCase());
    }
  });

  it('tells what cloud-init remembers', async () => {
    const made = bootedFirstAt(image({ ...server, [`${cloud}/instances/${before}/sem/config_ssh`]: '' }), now, '2024-03-01T00:00:00Z');
    expect((await identityOf(made.system)).instanceHistory).toMatchObject({
      idForm: 'uuid',
      datasource: 'DataSourceConfigDrive',
      previousHash: null,
      earlierInstanceCount: 1,
      currentSince: '2024-03-01T00:00:00.000Z',
      lastBootAt: '2024-08-01T00:00:00.000Z',
    });
  });

  it.each<{ what: string; closed: string; isIdKnown: boolean; note: RegExp }>([
    { what: 'all of it', closed: cloud, isIdKnown: false, note: /^\/var\/lib\/cloud\/data\/instance-id gave no answer$/ },
    { what: 'the instances', closed: `${cloud}/instances`, isIdKnown: true, note: /^\/var\/lib\/cloud\/instances gave no answer$/ },
    {
      what: 'the current instance',
      closed: `${cloud}/instances/${now}`,
      isIdKnown: true,
      note: /^a folder below \/var\/lib\/cloud\/instances could not be read$/,
    },
    {
      what: 'its marks',
      closed: `${cloud}/instances/${now}/sem`,
      isIdKnown: true,
      note: /^a folder below \/var\/lib\/cloud\/instances could not be read$/,
    },
    { what: 'nothing', closed: '/srv', isIdKnown: true, note: /^null$/ },
  ])('what cloud-init left and cannot be read is not absent: $what', async ({ closed, isIdKnown, note }) => {
    const facts = await identityOf(silentBelow(image(server).system, closed));
    expect(String(facts.instanceHistoryNote)).toMatch(note);
    expect(facts.instanceHistory === null).toBe(facts.instanceHistoryNote !== null);
    expect(signalOf(facts, 'instance-id')).toMatchObject(
      isIdKnown ? { note: null } : { hash: null, note: expect.stringContaining('no answer') },
    );
  });

  it('one server in two spellings has one hash', async () => {
    const spelled = { ...server, [`${cloud}/data/instance-id`]: 'A14AAA79-86CD-1644-A6C4-6942B7083130\n' };
    const [a, b] = [await identityOf(image(server).system), await identityOf(image(spelled).system)];
    expect(signalOf(a, 'instance-id').hash).toBe(signalOf(b, 'instance-id').hash);
  });

  it('a machine id that was copied from DMI has its root', async () => {
    const facts = await identityOf(image({ ...server, '/sys/class/dmi/id/product_uuid': `${machineId}\n` }).system);
    expect(signalOf(facts, 'machine-id').root).toBe('hypervisor');
  });

  it.each([
    { mark: '/.dockerenv', text: '' },
    { mark: '/run/.containerenv', text: '' },
    { mark: '/run/systemd/container', text: 'lxc\n' },
    { mark: '/proc/1/environ', text: 'PATH=/bin\0container=lxc\0' },
    { mark: '/proc/1/cgroup', text: '0::/system.slice/docker-0a1b2c.scope\n' },
  ])('in a container ($mark) DMI and network cards are those of its host', async ({ mark, text }) => {
    const facts = await identityOf(image({ ...server, [mark]: text }).system);
    expect(facts.container).toBe(mark);
    expect(signalOf(facts, 'dmi-uuid')).toMatchObject({ hash: null, note: expect.stringContaining(mark) });
    expect(signalOf(facts, 'mac-addresses').hash).toBeNull();
    expect(signalOf(facts, 'machine-id').hash).not.toBeNull();
  });

  it('nothing there: every signal is unknown, with a reason', async () => {
    const facts = await identityOf(image({ '/etc/os-release': '' }).system, { registeredAt: null, agentId: null });
    expect(facts.signals.every(({ hash, note }) => hash === null && note !== null && note !== '')).toBe(true);
    expect(facts).toMatchObject({ instanceHistory: null, instanceHistoryNote: null, agentIdHash: null, ledger: [], ledgerNote: null });
  });
});

describe('from the files to the verdict', () => {
  const registration = { text: '{}', modifiedAt: '2024-01-05T00:00:00Z' };
  const verdictOn = async (entries: Readonly<Record<string, ImageEntry>>) => {
    const made = bootedFirstAt(
      image({ ...server, '/etc/driveclient/bootstrap.json': registration, ...entries }),
      now,
      '2024-03-01T00:00:00Z',
    );
    const file = made.root + '/etc/driveclient/bootstrap.json';
    const registeredAt = entries['/etc/driveclient/bootstrap.json'] === undefined ? '2024-01-05T00:00:00.000Z' : '2024-06-05T00:00:00.000Z';
    expect(existsSync(file)).toBe(true);
    const identity = await identityOf(made.system, { registeredAt, registrationPath: '/etc/driveclient/bootstrap.json' });
    const disk = { ...emptyDisk, agentId: '202743', registeredAt };
    return clonedAgent.judge({ ...noWitness, 'agent.registration': registrationOf(disk), identity, conditions: asRoot }, courtLimits);
  };

  it('registered before this instance, on a disk that booted as another one: cloned', async () => {
    expect(await verdictOn({ [`${cloud}/instances/${before}/sem/config_ssh`]: '' })).toMatchObject({
      status: 'critical',
      problem: 'cloned',
      confidence: 'likely',
    });
  });

  it('registered before this instance, no other one known: possibly', async () => {
    expect(await verdictOn({})).toMatchObject({ status: 'warning', problem: 'possibly-cloned' });
  });

  it('registered after this instance: well', async () => {
    const later = { text: '{}', modifiedAt: '2024-06-05T00:00:00Z' };
    expect(
      await verdictOn({ '/etc/driveclient/bootstrap.json': later, [`${cloud}/instances/${before}/sem/config_ssh`]: '' }),
    ).toMatchObject({ status: 'ok' });
  });
});

describe('hostile files', () => {
  it.each<{ what: string; entries: Readonly<Record<string, ImageEntry>> }>([
    { what: 'FIFOs', entries: { '/etc/machine-id': { kind: 'fifo' }, [`${cloud}/data/instance-id`]: { kind: 'fifo' } } },
    { what: 'folders', entries: { '/etc/machine-id': { kind: 'folder' }, '/etc/hostname': { kind: 'folder' } } },
    { what: 'a gigabyte', entries: { '/etc/machine-id': { sizeBytes: 2 ** 30 }, '/etc/ssh/ssh_host_rsa_key.pub': { sizeBytes: 2 ** 30 } } },
    {
      what: 'links out of the image',
      entries: {
        '/etc/machine-id': { link: '../../../../../../../etc/machine-id' },
        '/var/lib/dbus/machine-id': { link: '/etc/machine-id' },
      },
    },
    {
      what: 'links in a circle',
      entries: { '/etc/machine-id': { link: '/etc/machine-id' }, [`${cloud}/instances`]: { link: '/var/lib/cloud/instances' } },
    },
    {
      what: 'escape codes',
      entries: {
        '/etc/machine-id': '\u001b[31mred\u001b[0m',
        '/etc/hostname': 'a\nb\u0007',
        [`${cloud}/data/instance-id`]: '\u001b]0;x\u0007',
      },
    },
  ])('$what: unknown, no crash', async ({ entries }) => {
    const facts = await identityOf(image(entries).system);
    expect(signalOf(facts, 'machine-id').hash).toBeNull();
    expect(JSON.stringify(facts)).not.toContain('\\u001b');
  });

  it('ten thousand instances and interfaces are cut, not read for ever', async () => {
    const made = image(server);
    for (let index = 0; index < 2_000; index += 1) {
      mkdirSync(join(made.root, cloud, 'instances', `i-${index}`));
      mkdirSync(join(made.root, '/sys/class/net', `veth${index}`));
    }
    const facts = await identityOf(made.system);
    expect(facts.instanceHistory?.earlierInstanceCount).toBeLessThanOrEqual(200);
  });

  it('whatever bytes the files hold: no throw, and nothing of them in the facts', async () => {
    const made = image(server);
    const paths = [
      '/etc/machine-id',
      '/etc/hostname',
      `${cloud}/data/instance-id`,
      `${cloud}/instances/${now}/datasource`,
      '/sys/class/net/eth0/address',
      '/var/lib/backup-doctor/identity.json',
      `${cloud}/seed/config_drive/openstack/latest/meta_data.json`,
      '/etc/udev/rules.d/70-persistent-net.rules',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.string({ unit: 'binary', minLength: 12, maxLength: 80 }), async (path, text) => {
        made.put(path, text);
        const facts = JSON.stringify(await identityOf(made.system));
        expect(facts).not.toContain(JSON.stringify(text).slice(1, -1));
        made.put(path, server[path] ?? '');
      }),
      { numRuns: 40 },
    );
  });
});

describe('the ledger', () => {
  const path = '/var/lib/backup-doctor/identity.json';
  const entry = { firstSeenAt: '2024-01-01T00:00:00.000Z', lastSeenAt: '2024-01-01T00:00:00.000Z', agentIdHash: null, signals: [] };
  const ledger = (formatVersion: number): string => JSON.stringify({ format: 'backup-doctor-ledger', formatVersion, entries: [entry] });

  it.each([
    { what: 'read', text: ledger(1), entries: [entry], note: null },
    { what: 'damaged', text: '{"format":', entries: [], note: /damaged/ },
    { what: 'of a later version', text: ledger(2), entries: [], note: /another version/ },
    { what: 'too large', text: `${ledger(1)}${' '.repeat(300_000)}`, entries: [], note: /damaged/ },
  ])('$what', async ({ text, entries, note }) => {
    const facts = await identityOf(image({ ...server, [path]: text }).system);
    expect(facts.ledger).toEqual(entries);
    if (note === null) expect(facts.ledgerNote).toBeNull();
    else expect(facts.ledgerNote).toMatch(note);
  });

  it("of an image is root's, whoever examines it", async () => {
    const facts = await identityOf(image({ ...server, [path]: ledger(1) }).system, {
      stateFolder: '/home/somebody/.local/state/backup-doctor',
    });
    expect(facts.ledger).toHaveLength(1);
  });
});

describe('what a disk was set up for', () => {
  const seed = `${cloud}/seed/config_drive/openstack/latest/meta_data.json`;
  const rules = '/etc/udev/rules.d/70-persistent-net.rules';
  const netplan = '/etc/netplan/50-cloud-init.yaml';
  const script = '/etc/sysconfig/network-scripts/ifcfg-eth0';
  const foreign = '00:16:3E:AA:BB:CC';
  const rule = (address: string): string => `# PCI device\nSUBSYSTEM=="net", ATTR{address}=="${address}", NAME="eth0"\n`;

  it.each<{ what: string; entries: Readonly<Record<string, ImageEntry>>; expected: readonly string[] }>([
    { what: 'rules for another card', entries: { [rules]: rule(foreign) }, expected: [`${rules}: 0 of 1`] },
    { what: 'rules for this and another card', entries: { [rules]: rule(foreign) + rule(mac) }, expected: [`${rules}: 1 of 2`] },
    {
      what: 'netplan',
      entries: { [netplan]: `ethernets:\n  eth0:\n    match:\n      macaddress: ${foreign}\n` },
      expected: [`${netplan}: 0 of 1`],
    },
    { what: 'a network script, in quotes', entries: { [script]: `DEVICE=eth0\nHWADDR="${foreign}"\n` }, expected: [`${script}: 0 of 1`] },
    { what: 'a rule that is commented out', entries: { [rules]: `#${rule(foreign).split('\n')[1] ?? ''}\n` }, expected: [] },
    { what: 'an address that belongs to no card', entries: { [rules]: rule('00:00:00:00:00:00') }, expected: [] },
    { what: 'a FIFO', entries: { [rules]: { kind: 'fifo' } }, expected: [] },
    { what: 'nothing', entries: {}, expected: [] },
  ])('$what', async ({ entries, expected }) => {
    const { traces } = await identityOf(image({ ...server, ...entries }).system);
    expect(traces?.networkFiles.map(({ path, cardCount, ownCardCount }) => `${path}: ${ownCardCount} of ${cardCount}`)).toEqual(expected);
  });

  it('in a container nobody can say which cards are its own', async () => {
    const { traces } = await identityOf(image({ ...server, [rules]: rule(mac), '/.dockerenv': '' }).system);
    expect(traces?.networkFiles[0]?.ownCardCount).toBeNull();
  });

  it.each([
    { what: 'of a server', text: JSON.stringify({ uuid: before, name: 'web1' }), hash: hashId(before.replaceAll('-', '')) },
    { what: 'cut off', text: '{"uuid": "', hash: null },
    { what: 'with a placeholder', text: JSON.stringify({ uuid: '00000000-0000-0000-0000-000000000000' }), hash: null },
    { what: 'with another type', text: JSON.stringify({ uuid: [before] }), hash: null },
  ])('a config drive that was copied to it, $what', async ({ text, hash }) => {
    const facts = await identityOf(image({ ...server, [seed]: text }).system);
    expect(facts.traces?.seedHash).toBe(hash === null ? null : hashId(canonicalUuid(before) ?? ''));
    expect(JSON.stringify(facts)).not.toContain(before);
  });
});

describe('the running host', () => {
  /** The image as if it ran, with its own programs. */
  const running = (made: HostImage): System => {
    const host = runningHost(made);
    const live = openSystem(null);
    return { ...host, run: (program, args, options) => live.run(join(made.root, '/usr/bin', program), args, options) };
  };
  const program = (text: string): ImageEntry => ({ text: `#!/bin/sh\n${text}\n`, mode: 0o755 });

  it.each([
    { what: 'a cloud server', script: `echo instance-${now}`, hash: hashId(now.replaceAll('-', '')) },
    { what: 'another label', script: 'echo Domain-0', hash: null },
    { what: 'no access', script: 'echo "xenstore-read: could not open" >&2; exit 1', hash: null },
  ])('asks XenStore: $what', async ({ script, hash }) => {
    const made = image({ ...server, '/usr/bin/xenstore-read': program(script) });
    expect(signalOf(await identityOf(running(made)), 'xenstore-name').hash).toBe(hash);
  });

  const instanceData = '/run/cloud-init/instance-data.json';
  const told = (platform: string, id: string): string => JSON.stringify({ v1: { platform, instance_id: id } });
  const drive = '/mnt/config/openstack/latest/meta_data.json';
  const mountsPath = '/proc/self/mountinfo';
  const mounted = '36 25 11:0 / /mnt/config ro,relatime - iso9660 /dev/sr0 ro\n';
  const own = hashId(canonicalUuid(now) ?? '');
  it.each<{ what: string; entries: Readonly<Record<string, ImageEntry>>; hash: string | null; note?: RegExp }>([
    { what: 'the metadata of this boot', entries: { [instanceData]: told('openstack', now.toUpperCase()) }, hash: own },
    {
      what: 'those of a cloud that renames servers',
      entries: { [instanceData]: told('gce', now) },
      hash: null,
      note: /no cloud whose ids last/,
    },
    {
      what: 'a seed that anybody may write',
      entries: { [instanceData]: told('nocloud', now) },
      hash: null,
      note: /no cloud whose ids last/,
    },
    { what: 'no JSON', entries: { [instanceData]: '{' }, hash: null },
    {
      what: 'another type',
      entries: { [instanceData]: '{"v1":{"platform":"openstack","instance_id":5}}' },
      hash: null,
      note: /name no server/,
    },
    { what: 'a mounted config drive', entries: { [mountsPath]: mounted, [drive]: JSON.stringify({ uuid: now }) }, hash: own },
    {
      what: 'metadata that come from a config drive on the disk',
      entries: {
        [instanceData]: told('configdrive', now),
        [`${cloud}/seed/config_drive/openstack/latest/meta_data.json`]: JSON.stringify({ uuid: now }),
      },
      hash: null,
      note: /copied to this disk/,
    },
  ])('hears the cloud: $what', async ({ entries, hash, note = /./ }) => {
    const made = image({ ...server, [mountsPath]: '', ...entries });
    const host = runningHost(made);
    const readText: typeof host.files.readText = (path, cap) => (path === mountsPath ? made.system : host).files.readText(path, cap);
    const signal = signalOf(await identityOf({ ...host, files: { ...host.files, readText } }), 'metadata-id');
    expect(signal.hash).toBe(hash);
    if (hash === null) expect(signal.note).toMatch(note);
  });

  it('a host image has no metadata of today', async () => {
    const facts = await identityOf(image({ ...server, [instanceData]: told('openstack', now) }).system);
    expect(signalOf(facts, 'metadata-id')).toMatchObject({ hash: null, note: 'only a running host can tell' });
  });

  it('an aborted run does not start to look', async () => {
    const facts = await gatherIdentity(image(server).system, settings, AbortSignal.abort());
    expect(facts).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out' } });
  });

  const id = existsSync('/etc/machine-id') ? readFileSync('/etc/machine-id', 'utf8').trim() : '';
  const itHere = /^[0-9a-f]{32}$/.test(id) ? it : it.skip;
  const unlessHere = id === '' ? ' (skipped: this machine has no machine id)' : '';
  itHere(`asks the package node-machine-id where no file holds an id${unlessHere}`, async () => {
    const { '/etc/machine-id': _, '/var/lib/dbus/machine-id': __, ...withoutId } = server;
    const signal = signalOf(await identityOf(runningHost(image(withoutId))), 'machine-id');
    expect(signal).toMatchObject({ note: null, source: 'node-machine-id', hash: expect.stringMatching(/./) });
    expect(JSON.stringify(signal)).not.toContain(id);
  });

  itHere(`believes the file without asking the package${unlessHere}`, async () => {
    const system = openSystem(null);
    const signal = signalOf(await identityOf(system), 'machine-id');
    system.close();
    expect(signal).toMatchObject({ note: null, source: '/etc/machine-id', hash: expect.stringMatching(/./) });
    expect(JSON.stringify(signal)).not.toContain(id);
  });
});
