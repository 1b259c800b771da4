// Whole answers: the documentation's own examples where they lie, and answers that no documentation shows.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseActivity, parseCompleted, parseV2Backups } from '../../../src/facts/api/activity.js';
import { parseReport, parseV2Errors, parseV2Report } from '../../../src/facts/api/backup-report.js';
import { parseConfiguration, parseConfigurations } from '../../../src/facts/api/configurations.js';
import { parseLogin, tokenIn } from '../../../src/facts/api/login.js';
import { parseLooseJson } from '../../../src/facts/api/loose-json.js';
import { parseAgent, parseAgents, parseV2Agent, parseV2Status, type Asking } from '../../../src/facts/api/registered-agent.js';
import { containerFacts, containerPlaceOf } from '../../../src/facts/api/vault-container.js';
import { canonicalUuid } from '../../../src/facts/identity/uuid.js';
import { listOfflineParts } from '../../../src/facts/fault/fault-texts.js';

const asking: Asking = { source: 'a test', askedAt: '2026-11-21T14:00:00.000Z', wasWoken: false, hash: (id) => `hash of ${id}` };
const folder = '../shared/cases/driveclient';
const isThere = existsSync(folder);
const cases = (name: string): string => `${name}${isThere ? '' : ' (skipped: the cases are not on this machine)'}`;
const read = (id: string): unknown => parseLooseJson(readFileSync(`${folder}/${id}.json`, 'utf8'));
const described = isThere ? describe : describe.skip;

described(cases('answers of Cloud Backup v1'), () => {
  it.each([
    ['d003-v1-agent-by-host', '87c3b6e1-fb1a-41f9-91e5-313ae35a5a06', { status: 'online', usesServiceNet: true, isEncrypted: true }],
    ['d004-v1-agent-details', '87c3b6e1-fb1a-41f9-91e5-313ae35a5a06', { usesServiceNet: true, isEncrypted: true, vaultUrl: null }],
    [
      'd010-v1-agent-1.10',
      '79aa4aa1-cd86-4416-a6c4-6942b7083130',
      { usesServiceNet: true, vaultSizeBytes: 36_147, lastSuccessfulBackupAt: null, vaultRegion: 'DFW' },
    ],
  ])('%s', (id, serverId, expected) => {
    expect(parseAgent(read(id), asking)).toMatchObject({ ...expected, hostServerIdHash: `hash of ${canonicalUuid(serverId)}` });
  });

  it.each([
    ['d005-v1-agents-list-invalid-json', ['213563', '213564']],
    ['d011-v1-agents-status-unknown', ['202743']],
  ])('%s: the list knows no status', (id, ids) => {
    const agents = parseAgents(read(id), asking) ?? [];
    expect(agents.map(({ agentId }) => agentId)).toEqual(ids);
    expect(agents.every(({ status }) => status === 'unknown')).toBe(true);
  });

  it('d001: with errors, though its reason says Success', () => {
    const report = parseReport(read('d001-v1-backup-report-in-use'));
    expect(report).toMatchObject({
      state: 'completed-with-errors',
      errorCount: 2,
      searchedFileCount: 11_936,
      searchedBytes: 3_972_844_749,
    });
    expect(report).toMatchObject({ durationSeconds: 273, startedAt: '2012-10-24T22:46:00.000Z', errors: [{ code: 313 }, { code: 313 }] });
  });

  it('d002: one error, and none in its list', () => {
    expect(parseReport(read('d002-v1-restore-report-count-without-list'))).toMatchObject({ errorCount: 1, errors: [], savedFileCount: 35 });
  });

  it('d013: without errors', () => {
    expect(parseReport(read('d013-v1-restore-report-ok'))).toMatchObject({ state: 'completed', errorCount: 0, savedBytes: 4_194_304 });
  });

  it.each([
    ['d006-v1-activity-user', ['134332', '134386'], ['completed', 'completed']],
    ['d007-v1-activity-agent', ['134332'], ['completed']],
    ['d012-v1-activity-cleanup', [null, null], ['completed', 'completed']],
  ])('%s', (id, backupIds, states) => {
    const jobs = parseActivity(read(id)) ?? [];
    expect(jobs.map(({ backupId }) => backupId)).toEqual(backupIds);
    expect(jobs.map(({ state }) => state)).toEqual(states);
  });

  it('d012: a cleanup belongs to no configuration', () => {
    expect(parseActivity(read('d012-v1-activity-cleanup'))?.[0]).toMatchObject({ kind: 'cleanup', configurationId: null });
  });

  it('d008: restorable backups', () => {
    expect(parseCompleted(read('d008-v1-completed'))).toMatchObject([
      { backupId: '134386', configurationId: '158638', state: 'completed' },
    ]);
  });

  it('d009: a queued backup is no failed one', () => {
    expect(parseActivity([read('d009-v1-backup-queued')])).toMatchObject([{ state: 'queued' }]);
  });

  it.each([
    [100_000, 100_000],
    [100_001, undefined],
  ])('of a list of %d jobs gives %s', (count, length) => {
    expect(parseActivity(new Array(count).fill({}))?.length).toBe(length);
  });

  it('d014: what is elided is not read', () => expect(parseConfiguration(read('d014-config-deleted-elided'))).toBeNull());
});

