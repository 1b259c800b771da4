// Two recordings and more: a clone, a successor, or one machine with a life of its own.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareRecordings } from '../../src/compare/compare-recordings.js';
import type { Comparison } from '../../src/compare/comparison.js';
import { digestOf, type Digest } from '../../src/compare/digest.js';
import type { HostFacts } from '../../src/facts/host.js';
import { observed } from '../../src/facts/observed.js';
import {
  asRoot,
  boot,
  emptyDisk,
  hostBootedAt,
  kvmServer,
  look,
  physicalServer,
  register,
  restoreRegistration,
  xenServer,
  type Disk,
  type Server,
} from '../checks/facts-builders/identity.js';
import { factsOf, recordingOf } from '../sample-recording.js';

const limits = { toleranceSeconds: 600, clockErrorSeconds: 50_400 };

const novaA = '79aa4aa1-cd86-4416-a6c4-6942b7083130';
const novaB = '87c3b6e1-fb1a-41f9-91e5-313ae35a5a06';
const xenA = xenServer(novaA, 'b2c7d3a0-11e4-4a6b-9f6f-0c1d2e3f4a5b', '00:16:3e:11:11:11');
const xenB = xenServer(novaB, '5d1f0c9e-77aa-4c5e-8a34-91b2c3d4e5f6', '00:16:3e:22:22:22');
const kvmA = kvmServer(novaA, 'fa:16:3e:11:11:11');
const kvmB = kvmServer(novaB, 'fa:16:3e:22:22:22');
const amazonNamed: Server = { ...kvmA, instanceId: 'i-00a1b2c3', datasource: 'DataSourceEc2' };
const boardA = physicalServer('4c4c4544-0042-4a10-8056-b4c04f333232', '18:66:da:11:11:11');
const plainVm = physicalServer('564d9c1e-aa01-4f9e-8392-24bd7b661668', '00:0c:29:22:22:22');
const firstBoot = '2024-01-10T08:00:00.000Z';
const disk = (server: Server): Disk => register(boot(emptyDisk, server, firstBoot), '202743', '2024-01-12T10:00:00.000Z');

interface Look {
  readonly name?: string;
  readonly disk: Disk;
  readonly server: Server;
  readonly bootedAt: string | null;
  readonly at: string;
  readonly host?: Partial<HostFacts>;
  readonly root?: string;
}

function record({ name = '', disk: seen, server, bootedAt, at, host = {}, root }: Look): Digest {
  const facts = factsOf({ identity: observed(look(seen, server)), host: observed({ ...hostBootedAt(bootedAt), ...host }) });
  const finishedAt = new Date(Date.parse(at) + 2_000).toISOString();
  return digestOf(recordingOf({ gatheredAt: at, finishedAt, facts, conditions: { ...asRoot, root: root ?? null } }), name, limits);
}

const compared = (...looks: readonly Look[]): Comparison =>
  compareRecordings(
    looks.map((each, index) => record({ name: `${index}.json`, ...each })),
    limits,
  );

const said = ({ pairs: [pair] }: Comparison, wanted: string): readonly unknown[] =>
  (pair?.evidence ?? []).flatMap(({ name, value }) => (name === wanted ? [value] : []));

const inShort = (comparison: Comparison): string =>
  `${comparison.pairs[0]?.verdict}, ${comparison.pairs[0]?.certainty}: ${said(comparison, 'explanation').join(', ')}`;

const cloneBoot = '2024-09-01T08:00:00.000Z';
const original: Look = { disk: disk(xenA), server: xenA, bootedAt: firstBoot, at: '2024-09-10T00:00:00.000Z' };
const copy: Look = { disk: boot(disk(xenA), xenB, cloneBoot), server: xenB, bootedAt: cloneBoot, at: '2024-09-10T01:00:00.000Z' };
const later = '2024-10-01T00:00:00.000Z';

/** A server of its own that ran beside the original, and was given its registration. */
const standby = (givenAt: string): Look => ({
  disk: restoreRegistration(
    { ...boot(emptyDisk, xenB, '2023-03-01T00:00:00.000Z'), machineId: '0f343b0931126a20f133d67c2b018a3b' },
    original.disk,
    givenAt,
  ),
  server: xenB,
  bootedAt: '2024-03-01T00:00:00.000Z',
  at: '2024-09-10T00:00:00.000Z',
});

