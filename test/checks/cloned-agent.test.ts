// The truth table of cloned-agent: what happens to servers and disks, and what may be said of it from inside.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clonedAgent } from '../../src/checks/cloned-agent.js';
import type { Evidence, Verdict } from '../../src/checks/check.js';
import type { Clue } from '../../src/checks/cloned-agent/clue.js';
import { weigh } from '../../src/checks/cloned-agent/weigh.js';
import {
  asRoot,
  boot,
  copyFiles,
  emptyDisk,
  hostBootedAt,
  kvmServer,
  look,
  physicalServer,
  register,
  registrationOf,
  remember,
  restoreRegistration,
  xenServer,
  type Disk,
  type Server,
} from './facts-builders/identity.js';
import { courtLimits, noWitness } from './facts-builders/witnesses.js';

const limits = courtLimits;

const novaA = '79aa4aa1-cd86-4416-a6c4-6942b7083130';
const novaB = '87c3b6e1-fb1a-41f9-91e5-313ae35a5a06';
const xenA = xenServer(novaA, 'b2c7d3a0-11e4-4a6b-9f6f-0c1d2e3f4a5b', '00:16:3e:11:11:11');
const xenB = xenServer(novaB, '5d1f0c9e-77aa-4c5e-8a34-91b2c3d4e5f6', '00:16:3e:22:22:22');
const kvmA = kvmServer(novaA, 'fa:16:3e:11:11:11');
const kvmB = kvmServer(novaB, 'fa:16:3e:22:22:22');
const boardA = physicalServer('4c4c4544-0042-4a10-8056-b4c04f333232', '18:66:da:11:11:11');
const plainVm = physicalServer('564d9c1e-aa01-4f9e-8392-24bd7b661668', '00:0c:29:22:22:22');
const bareDisk: Disk = { ...emptyDisk, hasCloudInit: false };
const seeded = (server: Server, instanceId: string, datasource = 'DataSourceNoCloud'): Server => ({
  ...server,
  xenstoreName: null,
  instanceId,
  datasource,
});

const firstBoot = '2024-01-10T08:00:00Z';
const registered = '2024-01-12T10:00:00Z';
const event = '2024-09-01T08:00:00Z';

/** Which earlier runs of this tool the disk remembers. */
const ledgers = ['no run', 'runs before the event', 'runs since before the registration', 'runs since the event'] as const;
type Ledger = (typeof ledgers)[number];

/** An ordinary life up to the event. */
function live(server: Server, ledger: Ledger, start: Disk = emptyDisk): Disk {
  const booted = boot(start, server, firstBoot);
  const known = ledger === 'runs since before the registration' ? remember(booted, server, '2024-01-11T00:00:00Z') : booted;
  const disk = register(known, '202743', registered);
  if (ledger === 'no run' || ledger === 'runs since the event') return disk;
  return remember(remember(disk, server, '2024-02-01T00:00:00Z'), server, '2024-08-01T00:00:00Z');
}

interface Scene {
  readonly disk: Disk;
  readonly server: Server;
  readonly bootedAt?: string;
}

const rebooted = (disk: Disk, server: Server): Scene => ({ disk: boot(disk, server, event), server });

function judge({ disk, server, bootedAt = event }: Scene, conditions = asRoot): Verdict {
  const seen = {
    ...noWitness,
    'agent.registration': registrationOf(disk),
    identity: look(disk, server),
    host: hostBootedAt(bootedAt),
    conditions,
  };
  return clonedAgent.judge(seen, limits);
}

function inShort(verdict: Verdict): string {
  if (!('problem' in verdict)) return verdict.status;
  return verdict.problem === 'cloned' ? `CLONED, ${verdict.confidence}` : `possibly, ${verdict.confidence}`;
}

interface Story {
  readonly event: string;
  /** Answers without a ledger, with runs before the event, with runs since before the registration, with runs since the event. */
  readonly expected: readonly [string, string, string, string];
  readonly tell: (ledger: Ledger) => Scene;
}

const always = (answer: string): Story['expected'] => [answer, answer, answer, answer];

