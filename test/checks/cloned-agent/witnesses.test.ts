// What the service, the agent's log and the processes tell: rows on both sides of each limit.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../../src/checks/check.js';
import { clonedAgent } from '../../../src/checks/cloned-agent.js';
import { weigh } from '../../../src/checks/cloned-agent/weigh.js';
import type { AgentProcess, LogSettings } from '../../../src/facts/agent.js';
import type { Activity, ApiFacts, BackupReport, RegisteredAgent } from '../../../src/facts/api.js';
import type { DiskTraces, IdentityFacts } from '../../../src/facts/identity.js';
import { signalRoots } from '../../../src/facts/identity.js';
import type { LogFacts, LogGroup } from '../../../src/facts/log.js';
import type { NetworkFacts } from '../../../src/facts/network.js';
import { observed } from '../../../src/facts/observed.js';
import type { PathCell } from '../../../src/facts/paths.js';
import { group } from '../facts-builders/log.js';
import { apiReply, endpoints } from '../facts-builders/network.js';
import { cellWith } from '../facts-builders/paths.js';
import { missingWords, sentenceFor, stepsFor } from '../facts-builders/words.js';
import {
  asRoot,
  boot,
  emptyDisk,
  hostBootedAt,
  kvmServer,
  look,
  physicalServer,
  register,
  registrationOf,
  xenServer,
  type Disk,
  type Server,
} from '../facts-builders/identity.js';
import {
  activityAt,
  agentLog,
  apiThatKnows,
  backupReport,
  courtLimits,
  logEvent,
  logSettings,
  noWitness,
  registeredAgent,
  runningAgent,
} from '../facts-builders/witnesses.js';

const novaA = '79aa4aa1-cd86-4416-a6c4-6942b7083130';
const novaB = '87c3b6e1-fb1a-41f9-91e5-313ae35a5a06';
const agentId = '202743';
const bootedAt = '2024-09-01T08:00:00.000Z';
const askedAt = '2024-09-20T12:00:00.000Z';
const xen = xenServer(novaA, 'b2c7d3a0-11e4-4a6b-9f6f-0c1d2e3f4a5b', '00:16:3e:11:11:11');
const kvm = kvmServer(novaA, 'fa:16:3e:11:11:11');
const amazonNamed: Server = { ...kvm, instanceId: 'i-00a1b2c3', dmiUuid: null, datasource: 'DataSourceEc2' };
const plain = physicalServer('564d9c1e-aa01-4f9e-8392-24bd7b661668', '00:0c:29:22:22:22');
const bare = register({ ...emptyDisk, hasCloudInit: false }, agentId, '2024-01-12T10:00:00Z');
const atHome = (server: Server): Disk =>
  boot(register(boot(emptyDisk, server, '2024-01-10T08:00:00Z'), agentId, '2024-01-12T10:00:00Z'), server, bootedAt);

/** A server told the time, and the own clock is ahead of it. */
function clockAhead(seconds: number): readonly PathCell[] {
  const endpoint = endpoints.agentApi;
  const headers = { date: new Date(askedAt).toUTCString() };
  const ownTime = new Date(Date.parse(askedAt) + 500 + seconds * 1_000).toISOString();
  return [cellWith({ endpoint, reply: apiReply(endpoint, { headers, askedAt: ownTime }) })];
}

interface Scene {
  readonly disk: Disk;
  readonly server: Server;
  readonly api?: ApiFacts;
  readonly processes?: readonly AgentProcess[] | null;
  readonly log?: LogFacts;
  readonly settings?: LogSettings | null;
  readonly networks?: NetworkFacts;
  readonly paths?: readonly PathCell[] | null;
  readonly traces?: DiskTraces;
  readonly container?: string | null;
  readonly earlierCopiesAt?: readonly string[];
}

function judge({
  disk,
  server,
  traces,
  container = null,
  api,
  log,
  networks,
  paths = clockAhead(0),
  processes = null,
  settings = logSettings(),
  earlierCopiesAt = [],
}: Scene): Verdict {
  const identity: IdentityFacts = { ...look(disk, server), container, ...(traces === undefined ? {} : { traces }) };
  const witnesses = {
    api: api ?? null,
    log: log ?? null,
    networks: networks ?? null,
    paths,
    'agent.processes': processes,
    'agent.logSettings': settings,
  };
  const seen = { ...noWitness, ...witnesses, identity, host: hostBootedAt(bootedAt), conditions: asRoot };
  return clonedAgent.judge({ ...seen, 'agent.registration': { ...registrationOf(disk), earlierCopiesAt } }, courtLimits);
}