describe('two recordings of one agent', () => {
  const kvmOriginal = { ...original, disk: disk(kvmA), server: kvmA };
  it.each<{ what: string; a: Look; b: Look; expected: string }>([
    { what: 'a clone, both alive', a: original, b: copy, expected: 'cloned, certain: both-alive' },
    { what: 'named in the other order', a: copy, b: original, expected: 'cloned, certain: both-alive' },
    {
      what: 'a clone under KVM',
      a: kvmOriginal,
      b: { ...copy, disk: boot(disk(kvmA), kvmB, cloneBoot), server: kvmB },
      expected: 'cloned, certain: both-alive',
    },
    {
      what: 'recorded in the same second, boots unknown',
      a: { ...original, bootedAt: null },
      b: { ...copy, bootedAt: null, at: original.at },
      expected: 'cloned, likely: both-alive',
    },
    {
      what: 'the copy was restarted since',
      a: original,
      b: { ...copy, bootedAt: '2024-09-20T00:00:00.000Z', at: later },
      expected: 'cloned, likely: both-alive',
    },
    {
      what: 'a failover: the original was last seen before the other began',
      a: { ...original, at: '2024-08-30T00:00:00.000Z' },
      b: copy,
      expected: 'possibly-cloned, likely: one-may-have-ended-before',
    },
    {
      what: 'the registration was moved to a standby that ran all the time',
      a: { ...original, at: '2024-09-04T00:00:00.000Z' },
      b: standby('2024-09-05T00:00:00.000Z'),
      expected: 'possibly-cloned, likely: one-may-have-ended-before',
    },
    {
      what: 'moved to a standby that was restarted since',
      a: { ...original, at: '2024-09-04T00:00:00.000Z' },
      b: { ...standby('2024-09-05T00:00:00.000Z'), bootedAt: '2024-09-06T00:00:00.000Z' },
      expected: 'possibly-cloned, likely: one-may-have-ended-before',
    },
    {
      what: 'moved to a standby, and the first one still ran with it ten minutes later',
      a: { ...original, at: '2024-09-04T00:00:00.000Z' },
      b: standby('2024-09-03T23:50:02.000Z'),
      expected: 'cloned, likely: both-alive',
    },
    {
      what: 'and for longer',
      a: { ...original, at: '2024-09-04T00:00:00.000Z' },
      b: standby('2024-09-03T23:50:01.000Z'),
      expected: 'cloned, certain: both-alive',
    },
    {
      what: 'copied to an older machine while the first one ran on',
      a: standby('2024-09-05T00:00:00.000Z'),
      b: original,
      expected: 'cloned, certain: both-alive',
    },
    {
      what: 'alive at once for as long as clocks differ',
      a: { ...original, at: '2024-09-01T08:09:58.000Z' },
      b: { ...copy, disk: { ...copy.disk, hasCloudInit: true } },
      expected: 'cloned, likely: both-alive',
    },
    {
      what: 'two physical machines, both alive',
      a: { ...original, disk: disk(boardA), server: boardA },
      b: { ...copy, disk: disk(boardA), server: plainVm },
      expected: 'cloned, likely: both-alive',
    },
    {
      what: 'a physical machine turned into a VM',
      a: { ...original, disk: disk(boardA), server: boardA, at: '2024-08-30T00:00:00.000Z' },
      b: { ...copy, disk: disk(boardA), server: plainVm },
      expected: 'possibly-cloned, possible: one-may-have-ended-before',
    },
    {
      what: 'a silent clone: same ids, and two boots at once',
      a: original,
      b: { ...original, bootedAt: cloneBoot, at: later },
      expected: 'possibly-cloned, possible: two-boots-at-once',
    },
    {
      what: 'no ids at all, other name and cards, two boots at once',
      a: { ...original, disk: disk(boardA), server: { ...boardA, dmiUuid: null } },
      b: { ...copy, disk: { ...disk(boardA), hostname: 'web2' }, server: { ...plainVm, dmiUuid: null } },
      expected: 'possibly-cloned, possible: two-boots-at-once',
    },
    {
      what: 'no ids at all',
      a: { ...original, disk: disk(boardA), server: { ...boardA, dmiUuid: null } },
      b: { ...copy, disk: disk(boardA), server: { ...boardA, dmiUuid: null } },
      expected: 'cannot-tell, null: ids-of-the-servers-unknown',
    },
    {
      what: 'an image of the same disk, which runs nowhere',
      a: original,
      b: { ...original, at: later, server: { ...xenA, xenstoreName: null, dmiUuid: null }, bootedAt: null, root: '/mnt' },
      expected: 'cannot-tell, null: ids-of-the-servers-unknown',
    },
    { what: 'the same machine', a: original, b: { ...original, at: later }, expected: 'same-machine, certain: ' },
    {
      what: 'renamed',
      a: original,
      b: { ...original, at: later, disk: { ...original.disk, hostname: 'db1' } },
      expected: 'same-machine, certain: renamed',
    },
    {
      what: 'resized',
      a: original,
      b: { ...original, at: later, bootedAt: '2024-09-30T00:00:00.000Z', server: { ...xenA, dmiUuid: novaB }, host: { cpuCount: 8 } },
      expected: 'same-machine, certain: resized, moved-to-other-hardware, restarted',
    },
    {
      what: 'migrated',
      a: original,
      b: { ...original, at: later, server: { ...xenA, dmiUuid: novaB } },
      expected: 'same-machine, certain: moved-to-other-hardware',
    },
    {
      what: 'another network card',
      a: original,
      b: { ...original, at: later, server: { ...xenA, mac: '00:16:3e:99:99:99' } },
      expected: 'same-machine, certain: network-cards-changed',
    },
    {
      what: 'a kernel that spells the UUID otherwise',
      a: kvmOriginal,
      b: {
        ...kvmOriginal,
        at: later,
        server: { ...kvmA, instanceId: novaA.toUpperCase(), dmiUuid: 'A14AAA79-86CD-1644-A6C4-6942B7083130' },
      },
      expected: 'same-machine, certain: ',
    },
    {
      what: 'cloud-init changed its data source',
      a: { ...kvmOriginal, disk: disk(amazonNamed), server: amazonNamed },
      b: {
        ...kvmOriginal,
        disk: boot(disk(amazonNamed), kvmA, '2024-09-30T00:00:00.000Z'),
        bootedAt: '2024-09-30T00:00:00.000Z',
        at: later,
      },
      expected: 'same-machine, likely: restarted',
    },
    {
      what: 'restored in place',
      a: { ...original, disk: { ...original.disk, registeredAt: '2024-08-01T00:00:00.000Z' } },
      b: { ...original, at: later, bootedAt: '2024-09-30T00:00:00.000Z' },
      expected: 'same-machine, certain: set-back-to-an-earlier-state, restarted',
    },
    {
      what: 'rebuilt, registration restored',
      a: original,
      b: {
        ...original,
        at: later,
        bootedAt: '2024-09-30T00:00:00.000Z',
        disk: restoreRegistration(
          boot({ ...emptyDisk, machineId: '0f343b0931126a20f133d67c2b018a3b' }, xenA, '2024-09-30T00:00:00.000Z'),
          original.disk,
          '2024-09-30T01:00:00.000Z',
        ),
      },
      expected: 'same-machine, certain: rebuilt, restarted',
    },
    {
      what: 'a clone that was registered anew',
      a: original,
      b: { ...copy, disk: register(copy.disk, '202799', '2024-09-01T12:00:00.000Z') },
      expected: 'different-agents, certain: registered-anew',
    },
    {
      what: 'nothing in common',
      a: original,
      b: {
        ...copy,
        disk: { ...register(boot(emptyDisk, xenB, firstBoot), '999', firstBoot), machineId: '0f343b0931126a20f133d67c2b018a3b' },
      },
      expected: 'different-agents, certain: nothing-in-common',
    },
    {
      what: 'no agent in one of them',
      a: original,
      b: { ...copy, disk: { ...copy.disk, agentId: null } },
      expected: 'cannot-tell, null: agent-id-unknown',
    },
  ])('$what: $expected', ({ a, b, expected }) => {
    expect(inShort(compared(a, b))).toBe(expected);
  });

  it('says which is the copy by the age of its registration', () => {
    expect(said(compared(original, copy), 'thisMachineIs')).toEqual(['original', 'copy']);
    const registeredThere = {
      ...copy,
      disk: { ...copy.disk, registeredAt: '2024-09-02T00:00:00.000Z', registrationBornAt: '2024-09-02T00:00:00.000Z' },
    };
    expect(said(compared(original, registeredThere), 'thisMachineIs')).toEqual(['unknown', 'unknown']);
    expect(
      said(
        compared(copy, {
          ...copy,
          server: kvmB,
          disk: boot(disk(xenA), { ...xenB, instanceId: '0c5f9d31-5d6e-4f7a-9b21-6f1f5e0d7a44' }, cloneBoot),
        }),
        'thisMachineIs',
      ),
    ).not.toContain('original');
  });

  it('says what agrees, what differs and what is unknown', () => {
    const { pairs } = compared(original, copy);
    const of = (wanted: string) =>
      pairs[0]?.evidence.filter(({ name, value }) => name === 'comparison' && value === wanted).map(({ subject }) => subject);
    expect(of('differs')).toEqual(['dmi-uuid', 'instance-id', 'xenstore-name', 'mac-addresses']);
    expect(of('agrees')).toEqual(['machine-id', 'hostname']);
    expect(of('unknown')).toEqual(['ssh-host-keys', 'metadata-id']);
  });
});