const stories: readonly Story[] = [
  // The same machine, whatever happened to it.
  { event: 'nothing happened', expected: always('ok'), tell: (ledger) => rebooted(live(xenA, ledger), xenA) },
  { event: 'nothing happened (KVM)', expected: always('ok'), tell: (ledger) => rebooted(live(kvmA, ledger), kvmA) },
  {
    event: 'live migration, no reboot',
    expected: always('ok'),
    tell: (ledger) => ({ disk: live(xenA, ledger), server: xenA, bootedAt: firstBoot }),
  },
  {
    event: 'resize: the server stays, the VM below it is another',
    expected: always('ok'),
    tell: (ledger) => rebooted(live(xenA, ledger), { ...xenA, dmiUuid: '0b5cb4d2-7e0f-4f0c-a3a9-5be1c7a60e11' }),
  },
  { event: 'restore in place: rebuilt from its own image', expected: always('ok'), tell: (ledger) => rebooted(live(xenA, ledger), xenA) },
  { event: 'boot volume swapped, copied block by block', expected: always('ok'), tell: (ledger) => rebooted(live(kvmA, ledger), kvmA) },
  {
    event: 'boot volume swapped, copied with rsync',
    expected: always('ok'),
    tell: (ledger) => rebooted(copyFiles(live(kvmA, ledger), event), kvmA),
  },
  {
    event: 'network card replaced',
    expected: always('ok'),
    tell: (ledger) => rebooted(live(xenA, ledger), { ...xenA, mac: '00:16:3e:99:99:99' }),
  },
  { event: 'renamed', expected: always('ok'), tell: (ledger) => rebooted({ ...live(xenA, ledger), hostname: 'db1' }, xenA) },
  {
    event: 'machine-id made anew',
    expected: always('ok'),
    tell: (ledger) => rebooted({ ...live(xenA, ledger), machineId: '0f343b0931126a20f133d67c2b018a3b' }, xenA),
  },
  {
    event: 'kernel update: UUID in capitals and in the other byte order',
    expected: always('ok'),
    tell: (ledger) =>
      rebooted(live(kvmA, ledger), { ...kvmA, instanceId: novaA.toUpperCase(), dmiUuid: 'A14AAA79-86CD-1644-A6C4-6942B7083130' }),
  },
  {
    event: 'firmware that swaps the bytes of the UUID',
    expected: ['unknown', 'ok', 'ok', 'unknown'],
    tell: (ledger) => rebooted(live(plainVm, ledger, bareDisk), { ...plainVm, dmiUuid: '1E9C4D56-01AA-9E4F-8392-24BD7B661668' }),
  },
  {
    event: 'metadata missing at one boot',
    expected: always('ok'),
    tell: (ledger) =>
      rebooted(boot(live(kvmA, ledger), seeded(kvmA, 'iid-datasource-none', 'DataSourceNone'), '2024-05-01T00:00:00Z'), kvmA),
  },
  {
    event: 'built from an image that another server made, registered here',
    expected: always('ok'),
    tell: (ledger) => rebooted(live(kvmA, ledger, boot(emptyDisk, kvmB, '2023-01-01T00:00:00Z')), kvmA),
  },
  {
    event: 'registered anew after it was cloned (with timestamped copy)',
    expected: always('ok'),
    tell: (ledger) => rebooted(register(boot(live(xenA, ledger), xenB, event), '202799', '2024-09-01T12:00:00Z'), xenB),
  },
  {
    event: 'sealed image, registered on the new server',
    expected: always('ok'),
    tell: (ledger) =>
      rebooted(
        register(
          boot({ ...live(xenA, ledger), instances: [], machineId: '0f343b0931126a20f133d67c2b018a3b' }, xenB, event),
          '202799',
          '2024-09-01T12:00:00Z',
        ),
        xenB,
      ),
  },
  {
    event: 'seed of a VM with another instance id at each start',
    expected: ['unknown', 'ok', 'ok', 'unknown'],
    tell: (ledger) => rebooted(live(seeded(kvmA, 'vm-1'), ledger), { ...seeded(kvmA, 'vm-2'), dmiUuid: kvmA.dmiUuid }),
  },
  {
    event: 'cloud that renamed the server after a failure',
    expected: always('possibly, possible'),
    tell: (ledger) =>
      rebooted(live(seeded(kvmA, '4520031799277581759', 'DataSourceGCE'), ledger), {
        ...seeded(kvmA, '4520031799277589999', 'DataSourceGCE'),
        dmiUuid: kvmA.dmiUuid,
      }),
  },
  {
    event: 'rebuilt from a fresh image, registration restored',
    expected: always('possibly, possible'),
    tell: (ledger) => rebooted(restoreRegistration(boot(emptyDisk, xenA, event), live(xenA, ledger), '2024-09-01T12:00:00Z'), xenA),
  },
  {
    event: 'rebuilt from a fresh image, registration and ledger restored',
    expected: ['possibly, possible', 'ok', 'ok', 'possibly, possible'],
    tell: (ledger) =>
      rebooted(
        {
          ...restoreRegistration(boot(emptyDisk, xenA, event), live(xenA, ledger), '2024-09-01T12:00:00Z'),
          ledger: live(xenA, ledger).ledger,
        },
        xenA,
      ),
  },
  {
    event: 'rebuilt from the image of another server, registration restored',
    expected: always('possibly, possible'),
    tell: (ledger) =>
      rebooted(
        restoreRegistration(boot(boot(emptyDisk, xenB, '2023-01-01T00:00:00Z'), xenA, event), live(xenA, ledger), '2024-09-01T12:00:00Z'),
        xenA,
      ),
  },
  {
    event: 'cloud-init cleaned and run again',
    expected: ['possibly, possible', 'ok', 'ok', 'possibly, possible'],
    tell: (ledger) => rebooted({ ...live(xenA, ledger), instances: [] }, xenA),
  },
  {
    event: 'main board replaced, network cards kept',
    expected: ['unknown', 'unknown', 'unknown', 'unknown'],
    tell: (ledger) => rebooted(live(boardA, ledger, bareDisk), { ...plainVm, mac: boardA.mac }),
  },
  {
    event: 'container made anew from the same volume',
    expected: always('unknown'),
    tell: (ledger) => ({
      disk: { ...live(physicalServer('', ''), ledger, bareDisk), hostname: 'f7d5c2b1a090' },
      server: { ...boardA, dmiUuid: null, mac: null },
    }),
  },
  {
    event: 'disk moved to another server and back',
    expected: ['ok', 'possibly, possible', 'ok', 'ok'],
    tell: (ledger) => rebooted(away(live(xenA, ledger), ledger), xenA),
  },

  // A copy: what was registered on one server runs on another.
  {
    event: 'clone from an image',
    expected: ['CLONED, likely', 'CLONED, certain', 'CLONED, certain', 'CLONED, likely'],
    tell: (ledger) => rebooted(live(xenA, ledger), xenB),
  },
  {
    event: 'clone from an image (KVM)',
    expected: ['CLONED, likely', 'CLONED, certain', 'CLONED, certain', 'CLONED, likely'],
    tell: (ledger) => rebooted(live(kvmA, ledger), kvmB),
  },
  {
    event: 'clone that keeps MAC and address',
    expected: ['CLONED, likely', 'CLONED, certain', 'CLONED, certain', 'CLONED, likely'],
    tell: (ledger) => rebooted(live(xenA, ledger), { ...xenB, mac: xenA.mac }),
  },
  {
    event: 'clone of an image with the agent built in',
    expected: always('CLONED, likely'),
    tell: () => rebooted(register(boot(emptyDisk, kvmB, firstBoot), '202743', registered), kvmA),
  },
  {
    event: 'rebuilt from the image of another server',
    expected: ['CLONED, likely', 'CLONED, certain', 'CLONED, certain', 'CLONED, likely'],
    tell: (ledger) => rebooted(live(xenA, ledger), xenB),
  },
  // From inside it is a clone; whether the original is gone is the question that the sentence asks.
  {
    event: 'failover to another site',
    expected: ['CLONED, likely', 'CLONED, certain', 'CLONED, certain', 'CLONED, likely'],
    tell: (ledger) => rebooted(live(kvmA, ledger), kvmB),
  },
  {
    event: 'clone, cloud-init switched off after it had booted with the registration',
    expected: ['CLONED, likely', 'CLONED, likely', 'CLONED, likely', 'CLONED, likely'],
    tell: (ledger) => rebooted({ ...boot(live(xenA, ledger), xenA, '2024-03-01T00:00:00Z'), hasCloudInit: false }, xenB),
  },
  {
    event: 'clone, cloud-init switched off before',
    expected: ['unknown', 'CLONED, likely', 'CLONED, likely', 'unknown'],
    tell: (ledger) => rebooted({ ...live(xenA, ledger), hasCloudInit: false }, xenB),
  },
  {
    event: 'registration restored on a server made from an image whose cloud-init was switched off',
    expected: always('possibly, possible'),
    tell: (ledger) => {
      const image: Disk = { ...boot(emptyDisk, xenA, '2024-03-01T00:00:00Z'), hasCloudInit: false };
      return { disk: restoreRegistration(image, live(xenA, ledger), event), server: xenB };
    },
  },
  {
    event: 'clone of a sealed image with the agent left in it',
    expected: ['possibly, possible', 'CLONED, likely', 'CLONED, likely', 'possibly, possible'],
    tell: (ledger) => rebooted({ ...live(xenA, ledger), instances: [], machineId: '0f343b0931126a20f133d67c2b018a3b' }, xenB),
  },
  {
    event: 'physical machine turned into a VM',
    expected: ['unknown', 'possibly, possible', 'possibly, possible', 'unknown'],
    tell: (ledger) => rebooted(live(boardA, ledger, bareDisk), plainVm),
  },
  {
    event: 'physical machine turned into a cloud server',
    expected: ['possibly, possible', 'possibly, likely', 'possibly, likely', 'possibly, possible'],
    tell: (ledger) => rebooted({ ...live(boardA, ledger, bareDisk), hasCloudInit: true }, { ...kvmB, dmiUuid: plainVm.dmiUuid }),
  },
  {
    event: 'registration restored on a younger server',
    expected: always('possibly, possible'),
    tell: (ledger) => rebooted(restoreRegistration(boot(emptyDisk, xenB, '2024-03-01T00:00:00Z'), live(xenA, ledger), event), xenB),
  },
  {
    event: 'registration restored on an older server',
    expected: always('unknown'),
    tell: (ledger) => rebooted(restoreRegistration(boot(emptyDisk, xenB, '2023-03-01T00:00:00Z'), live(xenA, ledger), event), xenB),
  },
  // Named as invisible in the sentence of ok.
  { event: 'silent clone: same UUID, MAC and address', expected: always('ok'), tell: (ledger) => rebooted(live(xenA, ledger), xenA) },
];