function inShort(verdict: Verdict): string {
  return 'problem' in verdict ? `${verdict.problem}, ${verdict.confidence}` : verdict.status;
}

const signs = (verdict: Verdict): readonly string[] =>
  (verdict.evidence ?? [])
    .filter(({ name }) => name.startsWith('sign') || name === 'contradiction')
    .map(({ subject, value }) => `${subject}: ${String(value).split(',')[0]}`);

const knownFor = (server: string | null, over: Partial<RegisteredAgent> = {}, more: Partial<ApiFacts> = {}): ApiFacts =>
  apiThatKnows(registeredAgent(agentId, server, over), more);

describe('the server that the agent was registered for', () => {
  // cloud-init ran last on the server that the disk was copied from.
  const stale: Disk = {
    ...register(boot(emptyDisk, kvmServer(novaB, ''), '2024-01-10T08:00:00Z'), agentId, '2024-01-12T10:00:00Z'),
    hasCloudInit: false,
  };
  it.each<{ what: string; scene: Scene; expected: string }>([
    { what: 'this one, by XenStore', scene: { disk: bare, server: xen, api: knownFor(novaA) }, expected: 'ok' },
    { what: 'this one, in capitals', scene: { disk: bare, server: xen, api: knownFor(novaA.toUpperCase()) }, expected: 'ok' },
    {
      what: 'this one, in the other byte order',
      scene: { disk: bare, server: xen, api: knownFor('a14aaa79-86cd-1644-a6c4-6942b7083130') },
      expected: 'ok',
    },
    { what: 'this one, by DMI under KVM', scene: { disk: bare, server: kvm, api: knownFor(novaA) }, expected: 'ok' },
    { what: 'another one, by XenStore', scene: { disk: bare, server: xen, api: knownFor(novaB) }, expected: 'cloned, likely' },
    {
      what: "another one, by cloud-init's fresh record",
      scene: { disk: atHome({ ...kvm, dmiUuid: null }), server: { ...kvm, dmiUuid: null }, api: knownFor(novaB) },
      expected: 'cloned, likely',
    },
    {
      what: 'another one than DMI says, which under Xen is another id',
      scene: { disk: bare, server: plain, api: knownFor(novaB) },
      expected: 'unknown',
    },
    {
      what: 'that of an old record, while the hypervisor names another',
      scene: { disk: stale, server: xen, api: knownFor(novaB) },
      expected: 'cloned, likely',
    },
    {
      what: 'that of an old record, and nothing else is known',
      scene: { disk: stale, server: plain, api: knownFor(novaB) },
      expected: 'unknown',
    },
    {
      what: "a UUID, while cloud-init knows an id of Amazon's form alone",
      scene: { disk: atHome(amazonNamed), server: amazonNamed, api: knownFor(novaB) },
      expected: 'ok',
    },
    { what: 'none: not a cloud server', scene: { disk: bare, server: xen, api: knownFor(null) }, expected: 'unknown' },
    {
      what: 'another one, but the answer is about another agent',
      scene: { disk: bare, server: xen, api: apiThatKnows(registeredAgent('999', novaB)) },
      expected: 'unknown',
    },
    {
      what: 'this one, and its name and address are others',
      scene: { disk: bare, server: xen, api: knownFor(novaA, { machineName: 'web2', address: '198.51.100.7' }) },
      expected: 'ok',
    },
  ])('$what: $expected', ({ scene, expected }) => {
    expect(inShort(judge(scene))).toBe(expected);
  });
});

const conflict = group('HTTP 409 Conflict. POST https://api.drivesrvr.com/v2/991199/agents/tokens', {
  ...{ httpStatus: 409, host: 'api.drivesrvr.com', firstAt: '2024-09-19T12:00:00.000Z', lastAt: '2024-09-20T11:00:00.000Z' },
});