described(cases('answers of Cloud Backup v2'), () => {
  it.each([
    ['d015-v2-errors-backup', [3_015]],
    ['d017-v2-errors-restore-nospace', [9_016]],
  ])('%s', (id, codes) => expect(parseV2Errors(read(id)).map(({ code }) => code)).toEqual(codes));

  it('d016: files without blocks', () => {
    expect(parseV2Errors(read('d016-v2-errors-cleanup-missing-blocks')).map(({ type }) => type)).toContain('file_missing_blocks');
  });

  it.each(['d018-v2-agent-details', 'd021-v2-register-response'])('%s', (id) => {
    expect(parseV2Agent(read(id), asking)).toMatchObject({
      ...{ agentId: '8f135b4f-7a69-4b8a-947f-5e80d772fd97', machineName: 'Web Server', isDisabled: false, usesServiceNet: false },
      ...{ registeredAt: '2014-10-27T18:22:00.238Z', address: '67.23.10.132', region: 'DFW', isEncrypted: true },
      hostServerIdHash: `hash of ${canonicalUuid('55f83711-85ff-49d6-9a1a-58c67d452c6a')}`,
    });
  });

  it('keeps no password of d020 and d021', () => {
    const kept = ['d020-v2-authenticate-request', 'd021-v2-register-response'].map((id) => JSON.stringify(parseV2Agent(read(id), asking)));
    expect(kept.join()).not.toContain('2d0080f9-3a6a-4ef1-b7ea-4c67c5e92796');
  });

  it('d019: online and not busy', () => expect(parseV2Status(read('d019-v2-agent-status'))).toEqual({ status: 'online', isBusy: false }));

  it.each([
    ['d022-v2-health-ok', []],
    ['d023-v2-health-503-cassandra', ['storage.cassandra']],
    ['d024-v2-health-detail-503', ['']],
  ])('%s', (id, parts) => expect(listOfflineParts(read(id))).toEqual(parts));

  it('d025: a backup with one error', () => {
    const report = parseV2Report(read('d025-v2-backup-details'), read('d015-v2-errors-backup'));
    expect(report).toMatchObject({ state: 'completed-with-errors', errorCount: 1, bandwidthPerSecond: 16_628_982, durationSeconds: 88 });
    expect(report?.errors).toHaveLength(1);
    expect(parseV2Backups([read('d025-v2-backup-details')], '8f135b4f-7a69-4b8a-947f-5e80d772fd97')).toHaveLength(1);
    expect(parseV2Backups([read('d025-v2-backup-details')], 'another')).toEqual([]);
  });

  it.each([
    ['d026-v2-cleanup-details', 'Error deleting object. Server returned HTTP 503', null],
    ['d027-v2-restore-details', 'unable_to_process_some_files', 2],
  ])('%s', (id, reason, savedFileCount) => {
    expect(parseV2Report(read(id))).toMatchObject({ state: 'completed-with-errors', reason, savedFileCount });
  });

  it.each(['d028-v2-backup-events', 'd029-v2-agent-events', 'd030-v2-project-events', 'd031-v2-vault-password-verified'])(
    '%s is nothing that was asked for',
    (id) => {
      const json = read(id);
      expect([parseActivity(json), parseAgents(json, asking), parseConfigurations(json), parseReport(json), parseLogin(json)]).toEqual([
        null,
        null,
        null,
        null,
        null,
      ]);
    },
  );
});