function away(disk: Disk, ledger: Ledger): Disk {
  const there = boot(disk, xenB, '2024-08-10T00:00:00Z');
  return ledger === 'no run' || ledger === 'runs since the event' ? there : remember(there, xenB, '2024-08-11T00:00:00Z');
}

function sceneOf({ tell }: Story, ledger: Ledger): Scene {
  const scene = tell(ledger);
  if (ledger !== 'runs since the event') return scene;
  return { ...scene, disk: remember(remember(scene.disk, scene.server, '2024-09-02T00:00:00Z'), scene.server, '2024-09-20T00:00:00Z') };
}

describe.each(stories)('$event', (story) => {
  it.each(ledgers.map((ledger, index) => ({ ledger, expected: story.expected[index] })))('$ledger: $expected', ({ ledger, expected }) => {
    expect(inShort(judge(sceneOf(story, ledger)))).toBe(expected);
  });
});

describe('the limits', () => {
  const bornAt = '2024-09-01T08:00:00Z';
  /** A copy whose instance first booted so many seconds after the registration. */
  const copyAfter = (seconds: number): Scene => {
    const at = new Date(Date.parse(bornAt) - seconds * 1000).toISOString();
    return { disk: boot(register(boot(emptyDisk, kvmA, firstBoot), '202743', at), kvmB, bornAt), server: kvmB };
  };
  it.each([
    { what: 'registered at the first boot', seconds: 0, expected: 'ok' },
    { what: 'one second before it', seconds: 1, expected: 'unknown' },
    { what: 'before it by as much as a clock is stepped', seconds: 600, expected: 'unknown' },
    { what: 'a second more', seconds: 601, expected: 'possibly, possible' },
    { what: 'before it by as much as a time zone', seconds: 50_400, expected: 'possibly, possible' },
    { what: 'a second more', seconds: 50_401, expected: 'CLONED, likely' },
  ])('$what ($seconds s): $expected', ({ seconds, expected }) => {
    expect(inShort(judge(copyAfter(seconds)))).toBe(expected);
  });

  it.each([
    { what: 'unchanged for a second less than 30 days', until: '2024-10-02T07:59:59.000Z', expected: 'unknown' },
    { what: 'unchanged for 30 days', until: '2024-10-02T08:00:00.000Z', expected: 'ok' },
  ])('$what: $expected', ({ until, expected }) => {
    const disk = remember(register(bareDisk, '202743', registered), plainVm, '2024-09-02T08:00:00.000Z');
    expect(inShort(judge({ disk: remember(disk, plainVm, until), server: plainVm }))).toBe(expected);
  });

  it('a restored registration does not settle: it may have come from anywhere', () => {
    const restored = restoreRegistration(boot(emptyDisk, kvmB, '2023-03-01T00:00:00Z'), live(kvmA, 'no run'), '2024-03-01T00:00:00Z');
    const disk = remember(remember(restored, kvmB, '2024-04-01T00:00:00.000Z'), kvmB, '2024-09-01T00:00:00.000Z');
    expect(inShort(judge({ disk: boot(disk, kvmB, event), server: kvmB }))).toBe('unknown');
  });

  it('a registration that was restored on a known server is no registration made there', () => {
    const known = remember(boot(bareDisk, plainVm, firstBoot), plainVm, firstBoot);
    const restored = restoreRegistration(
      boot({ ...known, hasCloudInit: true }, seeded(plainVm, 'vm-1'), firstBoot),
      live(kvmA, 'no run'),
      '2024-03-01T00:00:00Z',
    );
    expect(inShort(judge({ disk: restored, server: plainVm }))).toBe('unknown');
  });
});