describe('the service refuses the fingerprint, as the log tells', () => {
  const told = (over: Partial<LogGroup>, more: Partial<Scene> = {}): Scene => ({
    ...{ disk: bare, server: xen, log: agentLog({ groups: [{ ...conflict, ...over }] }) },
    ...more,
  });
  const elsewhere = { host: 'files.example.com', message: 'HTTP 409 Conflict. POST https://files.example.com/x' };
  it.each<{ what: string; scene: Scene; expected: string }>([
    { what: 'by 409: two machines, and no word of which', scene: told({}), expected: 'possibly-cloned, likely' },
    { what: 'on the server it was registered for', scene: told({}, { api: knownFor(novaA) }), expected: 'copied-elsewhere, likely' },
    { what: 'on another one', scene: told({}, { api: knownFor(novaB) }), expected: 'cloned, certain' },
    {
      what: 'in words alone',
      scene: told({ httpStatus: null, message: 'api.drivesrvr.com says: Fingerprint does not match' }),
      expected: 'possibly-cloned, likely',
    },
    { what: 'by the event service', scene: told({ host: 'rse.drivesrvr.com', message: '409' }), expected: 'possibly-cloned, likely' },
    { what: 'right after a start', scene: told({ isRightAfterStart: true }), expected: 'unknown' },
    { what: 'before this registration was made', scene: told({ lastAt: '2024-01-12T10:00:00Z' }), expected: 'unknown' },
    { what: 'by 409 of another service', scene: told(elsewhere), expected: 'unknown' },
    { what: 'by 503', scene: told({ httpStatus: 503, message: 'HTTP 503' }), expected: 'unknown' },
    { what: 'as the updater tells', scene: told({ writer: 'updater' }), expected: 'unknown' },
  ])('$what: $expected', ({ scene, expected }) => {
    expect(inShort(judge(scene))).toBe(expected);
  });
});

describe('when the service registered it', () => {
  const at = (registeredAt: string): Scene => ({
    disk: boot(register({ ...emptyDisk }, agentId, '2024-01-12T10:00:00Z'), plain, bootedAt),
    server: plain,
    api: knownFor(null, { registeredAt }),
  });
  const since = '2024-01-10T08:00:00.000Z';
  const before = (seconds: number): string => new Date(Date.parse(since) - seconds * 1000).toISOString();
  it.each([
    { what: '14 h before this instance, as much as a clock may be wrong', registeredAt: before(50_400), expected: 'ok' },
    { what: 'a second more', registeredAt: before(50_401), expected: 'possibly-cloned, possible' },
  ])('$what: $expected', ({ registeredAt, expected }) => {
    expect(inShort(judge({ ...at(registeredAt), disk: atHome(kvm), server: { ...kvm, dmiUuid: null } }))).toBe(expected);
  });
});

