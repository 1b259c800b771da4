// What was told of machine identity in the wild (shared/cases), read where it lies and judged by the check or by comparing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { clonedAgent } from '../../../src/checks/cloned-agent.js';
import { compareRecordings } from '../../../src/compare/compare-recordings.js';
import { digestOf } from '../../../src/compare/digest.js';
import type { ApiFacts } from '../../../src/facts/api.js';
import type { LogFacts } from '../../../src/facts/log.js';
import { observed } from '../../../src/facts/observed.js';
import { factsOf, recordingOf } from '../../sample-recording.js';
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
  restoreRegistration,
  xenServer,
  type Disk,
  type Server,
} from '../facts-builders/identity.js';
import { group } from '../facts-builders/log.js';
import { agentLog, apiThatKnows, courtLimits, noWitness, registeredAgent, runningAgent } from '../facts-builders/witnesses.js';

const folder = '../shared/cases';
const hasCases = existsSync(folder);
const reason = hasCases ? '' : ' (skipped: ../shared/cases is not here)';
const describeCases = hasCases ? describe : describe.skip;

/** Whatever a case holds. */
type Told = ReturnType<JSON['parse']>;

interface Case {
  readonly id: string;
  readonly file: string;
  readonly verdict: { readonly category: string; readonly clone?: 'yes' | 'possible' | 'unknown' | 'no' };
}