describe('what the verdict says', () => {
  const clone = rebooted(live(xenA, 'runs before the event'), xenB);
  const evidenceOf = (verdict: Verdict): readonly Evidence[] => verdict.evidence ?? [];
  const valueOf = (verdict: Verdict, name: string): unknown => evidenceOf(verdict).find((item) => item.name === name)?.value;

  it('names the file, the agent, when it was last seen elsewhere, and how many independent signs say so', () => {
    const verdict = judge(clone);
    expect(evidenceOf(verdict)[0]?.subject).toBe('/etc/driveclient/bootstrap.json');
    expect(valueOf(verdict, 'agentId')).toBe('202743');
    expect(valueOf(verdict, 'seenElsewhereAt')).toBe('2024-08-01T00:00:00.000Z');
    expect(valueOf(verdict, 'independentSignCount')).toBe(2);
    expect(valueOf(verdict, 'earlierInstanceCount')).toBe(1);
  });

  it('lists every sign with its strength, root and source', () => {
    const verdict = judge(clone);
    const signs = evidenceOf(verdict).filter(({ name }) => name === 'signOfClone');
    expect(signs.map(({ subject, value, source }) => `${subject}: ${String(value)}, ${source}`)).toEqual([
      'registered-by-an-earlier-instance: strong, root instance, 2024-01-12T10:00:00Z, /var/lib/cloud/instances',
      'agent-seen-under-another-hypervisor: strong, root hypervisor, 2024-08-01T00:00:00.000Z, identity ledger',
      'mac-addresses-changed: weak, root network, 2024-08-01T00:00:00.000Z, identity ledger',
    ]);
  });

  it('says since when all is well', () => {
    expect(valueOf(judge(rebooted(live(xenA, 'no run'), xenA)), 'hereSince')).toBe(registered);
  });

  it('says what would decide where it cannot tell, and what root would see', () => {
    const disk = register(bareDisk, '202743', registered);
    const verdict = judge({ disk, server: { ...plainVm, dmiUuid: null } }, { ...asRoot, isRoot: false });
    expect(verdict).toMatchObject({
      status: 'unknown',
      reason: expect.stringMatching(
        /neither cloud-init nor an earlier run.*another server still run.*Run as root.*same UUID|cannot be seen/,
      ),
    });
  });

  it.each([
    ['the ledger', { ledgerNote: '/var/lib/backup-doctor/identity.json is damaged and was not used' }, 'identity.json is damaged'],
    ['what cloud-init left', { instanceHistoryNote: '/var/lib/cloud gave no answer within 3000 ms' }, '/var/lib/cloud gave no answer'],
  ])('says when %s could not be read, and does not call it absent', (_, note, reason) => {
    const disk = register(bareDisk, '202743', registered);
    const identity = { ...look(disk, plainVm), ...note };
    const verdict = clonedAgent.judge({ ...noWitness, 'agent.registration': registrationOf(disk), identity, conditions: asRoot }, limits);
    expect(verdict).toMatchObject({ status: 'unknown', reason: expect.stringContaining(reason) });
    expect(verdict).not.toMatchObject({ reason: expect.stringContaining('left a record') });
  });

  it('does not apply to an agent that was never registered', () => {
    expect(judge({ disk: emptyDisk, server: xenA }).status).toBe('not-applicable');
  });
});