describe('a heartbeat while nothing runs here', () => {
  const stoppedAt = (at: string): LogFacts =>
    agentLog({ lastLineAt: at, events: [logEvent('start', '2024-09-01T08:01:00.000Z'), logEvent('stop', at)] });
  const hourBefore = '2024-09-20T11:00:00.000Z';
  const earlier = '2024-09-20T10:59:59.000Z';
  const ghost = (over: Partial<Scene>, agent: Partial<RegisteredAgent> = {}, server: string | null = novaA): Scene => ({
    disk: bare,
    server: xen,
    api: knownFor(server, agent),
    processes: [],
    log: stoppedAt(earlier),
    ...over,
  });
  it.each<{ what: string; scene: Scene; expected: string }>([
    { what: 'stopped here for more than an hour', scene: ghost({}), expected: 'copied-elsewhere, likely' },
    {
      what: 'stopped here for an hour, as long as the service may believe a heartbeat',
      scene: ghost({ log: stoppedAt(hourBefore) }),
      expected: 'ok',
    },
    { what: 'busy, which v2 tells', scene: ghost({}, { status: 'unknown', isBusy: true }), expected: 'copied-elsewhere, likely' },
    { what: 'offline', scene: ghost({}, { status: 'offline' }), expected: 'ok' },
    { what: 'the agent runs here', scene: ghost({ processes: runningAgent }), expected: 'ok' },
    {
      what: 'the agent is suspended here: it keeps its connection',
      scene: ghost({ processes: runningAgent.map((one) => ({ ...one, state: 'suspended' as const })) }),
      expected: 'ok',
    },
    { what: 'the processes could not be seen', scene: ghost({ processes: null }), expected: 'ok' },
    {
      what: 'nobody knows how it ended here: no stop in the log',
      scene: ghost({ log: agentLog({ lastLineAt: earlier }) }),
      expected: 'ok',
    },
    {
      what: 'stopped here, as far as its log was kept',
      scene: ghost({ log: { ...stoppedAt(earlier), gaps: [{ from: earlier, to: null }] } }),
      expected: 'ok',
    },
    {
      what: 'it was started again after the stop',
      scene: ghost({
        log: agentLog({ lastLineAt: earlier, events: [logEvent('stop', '2024-09-19T00:00:00.000Z'), logEvent('start', earlier)] }),
      }),
      expected: 'ok',
    },
    {
      what: 'killed, and the host booted since',
      scene: ghost({ log: agentLog({ lastLineAt: '2024-08-31T00:00:00.000Z' }) }),
      expected: 'copied-elsewhere, likely',
    },
    { what: 'the log tells warnings alone, so a start would not show', scene: ghost({ settings: logSettings('WARN') }), expected: 'ok' },
    { what: 'the level of the log is unknown', scene: ghost({ settings: logSettings(null) }), expected: 'ok' },
    { what: 'in a container, where another one may run it', scene: ghost({ container: '/.dockerenv' }), expected: 'ok' },
    {
      what: 'registered for another server: this is the copy, and the original lives',
      scene: ghost({}, {}, novaB),
      expected: 'cloned, certain',
    },
    {
      what: 'registered for nobody knows which: a single sign asserts nothing',
      scene: ghost({}, {}, null),
      expected: 'possibly-cloned, likely',
    },
    {
      what: 'nobody answers though it was woken: the other one is gone or off',
      scene: ghost({}, { status: 'offline', wasWoken: true }, novaB),
      expected: 'possibly-cloned, possible',
    },
    { what: 'offline and not woken: it may be idle', scene: ghost({}, { status: 'offline' }, novaB), expected: 'cloned, likely' },
  ])('$what: $expected', ({ scene, expected }) => {
    expect(inShort(judge(scene))).toBe(expected);
  });

  it('booted within the hour: the disk may have been set back to a time when the agent was stopped', () => {
    const late = '2024-09-20T11:30:00.000Z';
    const { disk, server, api, log } = ghost({});
    const seen = {
      ...noWitness,
      'agent.registration': registrationOf(disk),
      identity: look(disk, server),
      api: api ?? null,
      log: log ?? null,
      'agent.processes': [],
      'agent.logSettings': logSettings(),
    };
    expect(inShort(clonedAgent.judge({ ...seen, host: hostBootedAt(late) }, courtLimits))).toBe('ok');
    expect(inShort(clonedAgent.judge({ ...seen, host: hostBootedAt(bootedAt) }, courtLimits))).toBe('copied-elsewhere, likely');
  });

  it('tells which one this is, and when the other was seen', () => {
    const { evidence = [] } = judge(ghost({}));
    expect(evidence.find(({ name }) => name === 'thisMachineIs')?.value).toBe('original');
    expect(evidence.find(({ name }) => name === 'seenElsewhereAt')?.value).toBe(askedAt);
  });
});