describe('many recordings', () => {
  const hour = (index: number): string => new Date(Date.parse('2024-09-10T00:00:00.000Z') + index * 3_600_000).toISOString();
  const many = (count: number, lookAt: (index: number) => Look): readonly Digest[] =>
    Array.from({ length: count }, (_, index) => record({ name: `${index}.json`, ...lookAt(index), at: hour(index) }));

  it('of one machine are one pair: the first against the newest', () => {
    const { pairs, worst } = compareRecordings(
      many(40, () => original),
      limits,
    );
    expect(pairs.map(({ recordings, verdict }) => [...recordings, verdict])).toEqual([['0.json', '39.json', 'same-machine']]);
    expect(worst).toBe('same-machine');
  });

  it('of two machines in turn are a clone, and each machine is told once', () => {
    const { pairs } = compareRecordings(
      many(40, (index) => (index % 2 === 0 ? original : copy)),
      limits,
    );
    expect(pairs.map(({ verdict, certainty }) => `${verdict}, ${certainty}`)).toEqual([
      'cloned, certain',
      'same-machine, certain',
      'same-machine, certain',
    ]);
  });

  it.each([
    { what: 'first', isSuccessor: (index: number) => index < 8 },
    { what: 'last', isSuccessor: (index: number) => index >= 8 },
  ])('of two machines tell the worst that any two of them tell, be it harmless $what', ({ isSuccessor }) => {
    const early = { ...original, bootedAt: '2024-01-10T08:00:00.000Z' };
    const digests = Array.from({ length: 16 }, (_, index): Digest => {
      const at = hour(index);
      // A machine that was always booted just before it was recorded was never seen alive beside the other.
      const scene = index % 2 === 0 ? early : copy;
      return record({
        ...scene,
        name: `${index}.json`,
        at,
        bootedAt: isSuccessor(index) ? at : scene.bootedAt,
        disk: { ...scene.disk, hasCloudInit: true },
      });
    });
    expect(compareRecordings(digests, limits).pairs[0]).toMatchObject({ verdict: 'cloned', certainty: 'certain' });
  });

  it('of agents with one origin are told as registered anew, and of strangers not at all', () => {
    const anew = register(copy.disk, '202799', '2024-09-01T12:00:00.000Z');
    const stranger = (index: number): Look => ({
      ...copy,
      disk: {
        ...register(copy.disk, String(index), firstBoot),
        machineId: `${index + 100}`.padStart(32, '4f3fbfda59ff4aea969255a73342d439'),
      },
    });
    const { pairs } = compareRecordings(
      [...many(20, stranger), record({ ...original, name: 'a' }), record({ ...copy, disk: anew, name: 'b' })],
      limits,
    );
    expect(pairs.map(({ recordings, verdict }) => [...recordings, verdict])).toEqual([['a', 'b', 'different-agents']]);
  });

  it('of ten thousand copies take no ten thousand times ten thousand looks', () => {
    const digests = many(10_000, (index) => {
      const id = `${index.toString(16).padStart(8, '0')}-cd86-4416-a6c4-6942b7083130`;
      return { ...copy, server: xenServer(id, id, 'm') };
    });
    const startedAt = performance.now();
    const { pairs, omittedPairCount, worst } = compareRecordings(digests, limits);
    expect(performance.now() - startedAt).toBeLessThan(25_000);
    expect([pairs.length, worst]).toEqual([1_000, 'cloned']);
    expect(omittedPairCount).toBeGreaterThan(30_000);
  });

  it('that name no agent are counted, and nothing is well while they are there', () => {
    const nameless = many(3, () => ({ ...original, disk: { ...original.disk, agentId: null } }));
    const known = many(20, () => original);
    expect(compareRecordings([...known, ...nameless], limits)).toMatchObject({ worst: 'cannot-tell', unknownAgentCount: 3 });
    expect(compareRecordings(known, limits)).toMatchObject({ worst: 'same-machine', unknownAgentCount: 0 });
  });

  const idless: Server = { ...xenA, xenstoreName: null, dmiUuid: null, instanceId: null };

  it('without an id of a server hide no clone among the others', () => {
    const blind = many(40, () => ({ ...original, server: idless, disk: { ...original.disk, instances: [], current: null } }));
    const digests = [record({ ...original, name: 'a' }), ...blind, record({ ...copy, name: 'b', at: later })];
    expect(compareRecordings(digests, limits).worst).toBe('cloned');
  });

  it('show a boot that ran beside another one, whatever was recorded between them', () => {
    const looks = [
      { ...original, bootedAt: hour(20), at: hour(49) },
      { ...original, bootedAt: hour(50), at: hour(50) },
      { ...original, bootedAt: hour(35), at: hour(70) },
    ].map((each, index) => record({ ...each, name: `${index}` }));
    const blind = many(10, () => ({ ...original, server: idless, disk: { ...original.disk, instances: [], current: null, agentId: null } }));
    expect(compareRecordings(looks, limits).worst).toBe('possibly-cloned');
    expect(compareRecordings([...looks, ...blind], limits).worst).toBe('possibly-cloned');
  });

  it('that are added never make the answer better', () => {
    const servers = [
      xenA,
      xenB,
      ...['c', 'd', 'e', 'f', '7', '8'].map((digit) => xenServer(novaA.replace(/^7/, digit), novaB.replace(/^8/, digit), digit)),
    ];
    const oneOf = (kinds: readonly Server[]): fc.Arbitrary<Digest> =>
      fc
        .record({ server: fc.constantFrom(...kinds), hours: fc.nat(60), up: fc.oneof(fc.constant(0), fc.nat(70)), naming: fc.nat(5) })
        .map(({ server, hours, up, naming }) => {
          const start = boot(disk(xenA), server, hour(hours - up));
          const seen = server === idless ? { ...start, instances: [], current: null } : start;
          const agentId = naming === 0 ? null : seen.agentId;
          return record({ name: `${hours} ${up}`, disk: { ...seen, agentId }, server, bootedAt: hour(hours - up), at: hour(hours) });
        });
    // What tells least may push out most.
    const more = fc.oneof(
      fc.array(oneOf([idless]), { minLength: 10, maxLength: 40 }),
      fc.array(oneOf([...servers, idless]), { maxLength: 24 }),
    );
    const badness = (digests: readonly Digest[]): number =>
      ['cloned', 'possibly-cloned', 'cannot-tell'].indexOf(compareRecordings(digests, limits).worst ?? '') + 1 || 9;
    fc.assert(
      fc.property(fc.array(oneOf(servers), { minLength: 2, maxLength: 4 }), more, (some, added) => {
        expect(badness([...some, ...added])).toBeLessThanOrEqual(badness(some));
      }),
      { numRuns: 1_000 },
    );
  });

  it('tell the same in any order', () => {
    const digests = many(16, (index) => (index % 3 === 0 ? copy : original));
    const expected = compareRecordings(digests, limits);
    fc.assert(
      fc.property(fc.shuffledSubarray([...digests], { minLength: digests.length }), (shuffled) =>
        expect(compareRecordings(shuffled, limits)).toEqual(expected),
      ),
      { numRuns: 30 },
    );
  });
});