describe('weighing', () => {
  const clue = (speaksFor: Clue['speaksFor'], strength: Clue['strength'], root: Clue['root']): Clue => ({
    code: 'x',
    speaksFor,
    strength,
    root,
    source: 's',
    at: event,
  });
  it.each<{ clues: readonly Clue[]; expected: object }>([
    { clues: [], expected: { answer: 'cannot-tell' } },
    {
      clues: [clue('clone', 'weak', 'name'), clue('clone', 'weak', 'network'), clue('clone', 'weak', 'disk')],
      expected: { answer: 'cannot-tell' },
    },
    { clues: [clue('clone', 'medium', 'disk')], expected: { answer: 'possibly-cloned', confidence: 'possible' } },
    {
      clues: [clue('clone', 'medium', 'disk'), clue('clone', 'medium', 'disk')],
      expected: { answer: 'possibly-cloned', confidence: 'possible' },
    },
    {
      clues: [clue('clone', 'medium', 'disk'), clue('clone', 'medium', 'hypervisor')],
      expected: { answer: 'possibly-cloned', confidence: 'likely' },
    },
    { clues: [clue('clone', 'strong', 'instance')], expected: { answer: 'cloned', confidence: 'likely' } },
    {
      clues: [clue('clone', 'strong', 'instance'), clue('clone', 'strong', 'instance')],
      expected: { answer: 'cloned', confidence: 'likely' },
    },
    {
      clues: [clue('clone', 'strong', 'instance'), clue('clone', 'strong', 'hypervisor')],
      expected: { answer: 'cloned', confidence: 'certain' },
    },
    {
      clues: [clue('clone', 'strong', 'instance'), clue('same-machine', 'medium', 'disk')],
      expected: { answer: 'cloned', confidence: 'likely' },
    },
    {
      clues: [clue('clone', 'strong', 'instance'), clue('same-machine', 'strong', 'hypervisor')],
      expected: { answer: 'possibly-cloned', confidence: 'possible' },
    },
    {
      clues: [clue('clone', 'strong', 'instance'), clue('neither', 'medium', 'hypervisor')],
      expected: { answer: 'possibly-cloned', confidence: 'possible' },
    },
    { clues: [clue('clone', 'medium', 'instance'), clue('same-machine', 'strong', 'hypervisor')], expected: { answer: 'same-machine' } },
    { clues: [clue('same-machine', 'medium', 'instance')], expected: { answer: 'same-machine' } },
    { clues: [clue('same-machine', 'weak', 'instance')], expected: { answer: 'cannot-tell' } },
  ])('$clues.length clues: $expected', ({ clues, expected }) => {
    expect(weigh(clues)).toMatchObject(expected);
  });
});

