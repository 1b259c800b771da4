// Each row of the truth table, played through the project's own readers: with and without a ledger, with and without the service.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../../src/checks/check.js';
import { clonedAgent } from '../../../src/checks/cloned-agent.js';
import type { ApiFacts } from '../../../src/facts/api.js';
import type { DiskTraces, IdentityFacts } from '../../../src/facts/identity.js';
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
} from '../facts-builders/identity.js';
import { apiThatKnows, courtLimits, noWitness, registeredAgent, runningAgent } from '../facts-builders/witnesses.js';
import { truthTable, type Row } from './truth-table.js';

const novaA = '79aa4aa1-cd86-4416-a6c4-6942b7083130';
const novaB = '87c3b6e1-fb1a-41f9-91e5-313ae35a5a06';
const xenA = xenServer(novaA, 'b2c7d3a0-11e4-4a6b-9f6f-0c1d2e3f4a5b', '00:16:3e:11:11:11');
const xenB = xenServer(novaB, '5d1f0c9e-77aa-4c5e-8a34-91b2c3d4e5f6', '00:16:3e:22:22:22');
const kvmA = kvmServer(novaA, 'fa:16:3e:11:11:11');
const kvmB = kvmServer(novaB, 'fa:16:3e:22:22:22');
const boardA = physicalServer('4c4c4544-0042-4a10-8056-b4c04f333232', '18:66:da:11:11:11');
const plainVm = physicalServer('564d9c1e-aa01-4f9e-8392-24bd7b661668', '00:0c:29:22:22:22');
const bareDisk: Disk = { ...emptyDisk, hasCloudInit: false };
const event = '2024-09-01T08:00:00Z';
const anewId = '202799';

interface Scene {
  readonly disk: Disk;
  readonly server: Server;
  /** The server that the service knows the agent by; null outside the cloud. */
  readonly registeredFor: string | null;
  readonly bootedAt?: string;
  readonly isAgentStopped?: boolean;
  readonly traces?: DiskTraces;
}

/** An ordinary life up to the event. */
function live(server: Server, hasLedger: boolean, start: Disk = emptyDisk): Disk {
  const disk = register(boot(start, server, '2024-01-10T08:00:00Z'), '202743', '2024-01-12T10:00:00Z');
  return hasLedger ? remember(remember(disk, server, '2024-02-01T00:00:00Z'), server, '2024-08-01T00:00:00Z') : disk;
}

const on = (server: Server, disk: Disk, registeredFor: string | null = novaA): Scene => ({
  disk: boot(disk, server, event),
  server,
  registeredFor,
});

/** A cloud that speaks Amazon's tongue, too, gives a server a second id. */
const amazonNamed = (server: Server): Server => ({ ...server, instanceId: 'i-00a1b2c3', datasource: 'DataSourceEc2' });

const sealed = (disk: Disk): Disk => ({ ...disk, instances: [], machineId: '0f343b0931126a20f133d67c2b018a3b' });