const casesIn = (name: string): readonly Case[] =>
  hasCases
    ? readFileSync(join(folder, name, 'cases.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Case)
    : [];
const content = (name: string, { file }: Case) => JSON.parse(readFileSync(join(folder, name, file), 'utf8'));

const agentId = '202743';
const other = '0c5f9d31-5d6e-4f7a-9b21-6f1f5e0d7a44';
const hereId = '79aa4aa1-cd86-4416-a6c4-6942b7083130';
const firstBoot = '2024-01-10T08:00:00Z';
const event = '2024-09-01T08:00:00Z';
const xen = (id: string): Server => xenServer(id, 'b2c7d3a0-11e4-4a6b-9f6f-0c1d2e3f4a5b', '00:16:3e:11:11:11');
const [here, source] = [xen(hereId), { ...xen(other), dmiUuid: '5d1f0c9e-77aa-4c5e-8a34-91b2c3d4e5f6' }];
const livedOn = (server: Server): Disk => register(boot(emptyDisk, server, firstBoot), agentId, '2024-01-12T10:00:00Z');
const bare = register({ ...emptyDisk, hasCloudInit: false }, agentId, '2024-01-12T10:00:00Z');

interface Scene {
  readonly disk: Disk;
  readonly server: Server;
  readonly api?: ApiFacts;
  readonly log?: LogFacts;
}

function answer({ disk, server, api, log }: Scene): string {
  const seen = {
    ...noWitness,
    'agent.registration': registrationOf(disk),
    identity: look(disk, server),
    host: hostBootedAt(event),
    conditions: asRoot,
  };
  const verdict = clonedAgent.judge({ ...seen, api: api ?? null, log: log ?? null, 'agent.processes': runningAgent }, courtLimits);
  return 'problem' in verdict ? verdict.problem : verdict.status;
}

const knownFor = (server: string | null, more: Partial<ApiFacts> = {}): ApiFacts => apiThatKnows(registeredAgent(agentId, server), more);
/** The answer is told to the agent alone, so it stands in its log. */
const refusedWith = (httpStatus: number): LogFacts =>
  agentLog({
    groups: [
      group(`HTTP ${httpStatus}. POST https://api.drivesrvr.com/v2/991199/agents/tokens`, {
        ...{ httpStatus, host: 'api.drivesrvr.com', firstAt: event, lastAt: event },
      }),
    ],
  });
const rebooted = (disk: Disk, server: Server): Scene => ({ disk: boot(disk, server, event), server });

/** What the words of a case say, as a scene; those that are rules and nothing to run are not here. */
const scenes: Readonly<Record<string, (told: Told) => Scene>> = {
  'i050-rs-409-fingerprint': ({ http_status: status }) => ({
    disk: bare,
    server: physicalServer('', ''),
    log: refusedWith(status),
  }),
  'i051-rs-503-authenticate': ({ http_status: status }) => ({
    ...rebooted(livedOn(here), here),
    log: refusedWith(status),
  }),
  'i052-rs-hostserverid-differs': ({ registered, local }) => registeredAndLocal(registered, local),
  'i053-rs-hostserverid-equal-name-differs': ({ registered, local }) => registeredAndLocal(registered, local),
  'i054-rs-image-without-nova-agent': () => rebooted(livedOn(source), { ...here, mac: source.mac }),
  'i055-rs-rebuild': () => rebooted(livedOn(here), here),
  'i056-rs-boot-volume-swap': () => rebooted(copyFiles(livedOn(here), event), here),
  'i058-rs-reboot-migration': () => rebooted(livedOn(here), { ...here, dmiUuid: '0b5cb4d2-7e0f-4f0c-a3a9-5be1c7a60e11' }),
  'i059-rs-reregister-duplicate': () => ({
    ...rebooted(livedOn(here), here),
    api: knownFor(hereId, { agentsOfThisServer: observed([registeredAgent('1', hereId), registeredAgent(agentId, hereId)]) }),
  }),
  'i060-rs-restore-to-other': () =>
    rebooted(restoreRegistration(boot(emptyDisk, here, '2024-03-01T00:00:00Z'), livedOn(source), event), here),
};

const registeredAndLocal = (
  registered: { readonly MachineAgentId: number; readonly HostServerId: string; readonly MachineName: string },
  local: { readonly xenstore_name: string; readonly bootstrap_AgentId: number },
): Scene => ({
  disk: { ...bare, agentId: String(local.bootstrap_AgentId) },
  server: { ...here, xenstoreName: local.xenstore_name },
  api: apiThatKnows(registeredAgent(String(registered.MachineAgentId), registered.HostServerId, { machineName: registered.MachineName })),
});

const expectations = { yes: ['cloned'], possible: ['possibly-cloned', 'cloned'], unknown: ['unknown'], no: ['ok'] } as const;

/** A line of a log is one sign, which asserts nothing by itself: the case has the service's own word, which no client is told. */
const saidLess: Readonly<Record<string, readonly string[]>> = { 'i050-rs-409-fingerprint': ['possibly-cloned'] };

describeCases(`stories of machine identity${reason}`, () => {
  const told = casesIn('identity').filter(({ verdict }) => verdict.category !== 'rule');

  it.each(told.map((each) => ({ ...each, clone: each.verdict.clone ?? 'unknown' })))('$id: $clone', (each) => {
    const scene = scenes[each.id];
    expect(scene).toBeDefined();
    expect(saidLess[each.id] ?? expectations[each.clone]).toContain(answer(scene!(content('identity', each))));
  });
});

describeCases(`agents as the service tells them${reason}`, () => {
  const serverOf: Readonly<Record<string, (told: Told) => string>> = {
    'd003-v1-agent-by-host': ({ HostServerId }) => HostServerId,
    'd004-v1-agent-details': ({ HostServerId }) => HostServerId,
    'd018-v2-agent-details': ({ host }) => host.machine.id,
  };
  const told = casesIn('driveclient').filter(({ id }) => id in serverOf);

  it.each(told)('$id: on its own server it is no clone, on another it is', (each) => {
    const registeredFor = serverOf[each.id]!(content('driveclient', each));
    for (const server of [xen(registeredFor), kvmServer(registeredFor.toUpperCase(), '')]) {
      expect(answer({ disk: bare, server, api: knownFor(registeredFor) })).toBe('ok');
    }
    expect(answer({ disk: bare, server: here, api: knownFor(registeredFor) })).toBe('cloned');
  });

  const status = casesIn('driveclient').filter(({ id }) => id === 'd019-v2-agent-status');
  it.each(status)('$id: alive while it runs here says nothing', (each) => {
    const { online, busy } = content('driveclient', each);
    const api = apiThatKnows(registeredAgent(agentId, hereId, { status: online === true ? 'online' : 'offline', isBusy: busy }));
    expect(answer({ disk: bare, server: here, api })).toBe('ok');
  });
});

describeCases(`one machine id with two names${reason}`, () => {
  const cases = casesIn('hosts').filter(({ id }) => id.startsWith('h047-'));
  it.each(cases)('$id: alive at once, they may be a clone', (each) => {
    const [machineId = '', names = ''] = readFileSync(join(folder, 'hosts', each.file), 'utf8')
      .trim()
      .split(' ');
    const digests = names.split(',').map((hostname, index) => {
      const identity = look({ ...bare, machineId, hostname }, physicalServer('', `00:16:3e:11:11:1${index}`));
      const host = hostBootedAt(index === 0 ? firstBoot : event);
      const recording = recordingOf({
        gatheredAt: '2024-10-01T00:00:00Z',
        finishedAt: '2024-10-01T00:00:02Z',
        facts: factsOf({ identity: observed(identity), host: observed(host) }),
      });
      return digestOf(recording, hostname, courtLimits);
    });
    expect(compareRecordings(digests, courtLimits).pairs.map(({ verdict }) => verdict)).toEqual(['possibly-cloned']);
  });
});