describe('zero false alarms', () => {
  /** What may happen to one server in its life; nothing of it makes a clone. */
  const happenings: Record<string, (disk: Disk, at: string) => Disk> = {
    reboot: (disk, at) => boot(disk, kvmA, at),
    'boot without metadata': (disk, at) => boot(disk, seeded(kvmA, 'iid-datasource-none', 'DataSourceNone'), at),
    'UUID spelled otherwise': (disk, at) => boot(disk, { ...kvmA, instanceId: novaA.toUpperCase() }, at),
    rename: (disk, at) => ({ ...disk, hostname: `h${Date.parse(at)}` }),
    'new machine id': (disk, at) => ({ ...disk, machineId: (Date.parse(at) * 7919).toString(16).padStart(32, '4f3fbfda59ff4aea969255a7') }),
    'run of this tool': (disk, at) => remember(disk, kvmA, at),
    'registered anew': (disk, at) => register(disk, `2${Date.parse(at) % 100_000}`, at),
    'cloud-init cleaned': (disk) => ({ ...disk, instances: [] }),
    'registration restored': (disk, at) => restoreRegistration(disk, disk, at),
  };
  const names = Object.keys(happenings);

  it('no life of one server ends as a clone', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(fc.constantFrom(...names), { maxLength: 25 }), (isFromImage, life) => {
        const image = isFromImage ? boot(emptyDisk, kvmB, '2023-01-01T00:00:00Z') : emptyDisk;
        const start = register(boot(image, kvmA, firstBoot), '202743', registered);
        const disk = life.reduce(
          (now, name, index) => happenings[name]!(now, new Date(Date.parse(registered) + (index + 1) * 86_400_000 * 3).toISOString()),
          start,
        );
        expect(inShort(judge(rebooted(disk, kvmA)))).not.toMatch(/^CLONED/);
      }),
      { numRuns: 500 },
    );
  });

  it('what is absent on both sides is no evidence', () => {
    const nobody: Server = { instanceId: null, dmiUuid: null, xenstoreName: null, mac: null, datasource: '' };
    const disk = remember(remember(register(bareDisk, '202743', registered), nobody, firstBoot), nobody, event);
    expect(judge({ disk, server: nobody }).status).toBe('unknown');
  });
});