const scenes: Readonly<Record<string, (hasLedger: boolean) => Scene>> = {
  'nothing happened': (ledger) => on(xenA, live(xenA, ledger)),
  'restore in place': (ledger) => on(xenA, live(xenA, ledger)),
  'restore in place: the ledger is set back, too': (ledger) =>
    on(xenA, { ...live(xenA, ledger), ledger: live(xenA, ledger).ledger.slice(-1) }),
  'rebuilt fresh, registration restored': (ledger) =>
    on(xenA, restoreRegistration(boot(emptyDisk, xenA, event), live(xenA, ledger), '2024-09-01T12:00:00Z')),
  'cloud-init cleaned and run again': (ledger) => on(xenA, { ...live(xenA, ledger), instances: [] }),
  'cloud-init changed its data source (Xen)': (ledger) => on(xenA, live(amazonNamed(xenA), ledger)),
  'cloud-init changed its data source (KVM)': (ledger) => on(kvmA, live(amazonNamed(kvmA), ledger)),
  'cloud-init changed from a seed to a config drive': (ledger) =>
    on(kvmA, live({ ...kvmA, instanceId: 'iid-web1', datasource: 'DataSourceNoCloud' }, ledger)),
  "cloud-init changed to ids of Amazon's form": (ledger) => on(amazonNamed(kvmA), live(kvmA, ledger)),
  resize: (ledger) => on({ ...xenA, dmiUuid: '0b5cb4d2-7e0f-4f0c-a3a9-5be1c7a60e11' }, live(xenA, ledger)),
  'live migration': (ledger) => ({ disk: live(xenA, ledger), server: xenA, registeredFor: novaA, bootedAt: '2024-01-10T08:00:00Z' }),
  'network card changed': (ledger) => on({ ...xenA, mac: '00:16:3e:99:99:99' }, live(xenA, ledger)),
  'network card changed, old rules left behind': (ledger) => ({
    ...on({ ...xenA, mac: '00:16:3e:99:99:99' }, live(xenA, ledger)),
    traces: {
      seedHash: null,
      networkFiles: [{ path: '/etc/udev/rules.d/70-persistent-net.rules', modifiedAt: event, cardCount: 1, ownCardCount: 0 }],
    },
  }),
  'kernel update: DMI in another spelling': (ledger) =>
    on({ ...kvmA, instanceId: novaA.toUpperCase(), dmiUuid: 'A14AAA79-86CD-1644-A6C4-6942B7083130' }, live(kvmA, ledger)),
  renamed: (ledger) => on(xenA, { ...live(xenA, ledger), hostname: 'db1' }),
  'registered anew on the same server': (ledger) => on(xenA, register(live(xenA, ledger), anewId, '2024-08-20T00:00:00Z')),
  'container re-created': (ledger) => ({
    disk: { ...live(physicalServer('', ''), ledger, bareDisk), hostname: 'f7d5c2b1a090' },
    server: { ...boardA, dmiUuid: null, mac: null },
    registeredFor: novaA,
  }),
  'boot volume swapped': (ledger) => on(kvmA, copyFiles(live(kvmA, ledger), event)),
  'sealed image, registered on the new server': (ledger) =>
    on(xenB, register(boot(sealed(live(xenA, ledger)), xenB, event), anewId, '2024-09-01T12:00:00Z'), novaB),
  'clone, registered anew as it should be': (ledger) =>
    on(xenB, register(boot(live(xenA, ledger), xenB, event), anewId, '2024-09-01T12:00:00Z'), novaB),
  'clone from image': (ledger) => on(xenB, live(xenA, ledger)),
  'clone from image (KVM)': (ledger) => on(kvmB, live(kvmA, ledger)),
  'clone from image that keeps MAC and address': (ledger) => on({ ...xenB, mac: xenA.mac }, live(xenA, ledger)),
  'clone of a sealed image with the agent in it': (ledger) => on(xenB, sealed(live(xenA, ledger))),
  'clone, cloud-init switched off': (ledger) => on(xenB, { ...live(xenA, ledger), hasCloudInit: false }),
  'registration restored on another, older server': (ledger) =>
    on(xenB, restoreRegistration(boot(emptyDisk, xenB, '2023-03-01T00:00:00Z'), live(xenA, ledger), event)),
  'failover, the agent runs here': (ledger) => on(kvmB, live(kvmA, ledger)),
  'failover, stopped here and nobody answers': (ledger) => ({ ...on(kvmB, live(kvmA, ledger)), isAgentStopped: true }),
  'physical machine turned into a VM': (ledger) => on(plainVm, live(boardA, ledger, bareDisk), null),
  'physical machine turned into a cloud server': (ledger) =>
    on({ ...kvmB, dmiUuid: plainVm.dmiUuid }, { ...live(boardA, ledger, bareDisk), hasCloudInit: true }, null),
  'silent clone': (ledger) => on(xenA, live(xenA, ledger)),
};