describe('a login', () => {
  const access = (serviceCatalog: unknown, over: object = {}): unknown => ({
    access: {
      token: { id: 'dummytoken', expires: '2026-11-22T14:00:00Z', tenant: { id: '929418' } },
      serviceCatalog,
      user: { roles: [{ name: 'observer' }, {}, 5] },
      ...over,
    },
  });
  const entry = (type: string, ...endpoints: readonly object[]): unknown => ({ name: 'x', type, endpoints });

  it.each([
    [
      'with a region',
      [entry('rax:backup', { publicURL: 'https://a.example.net/v1.0/1', region: 'dfw' })],
      [{ region: 'DFW', publicUrl: 'https://a.example.net/v1.0/1' }],
    ],
    [
      'without a region',
      [entry('rax:backup', { publicURL: 'https://a.example.net/v1.0/1/' })],
      [{ region: null, publicUrl: 'https://a.example.net/v1.0/1' }],
    ],
    ['of other services', [entry('compute', { publicURL: 'https://a.example.net' })], []],
    ['without https', [entry('object-store', { publicURL: 'http://a.example.net/v1/a' })], []],
    ['with a name in its address', [entry('object-store', { publicURL: 'https://user:key@a.example.net/v1/a' })], []],
    ['that is broken', [null, 'x', entry('object-store', { publicURL: 5 }), { type: 'object-store', endpoints: {} }], []],
    ['that is none', 'none', []],
  ])('names services %s', (_what, catalogue, services) => expect(parseLogin(access(catalogue))?.services).toMatchObject(services));

  it('keeps roles and account, and never the token', () => {
    expect(parseLogin(access([]))).toEqual({
      accountId: '929418',
      expiresAt: '2026-11-22T14:00:00.000Z',
      roles: ['observer'],
      services: [],
    });
    expect(tokenIn(access([]))).toBe('dummytoken');
  });

  it.each([['a\r\nX-Evil: 1'], [''], ['two words'], [5], [null]])('takes %j for no token', (id) => {
    expect(tokenIn(access([], { token: { id } }))).toBeNull();
  });
});

describe('a configuration', () => {
  it.each([
    [{ Frequency: 'Manually' }, 'manually', null],
    [{ Frequency: 'Hourly', HourInterval: '6' }, 'hourly', 21_600],
    [{ Frequency: 'Hourly', HourInterval: null }, 'hourly', null],
    [{ Frequency: 'Hourly', HourInterval: 0 }, 'hourly', null],
    [{ Frequency: 'Daily', HourInterval: null }, 'daily', 86_400],
    [{ Frequency: 'weekly' }, 'weekly', 604_800],
    [{ Frequency: 3 }, 'daily', 86_400],
    [{ Frequency: 'Yearly' }, null, null],
    [{}, null, null],
  ])('%j', (json, frequency, intervalSeconds) => {
    expect(parseConfiguration({ BackupConfigurationId: 1, ...json })).toMatchObject({ frequency, intervalSeconds });
  });

  it('names its paths, and leaves the broken ones out', () => {
    const json = { BackupConfigurationId: 1, Inclusions: [{ FilePath: '/etc' }, {}, null, { FilePath: 5 }, '/var'], Exclusions: 'none' };
    expect(parseConfiguration(json)).toMatchObject({ inclusions: ['/etc', '5', '/var'], exclusions: [] });
  });
});

describe('the place of a vault', () => {
  it.each([
    [
      'https://storage101.DFW1.clouddrive.com/v1/MossoCloudFS_1/z_x',
      { host: 'storage101.dfw1.clouddrive.com', port: 443, account: 'MossoCloudFS_1', container: 'z_x' },
    ],
    ['https://storage101.dfw1.clouddrive.com:8443/v1/MossoCloudFS_1/z_x/', { port: 8_443 }],
  ])('%s', (url, place) => expect(containerPlaceOf(url)).toMatchObject(place));

  it.each([
    'http://a.example.net/v1/a/b',
    'https://u:p@a.example.net/v1/a/b',
    'https://a.example.net/v1/a',
    'https://a.example.net/v1/a/b/c',
    'https://a.example.net/v1/a/..%2fb',
    'x',
  ])('%s is none', (url) => expect(containerPlaceOf(url)).toBeNull());

  it.each([
    [{ 'x-container-bytes-used': '5', 'x-container-object-count': '2' }, null, { usedBytes: 5, objectCount: 2, quota: null }],
    [
      { 'x-container-bytes-used': '5', 'x-container-meta-quota-bytes': '9' },
      {},
      { quota: { of: 'container', usedBytes: 5, limitBytes: 9 } },
    ],
    [{ 'x-container-bytes-used': 'many', 'x-container-meta-quota-bytes': '9' }, {}, { usedBytes: null, quota: null }],
  ])('reads %j', (container, account, facts) => expect(containerFacts(container, account)).toMatchObject(facts));
});

describe('any answer', () => {
  it('is parsed or refused, and never throws', () => {
    const parsers = [parseActivity, parseCompleted, parseReport, parseV2Errors, parseConfigurations, parseLogin, parseV2Status];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.array(fc.dictionary(fc.constantFrom('MachineAgentId', 'ID', 'access', 'token', 'ErrorList'), fc.jsonValue())),
        ),
        (json) => {
          for (const parse of parsers) parse(json);
          parseAgents(json, asking);
          parseV2Agent(json, asking);
          parseV2Report(json, json);
          parseV2Backups(json, 'x');
        },
      ),
    );
  });
});