describe('backups that never ran here', () => {
  const night = { from: '2024-09-10T00:00:00.000Z', to: '2024-09-10T06:00:00.000Z' };
  const foreign = backupReport('2024-09-10T00:10:01.000Z', '2024-09-10T05:49:59.000Z');
  const secondNight = { from: '2024-09-12T00:00:00.000Z', to: '2024-09-12T06:00:00.000Z' };
  const secondForeign = backupReport('2024-09-12T01:00:00.000Z', '2024-09-12T02:00:00.000Z');
  const own = backupReport('2024-09-11T01:00:00.000Z', '2024-09-11T02:00:00.000Z');
  const scene = (reports: readonly BackupReport[], log: Partial<LogFacts> = {}, over: Partial<Scene> = {}): Scene => ({
    disk: bare,
    server: xen,
    api: knownFor(novaA, {}, { reports: observed(reports) }),
    processes: runningAgent,
    log: agentLog({ silences: [secondNight, night], ...log }),
    ...over,
  });
  it.each<{ what: string; scene: Scene; expected: string }>([
    { what: 'one, in the midst of a silence', scene: scene([foreign]), expected: 'possibly-copied-elsewhere, possible' },
    { what: 'two, and one between them that ran here', scene: scene([secondForeign, own, foreign]), expected: 'copied-elsewhere, likely' },
    {
      what: 'two in a row: the level may have been another for a while',
      scene: scene([secondForeign, foreign]),
      expected: 'possibly-copied-elsewhere, possible',
    },
    {
      what: 'one that begins ten minutes after the last line',
      scene: scene([{ ...foreign, startedAt: '2024-09-10T00:10:00.000Z' }]),
      expected: 'ok',
    },
    {
      what: 'one that ends ten minutes before the next line',
      scene: scene([{ ...foreign, completedAt: '2024-09-10T05:50:00.000Z' }]),
      expected: 'ok',
    },
    {
      what: 'the clock is off by ten minutes, as much as is allowed for',
      scene: scene([foreign], {}, { paths: clockAhead(600) }),
      expected: 'possibly-copied-elsewhere, possible',
    },
    {
      what: 'the clock is off by more: what ran here is told at another time',
      scene: scene([foreign], {}, { paths: clockAhead(-601) }),
      expected: 'ok',
    },
    { what: 'nobody told the time', scene: scene([foreign], {}, { paths: null }), expected: 'ok' },
    { what: 'one that ran here', scene: scene([own]), expected: 'ok' },
    { what: 'one that failed: it may never have reached an agent', scene: scene([{ ...foreign, state: 'failed' }]), expected: 'ok' },
    {
      what: 'the silence ends with a start: the disk may have been set back',
      scene: scene([foreign], { events: [logEvent('start', night.to)] }),
      expected: 'ok',
    },
    {
      what: 'the agent was installed anew in the silence',
      scene: scene([foreign], { events: [logEvent('agent-upgraded', '2024-09-10T03:00:00.000Z')] }),
      expected: 'ok',
    },
    { what: 'the log tells warnings alone', scene: scene([foreign], {}, { settings: logSettings('WARN') }), expected: 'ok' },
    {
      what: 'after the last line, while nothing runs here',
      scene: scene(
        [backupReport('2024-09-15T00:00:00.000Z', '2024-09-15T01:00:00.000Z')],
        { silences: [], lastLineAt: '2024-09-14T00:00:00.000Z' },
        { processes: [] },
      ),
      expected: 'possibly-copied-elsewhere, possible',
    },
    {
      what: 'after the last line, while nothing runs here, and the log was emptied',
      scene: scene(
        [backupReport('2024-09-15T00:00:00.000Z', '2024-09-15T01:00:00.000Z')],
        { silences: [], lastLineAt: '2024-09-14T00:00:00.000Z', gaps: [{ from: '2024-09-14T00:00:00.000Z', to: null }] },
        { processes: [] },
      ),
      expected: 'ok',
    },
    {
      what: 'two, and one between them of which the log may be lost',
      scene: scene([secondForeign, own, foreign], { gaps: [{ from: '2024-09-11T00:00:00.000Z', to: '2024-09-11T06:00:00.000Z' }] }),
      expected: 'possibly-copied-elsewhere, possible',
    },
    {
      what: 'after the last line, while it runs here: its log may lie elsewhere',
      scene: scene([backupReport('2024-09-15T00:00:00.000Z', '2024-09-15T01:00:00.000Z')], {
        silences: [],
        lastLineAt: '2024-09-14T00:00:00.000Z',
      }),
      expected: 'ok',
    },
    {
      what: 'on a server that it was not registered for',
      scene: scene([secondForeign, own, foreign], {}, { api: knownFor(novaB, {}, { reports: observed([secondForeign, own, foreign]) }) }),
      expected: 'cloned, certain',
    },
  ])('$what: $expected', ({ scene: each, expected }) => {
    expect(inShort(judge(each))).toBe(expected);
  });

  const middle = '2024-09-10T03:00:00.000Z';
  const nearEdge = '2024-09-10T01:10:00.000Z';
  const inside = '2024-09-10T01:10:01.000Z';
  it.each<{ what: string; activity: Activity; expected: string }>([
    { what: 'in the midst of a silence', activity: activityAt(middle), expected: 'possibly-copied-elsewhere, possible' },
    {
      what: 'so far from its edge that the backup lies within',
      activity: activityAt(inside),
      expected: 'possibly-copied-elsewhere, possible',
    },
    { what: 'nearer: the backup may have begun before', activity: activityAt(nearEdge), expected: 'ok' },
    { what: 'a restore, which another machine may run', activity: activityAt(middle, { kind: 'restore' }), expected: 'ok' },
    { what: 'missed', activity: activityAt(middle, { state: 'missed' }), expected: 'ok' },
    { what: 'without a time', activity: activityAt(middle, { at: null }), expected: 'ok' },
    { what: 'of a backup whose report says that it ran here', activity: activityAt(middle, { backupId: own.backupId }), expected: 'ok' },
  ])('an activity $what: $expected', ({ activity, expected }) => {
    const api = knownFor(novaA, {}, { reports: observed([own]), activity: observed([activity]) });
    expect(inShort(judge(scene([], {}, { api })))).toBe(expected);
  });

  it('and a heartbeat while nothing runs here: certain', () => {
    const log = { events: [logEvent('stop', '2024-09-19T00:00:00.000Z')], lastLineAt: '2024-09-19T00:00:00.000Z' };
    expect(inShort(judge(scene([secondForeign, own, foreign], log, { processes: [] })))).toBe('copied-elsewhere, certain');
  });
});