function identityOf({ disk, server, traces }: Scene): IdentityFacts {
  const identity = look(disk, server);
  return traces === undefined ? identity : { ...identity, traces };
}

function apiOf({ disk, registeredFor, isAgentStopped = false }: Scene): ApiFacts {
  const status = isAgentStopped ? ({ status: 'offline', wasWoken: true } as const) : {};
  return apiThatKnows(registeredAgent(disk.agentId ?? '', registeredFor, status));
}

function judge(scene: Scene, api: ApiFacts | null, identity = identityOf(scene)): Verdict {
  const { disk, bootedAt = event, isAgentStopped = false } = scene;
  const seen = { 'agent.registration': registrationOf(disk), identity, host: hostBootedAt(bootedAt), conditions: asRoot, api };
  return clonedAgent.judge({ ...noWitness, ...seen, 'agent.processes': isAgentStopped ? [] : runningAgent }, courtLimits);
}

function inShort(verdict: Verdict): string {
  if (!('problem' in verdict)) return verdict.status;
  return verdict.problem === 'cloned'
    ? `CLONED, ${verdict.confidence}`
    : `${verdict.problem.replace('-cloned', '')}, ${verdict.confidence}`;
}

describe('the truth table', () => {
  const columns = ['alone', 'ledger', 'api', 'both'] as const;
  const cells = truthTable.flatMap((row) => columns.map((column) => ({ event: row.event, column, expected: row[column], row })));
  const play = ({ event: name }: Row, column: (typeof columns)[number]): Verdict => {
    const scene = scenes[name]!(column === 'ledger' || column === 'both');
    return judge(scene, column === 'api' || column === 'both' ? apiOf(scene) : null);
  };

  it.each(cells)('$event, $column: $expected', ({ row, column, expected }) => {
    expect(inShort(play(row, column))).toBe(expected);
  });

  it('has a row for every event, and an event for every row', () => {
    expect(Object.keys(scenes)).toEqual(truthTable.map(({ event: name }) => name));
  });

  it('says cloned of nothing but what was registered on another server', () => {
    const wrong = cells.filter(({ row, column }) => !row.isCopy && /^CLONED/.test(inShort(play(row, column))));
    expect(wrong).toEqual([]);
  });

  it.each(cells)('$event, $column: names which of the two this is, wherever there are two', ({ row, column }) => {
    const verdict = play(row, column);
    const said = (verdict.evidence ?? []).find(({ name }) => name === 'thisMachineIs')?.value;
    const expected = 'problem' in verdict ? (verdict.problem === 'cloned' ? 'copy' : 'unknown') : undefined;
    expect(said).toBe(expected);
  });
});

describe('whatever the order', () => {
  it('the clues of a shuffled ledger tell the same', () => {
    // Here first, then elsewhere, then here again: what was first decides.
    const there = remember(boot(live(xenA, true), xenB, '2024-08-10T00:00:00Z'), xenB, '2024-08-11T00:00:00Z');
    const scene = on(xenA, there);
    expect(inShort(judge(scene, null))).toBe('possibly, possible');
    fc.assert(
      fc.property(fc.shuffledSubarray([...there.ledger], { minLength: there.ledger.length }), (ledger) => {
        expect(inShort(judge({ ...scene, disk: { ...scene.disk, ledger } }, null))).toBe('possibly, possible');
      }),
    );
  });

  it('the signals of a machine may come in any order', () => {
    const scene = scenes['clone from image']!(true);
    const identity = identityOf(scene);
    fc.assert(
      fc.property(fc.shuffledSubarray([...identity.signals], { minLength: identity.signals.length }), (signals) => {
        expect(judge(scene, apiOf(scene), { ...identity, signals })).toMatchObject({ problem: 'cloned', confidence: 'certain' });
      }),
    );
  });
});