describe('the words', () => {
  const refused = agentLog({ groups: [conflict] });
  const stopped = agentLog({ lastLineAt: '2024-09-19T00:00:00.000Z', events: [logEvent('stop', '2024-09-19T00:00:00.000Z')] });
  const verdicts = {
    cloned: judge({ disk: bare, server: xen, api: knownFor(novaB) }),
    'possibly-cloned': judge({ disk: bare, server: xen, log: refused }),
    'copied-elsewhere': judge({ disk: bare, server: xen, api: knownFor(novaA), processes: [], log: stopped }),
    none: judge({ disk: bare, server: xen, api: knownFor(novaA) }),
  };

  it.each(Object.entries(verdicts))('of %s find all that they speak of', (problem, verdict) => {
    expect('problem' in verdict ? verdict.problem : 'none').toBe(problem);
    expect(missingWords('cloned-agent', verdict)).toEqual([]);
  });

  it('assert no second machine where the disk alone speaks, or a single sign does', () => {
    const another = kvmServer(novaB, 'fa:16:3e:22:22:22');
    const copied = boot(atHome(kvm), another, bootedAt);
    const byDisk = sentenceFor('cloned-agent', judge({ disk: copied, server: another }));
    expect(byDisk).toMatch(/this disk remembers that another server registered it/);
    expect(byDisk).not.toMatch(/known on another server|While both run/);
    const bySign = sentenceFor(
      'cloned-agent',
      judge({ disk: { ...atHome(plain), agentId }, server: kvm, log: refused, api: knownFor(novaA) }),
    );
    expect(bySign).toMatch(/the service refused it, since another machine acts as the same agent/);
    expect(bySign).toMatch(/if a copy runs elsewhere/);
  });

  it('never ask to register the original', () => {
    const steps = stepsFor('cloned-agent', verdicts['copied-elsewhere']).join('\n');
    expect(steps).toMatch(/Leave the registration of this server as it is/);
    expect(steps).toMatch(/encrypted/);
    expect(steps).not.toMatch(/--configure|service driveclient stop|mv \{subject\}/);
  });

  it.each(['cloned', 'possibly-cloned'] as const)('of %s lead through all that a copy needs', (problem) => {
    const steps = stepsFor('cloned-agent', verdicts[problem]).join('\n');
    for (const part of [
      /Stop the agent on the copy/,
      /registration file aside/,
      /only the copy/,
      /Never register the original/,
      /encrypted vault/,
      /Check the vault/,
    ]) {
      expect(steps).toMatch(part);
    }
    expect(sentenceFor('cloned-agent', verdicts[problem])).toMatch(/this server is (the copy|one, and nobody can tell which)\./);
  });
});

describe('hints', () => {
  const networks = { interfaces: [{ addresses: [{ address: '192.0.2.10' }] }], routes: [], roles: [] } as unknown as NetworkFacts;
  const machine = (kind: 'host-name' | 'address', value: string) => ({
    kind,
    value,
    firstAt: '2024-09-03T00:00:00.000Z',
    lastAt: '2024-09-04T00:00:00.000Z',
  });
  const files = (ownCardCount: number | null): DiskTraces => ({
    seedHash: null,
    networkFiles: [{ path: '/etc/netplan/50-cloud-init.yaml', modifiedAt: bootedAt, cardCount: 1, ownCardCount }],
  });
  it.each<{ what: string; scene: Partial<Scene>; sign: string | null }>([
    {
      what: 'the log names another host',
      scene: { log: agentLog({ machines: [machine('host-name', 'web7')] }) },
      sign: 'log-of-another-host-name: weak',
    },
    {
      what: 'the log names this host, with its domain',
      scene: { log: agentLog({ machines: [machine('host-name', 'WEB1.example.org')] }) },
      sign: null,
    },
    {
      what: 'the log names another address',
      scene: { networks, log: agentLog({ machines: [machine('address', '192.0.2.11')] }) },
      sign: 'log-of-another-address: weak',
    },
    {
      what: 'the log names an address of this host',
      scene: { networks, log: agentLog({ machines: [machine('address', '192.0.2.10')] }) },
      sign: null,
    },
    { what: 'network files wait for other cards', scene: { traces: files(0) }, sign: 'network-set-up-for-other-cards: weak' },
    { what: 'network files wait for a card of this machine', scene: { traces: files(1) }, sign: null },
    { what: 'network files, and the own cards are unknown', scene: { traces: files(null) }, sign: null },
    {
      what: 'a config drive of another server lies on the disk',
      scene: { server: xen, traces: { seedHash: 'other', networkFiles: [] } },
      sign: 'config-drive-of-another-server: weak',
    },
    {
      what: 'the config drive of this server lies on the disk',
      scene: { server: xen, traces: { seedHash: novaA.replaceAll('-', ''), networkFiles: [] } },
      sign: null,
    },
    {
      what: 'one server with two agents',
      scene: { api: knownFor(null, {}, { agentsOfThisServer: observed([registeredAgent('1', null), registeredAgent(agentId, null)]) }) },
      sign: 'server-registered-more-than-once: weak',
    },
  ])('$what: $sign, and never more', ({ scene, sign }) => {
    const verdict = judge({ disk: bare, server: plain, ...scene });
    expect(signs(verdict)).toEqual(sign === null ? [] : [sign]);
    expect(verdict.status).toBe('unknown');
  });

  it('a copy beside the registration tells that it was registered anew here', () => {
    const verdict = judge({ disk: atHome(kvm), server: kvm, earlierCopiesAt: ['2024-01-12T10:00:00.000Z'] });
    expect(signs(verdict)).toEqual(['registered-anew-on-this-instance: medium']);
    expect(verdict.evidence?.find(({ name }) => name === 'registeredAnewAt')?.value).toBe('2024-01-12T10:00:00.000Z');
  });

  it("cloud-init's record is not believed where it comes from a config drive that was copied to the disk", () => {
    const onDisk = { ...kvm, dmiUuid: null };
    const traces = { seedHash: novaA.replaceAll('-', ''), networkFiles: [] };
    expect(inShort(judge({ disk: atHome(onDisk), server: onDisk }))).toBe('ok');
    expect(inShort(judge({ disk: atHome(onDisk), server: onDisk, traces }))).toBe('unknown');
  });

  it('no number of hints makes a clone', () => {
    const roots = [...signalRoots, 'service'] as const;
    const hint = fc.record({
      code: fc.string(),
      speaksFor: fc.constantFrom('clone', 'same-machine', 'second-machine'),
      strength: fc.constant('weak' as const),
      root: fc.constantFrom(...roots),
      source: fc.string(),
      at: fc.constant(bootedAt),
    });
    fc.assert(
      fc.property(fc.array(hint, { maxLength: 20 }), (clues) =>
        expect(weigh(clues as Parameters<typeof weigh>[0]).answer).toBe('cannot-tell'),
      ),
    );
  });

  it('no single clue makes one but the word of the service', () => {
    for (const root of [...signalRoots, 'service'] as const) {
      for (const strength of ['weak', 'medium'] as const) {
        for (const speaksFor of ['clone', 'second-machine'] as const) {
          expect(weigh([{ code: 'x', speaksFor, strength, root, source: 's', at: bootedAt }]).answer).not.toBe('cloned');
        }
      }
    }
    expect(weigh([{ code: 'x', speaksFor: 'second-machine', strength: 'strong', root: 'service', source: 's', at: bootedAt }]).answer).toBe(
      'possibly-cloned',
    );
  });
});

it.each<{ what: string; scene: Scene }>([
  { what: 'ok', scene: { disk: atHome(kvm), server: kvm } },
  { what: 'unknown', scene: { disk: bare, server: plain } },
])('what the service did not tell leaves $what as it was', ({ what, scene }) => {
  expect(judge(scene).status).toBe(what);
});
