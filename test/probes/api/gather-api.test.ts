// The client against simulated services on the loopback: what it asks, what it makes of their answers, and what never leaves it.
import { describe, expect, it } from '@jest/globals';
import { valueOf } from '../../../src/facts/observed.js';
import { apiLimits } from '../../../src/probes/api/limits.js';
import { Secret } from '../../../src/probes/api/secret.js';
import {
  agentWith,
  cloudServers,
  configurationWith,
  jobWith,
  scenarioWith,
  userWith,
  vaultWith,
  type Behaviour,
} from '../../lab/cloud-backup-api/scenario.js';
import { hasOpenssl } from '../network/https-server.js';
import { askSimulated, backupHost, filesHost, gatherSimulated, identityHost, key, localAgent, serverId } from './simulated-services.js';
import { observed } from '../../../src/facts/observed.js';
import { registration } from '../../checks/facts-builders/agents.js';

const described = hasOpenssl ? describe : describe.skip;
const title = hasOpenssl ? 'gatherApi' : 'gatherApi (skipped: openssl makes the certificates, and is not there)';
const [user] = scenarioWith().users;
const secrets = [user?.apiKey, user?.password, user?.token].map(String);
const { container } = vaultWith();

const spoilt = (request: string, how: Behaviour, times?: number) => ({
  spoilt: [{ request, how, ...(times === undefined ? {} : { times }) }],
});
const agentPath = '/agent/213564$';
const ids = { agentId: '213564', accountId: '929418' };

described(title, () => {
  it('asks for all that concerns this agent, and nothing else', async () => {
    const { api, asked, mostConnections } = await askSimulated();
    expect(asked.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /v1.0/929418/agent/213564',
      `GET /v1.0/929418/agent/server/${serverId}`,
      'GET /v1.0/929418/backup-configuration/system/213564',
      'GET /v1.0/929418/backup/report/368785',
      'GET /v1.0/929418/system/activity/213564',
      'GET /v1.0/929418/user/agents',
      `GET /v1/MossoCloudFS_929418/${container}?limit=1&format=json`,
      'GET /v2/929418/health',
      'HEAD /v1/MossoCloudFS_929418',
      `HEAD /v1/MossoCloudFS_929418/${container}`,
      'POST /v2.0/tokens',
    ]);
    expect(api.faults).toEqual([]);
    expect(mostConnections).toBeLessThanOrEqual(8);
    expect(valueOf(api.agent)).toMatchObject({ agentId: '213564', status: 'online', lastSuccessfulBackupAt: '2026-11-21T02:20:00.000Z' });
    expect(valueOf(api.reports)).toMatchObject([{ backupId: '368785', state: 'completed', searchedFileCount: 11_936 }]);
    expect(valueOf(api.vault)).toMatchObject({ isThere: true, isListable: true, network: 'servicenet', objectCount: 2 });
  });

  it('leaves from the network that each service is reached over', async () => {
    const { asked } = await askSimulated();
    const from = (part: string) => [
      ...new Set(asked.filter(({ path }) => path.includes(part)).map((question) => `${question.host.split(':')[0]} ${question.from}`)),
    ];
    expect(from('/v2.0/tokens')).toEqual([`${identityHost} 127.0.0.2`]);
    expect(from('/v1.0/')).toEqual([`${backupHost} 127.0.0.2`]);
    expect(from('/v1/')).toEqual([`snet-${filesHost} 127.0.0.3`]);
  });

  it('asks Cloud Files over PublicNet where ServiceNet leads nowhere', async () => {
    const { api } = await askSimulated({ addresses: { [`snet-${filesHost}`]: [] } });
    expect(valueOf(api.vault)).toMatchObject({ network: 'publicnet', isThere: true });
  });

  it.each([
    ['an API key', key, { 'RAX-KSKEY:apiKeyCredentials': { username: 'backups', apiKey: secrets[0] } }],
    [
      'a password',
      { kind: 'password', source: 'environment', username: 'backups', secret: new Secret(secrets[1] ?? '') },
      { passwordCredentials: { username: 'backups', password: secrets[1] } },
    ],
    [
      'a token',
      { kind: 'token', source: 'environment', tenantId: '929418', secret: new Secret(secrets[2] ?? '') },
      { tenantId: '929418', token: { id: secrets[2] } },
    ],
  ] as const)('logs in with %s', async (_what, credentials, auth) => {
    const { api, asked } = await askSimulated({ credentials });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ auth });
    expect(api.credentials).toEqual({ kind: credentials.kind, source: credentials.source });
    expect(valueOf(api.agent)).not.toBeNull();
  });

  it('says how to enable it where there are no credentials, and asks nobody', async () => {
    const { api, asked } = await gatherSimulated({ credentials: null });
    expect(api).toMatchObject({ state: 'unavailable', failure: { detail: expect.stringContaining('--credentials') } });
    expect(asked).toEqual([]);
  });

  it('sends no secret to a server that does not prove who it is', async () => {
    const { api, asked } = await askSimulated({ stranger: true });
    expect(asked).toEqual([]);
    expect(api.login).toMatchObject({ state: 'unavailable', failure: { detail: expect.stringContaining('did not prove who it is') } });
  });

  it.each([
    ['a wrong key', { users: [userWith({ apiKey: 'another' })] }, 401],
    ['a disabled user', { users: [userWith({ state: 'disabled' })] }, 403],
    ['a second factor', { users: [userWith({ state: 'needs-second-factor' })] }, 403],
  ] as const)('ends at the login with %s', async (_what, scenario, status) => {
    const { api, asked } = await askSimulated({ scenario });
    expect(asked).toHaveLength(1);
    expect(api.login).toMatchObject({ state: 'unavailable', failure: { kind: 'permission-denied', code: String(status) } });
    expect(api.faults).toMatchObject([{ call: 'login', reply: { status }, hasPassed: false }]);
  });

  it('tells a sub-user without a role from one without Cloud Files', async () => {
    const noRole = await askSimulated({ scenario: { users: [userWith({ roles: ['compute:default'] })] } });
    expect(noRole.api.agent).toMatchObject({ state: 'unavailable', failure: { kind: 'permission-denied', code: '403' } });
    const noFiles = await askSimulated({ scenario: { users: [userWith({ mayUseCloudFiles: false })] } });
    expect(valueOf(noFiles.api.agent)).not.toBeNull();
    expect(noFiles.api.vault).toMatchObject({ state: 'unavailable', failure: { code: '403' } });
    expect(noFiles.api.faults.map(({ call }) => call).sort()).toEqual(['account', 'vault-container']);
  });

  it('takes 404 for an answer: no agent, no container', async () => {
    const { api } = await askSimulated({
      scenario: { agents: [], vaults: [] },
      agent: localAgent({
        vault: observed({
          containerUrls: [`https://${filesHost}/v1/MossoCloudFS_929418/${container}`],
          cachedContainers: [],
          usesServiceNet: false,
          isEncrypted: false,
          encryptionSource: '',
        }),
      }),
    });
    expect(api.agent).toEqual({ state: 'absent', reason: 'Cloud Backup knows no agent 213564' });
    // Port 443 of that host is not the simulator's: the token is not sent to a door that the login does not name.
    expect(api.vault).toMatchObject({ state: 'unavailable', failure: { detail: expect.stringContaining('no token was sent there') } });
    const gone = await askSimulated({ scenario: { vaults: [] } });
    expect(valueOf(gone.api.vault)).toMatchObject({ isThere: false });
  });

  it('says the tightest quota', async () => {
    const { api } = await askSimulated({ scenario: { vaults: [vaultWith({ quotaBytes: 90_000_000, accountQuotaBytes: 40_000_000 })] } });
    expect(valueOf(api.vault)?.quota).toEqual({ of: 'account', usedBytes: 37_014_732, limitBytes: 40_000_000 });
  });

  it.each([
    ['of another host', 'https://files.example.org/v1/MossoCloudFS_929418/z_x'],
    ['that climbs', `https://${filesHost}/v1/MossoCloudFS_929418/../../v2.0/tokens`],
    ['of another scheme', `http://${filesHost}/v1/MossoCloudFS_929418/z_x`],
    ['with line ends', `https://${filesHost}/v1/MossoCloudFS_929418/z_x%0d%0aX-Evil: 1`],
  ])('sends no token to a vault %s', async (_what, url) => {
    const { api, asked } = await askSimulated({ scenario: { agents: [agentWith({ raw: { BackupContainer: url } })] } });
    expect(api.vault.state).toBe('unavailable');
    expect(asked.filter(({ path }) => path.startsWith('/v1/'))).toEqual([]);
  });

  it.each(['../../v2.0/tokens', '1\r\nX-Evil: 1', '1?x=1', 'x'.repeat(80)])('puts no id like %j into a path', async (id) => {
    const { asked } = await askSimulated({
      scenario: { configurations: [configurationWith({ raw: { BackupConfigurationId: id } })], jobs: [jobWith({ raw: { BackupId: id } })] },
      agent: localAgent({ registration: observed(registration({ ...ids, agentId: id })) }),
    });
    expect(asked.filter(({ path }) => path.includes(id) || /\.\./.test(path))).toEqual([]);
  });

  it('asks again where waiting helps, and says that it passed', async () => {
    const fault: Behaviour = { kind: 'fault', status: 503, shape: 'json' };
    const { api, asked } = await askSimulated({ scenario: spoilt(agentPath, fault, 2) });
    expect(valueOf(api.agent)).not.toBeNull();
    expect(asked.filter(({ path }) => /agent\/213564$/.test(path))).toHaveLength(3);
    expect(api.faults).toMatchObject([{ call: 'agent', reply: { status: 503 }, hasPassed: true }]);
  });

  it.each([
    ['no more than twice', { kind: 'fault', status: 503, shape: 'empty' }, 3],
    ['not for a refusal', { kind: 'fault', status: 403, shape: 'html' }, 1],
    ['not for a quota', { kind: 'fault', status: 413, shape: 'json', message: 'Quota exceeded', retryAfter: 0 }, 1],
    ['not where the pause is longer than we wait', { kind: 'fault', status: 413, shape: 'xml', retryAfter: 60 }, 1],
    ['after the pause that was asked for', { kind: 'fault', status: 429, shape: 'json', retryAfter: 1 }, 3],
  ] as const)('asks again %s', async (_what, how, count) => {
    const { api, asked } = await askSimulated({ scenario: spoilt(agentPath, how) });
    expect(asked.filter(({ path }) => /agent\/213564$/.test(path))).toHaveLength(count);
    expect(api.faults).toMatchObject([{ call: 'agent', reply: { status: how.status }, hasPassed: false }]);
  });

  it.each(['json', 'xml', 'html', 'text', 'empty', 'v2', 'error', 'cut'] as const)(
    'keeps a fault as %s for the interpreter',
    async (shape) => {
      const { api } = await askSimulated({ scenario: spoilt(agentPath, { kind: 'fault', status: 400, shape, element: 'badRequest' }) });
      expect(api.agent).toMatchObject({ state: 'unavailable', failure: { code: '400' } });
      expect(api.faults).toHaveLength(1);
    },
  );

  it('follows no redirect with its token', async () => {
    const { api, asked } = await askSimulated({
      scenario: spoilt(agentPath, { kind: 'redirect', to: 'https://elsewhere.example.org/agent?token=x' }),
    });
    expect(asked.every(({ host }) => !host.includes('elsewhere'))).toBe(true);
    expect(api.faults).toMatchObject([{ call: 'agent', reply: { status: 302, headers: { location: 'https://elsewhere.example.org' } } }]);
  });

  it.each([
    ['1 MiB', agentPath, 'agent', '1 MiB'],
    ['16 MiB of the activity', 'system/activity', 'activity', '16 MiB'],
  ] as const)('reads %s and no more', async (_what, request, part, size) => {
    const { api } = await askSimulated({ scenario: spoilt(request, { kind: 'endless' }) });
    const detail = expect.stringContaining(`answered with more than ${size}`);
    expect(api[part]).toMatchObject({ state: 'unavailable', failure: { kind: 'malformed', detail } });
    expect(api.faults[0]?.reply.body.length).toBeLessThanOrEqual(apiLimits.faultBodyBytes);
    expect(api.configurations.state).toBe('observed');
  });

  it('reads the reports of fifty configurations', async () => {
    const numbers = Array.from({ length: 51 }, (_, index) => 1_000 + index);
    const configurations = numbers.map((id) => configurationWith({ id }));
    const jobs = numbers.map((id) => jobWith({ id: id + 1_000, configurationId: id }));
    const { api } = await askSimulated({ scenario: { configurations, jobs } });
    expect(valueOf(api.reports)).toHaveLength(50);
  });

  it('reads the activity of an agent that ran every hour for years', async () => {
    const jobs = Array.from({ length: 9_000 }, (_, count) => jobWith({ id: 400_000 - count }));
    const { api } = await askSimulated({ scenario: { jobs } });
    expect(valueOf(api.activity)).toHaveLength(9_000);
  });

  it.each([
    ['silent', { kind: 'silent' }, 'ETIMEDOUT'],
    ['dripping', { kind: 'drip' }, 'ETIMEDOUT'],
    ['broken off', { kind: 'reset' }, expect.any(String)],
  ] as const)('has a limit for an answer that is %s', async (_what, how, errorCode) => {
    const startedAt = Date.now();
    const { api } = await askSimulated({ scenario: spoilt(agentPath, how) });
    expect(Date.now() - startedAt).toBeLessThan(apiLimits.replyMs + 3_000);
    expect(api.faults).toMatchObject([{ call: 'agent', reply: { errorCode } }]);
    expect(valueOf(api.activity)).not.toBeNull();
  });

  it.each(['silent', 'drip'] as const)('ends with the run, gives what it has, and calls nothing a fault: %s', async (kind) => {
    const end = new AbortController();
    setTimeout(() => end.abort(), 4_000);
    const startedAt = Date.now();
    const { api } = await askSimulated({ scenario: spoilt(agentPath, { kind }), signal: end.signal });
    expect(Date.now() - startedAt).toBeLessThan(apiLimits.replyMs);
    expect(valueOf(api.activity)).not.toBeNull();
    const detail = `the run ended before ${backupHost} could answer: raise --timeout`;
    expect(api.agent).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out', detail } });
    expect(api.faults).toEqual([]);
  });

  it.each([
    ['a list where an object is due', agentPath, '[]', 'agent'],
    ['an object where a list is due', 'system/activity', '{"a":1}', 'activity'],
    ['text', 'backup-configuration', 'well', 'configurations'],
    ['half an answer', 'system/activity', '[{"ID":1,"Type":"Backup","Curr', 'activity'],
  ] as const)('calls %s malformed', async (_what, request, body, part) => {
    const { api } = await askSimulated({ scenario: spoilt(request, { kind: 'answer', status: 200, body }) });
    expect(api[part]).toMatchObject({ state: 'unavailable', failure: { kind: 'malformed', detail: expect.stringContaining(backupHost) } });
  });

  it.each([
    ['only with --wake', false, 'idle', 'offline', 0],
    ['and waits until it shows itself', true, 'idle', 'online', 1],
    ['but leaves one in peace that is online', true, 'online', 'online', 0],
  ] as const)('wakes an idle agent %s', async (_what, wakes, heartbeat, status, wakeCount) => {
    const { api, asked } = await askSimulated({ wakes, scenario: { agents: [agentWith({ heartbeat })] } });
    expect(valueOf(api.agent)).toMatchObject({ status, wasWoken: wakeCount > 0 });
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1 + wakeCount);
  });

  it('does not call an agent offline that it may not wake', async () => {
    const scenario = { users: [userWith({ roles: ['cloudbackup:observer'] })], agents: [agentWith({ heartbeat: 'dead' as const })] };
    const { api } = await askSimulated({ wakes: true, scenario });
    expect(valueOf(api.agent)).toMatchObject({ status: 'offline', wasWoken: false });
    expect(api.faults).toMatchObject([{ call: 'wake-up', reply: { status: 403 } }]);
  });

  it('sees two agents of one server, and the one that is not registered here', async () => {
    const { api } = await askSimulated({ scenario: { agents: [agentWith({ id: 999, heartbeat: 'dead' }), agentWith()] } });
    expect(
      valueOf(api.agentsOfThisServer)
        ?.map(({ agentId }) => agentId)
        .sort(),
    ).toEqual(['213564', '999']);
  });

  it('takes from v2 what v1 does not tell, where it answers', async () => {
    const { api } = await askSimulated({
      scenario: { speaksV2: true, agents: [agentWith({ heartbeat: 'busy' })], offlineParts: ['storage.cassandra'] },
    });
    expect(valueOf(api.agent)).toMatchObject({ agentId: '213564', isBusy: true, registeredAt: '2026-01-10T08:00:00.000Z' });
    expect(valueOf(api.health)?.offlineParts).toEqual(['storage.cassandra']);
    expect(api.faults).toEqual([]);
  });

  const servers = [{ id: serverId, volumes: ['/dev/xvdb', '/dev/xvdc1'] }];
  const withServers = (...regions: readonly string[]) => ({
    serviceCatalogue: [...scenarioWith().serviceCatalogue, ...regions.map((region) => cloudServers(region, '{origin}/v2/929418'))],
    servers,
  });

  it('asks which volumes are attached to this server, in its own region', async () => {
    const { api, asked } = await askSimulated({ scenario: withServers('ORD', 'DFW') });
    expect(api.attachments).toMatchObject({ state: 'observed', value: [{ device: '/dev/xvdb' }, { device: null }] });
    expect(asked.filter(({ path }) => path.includes('/servers/')).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /v2/929418/servers/${serverId}/os-volume_attachments`,
    ]);
  });

  it.each([
    ['the service knows no such server', { ...withServers('DFW'), servers: [] }, 'unsupported', 'knows no server'],
    ['the login names another region alone', withServers('ORD'), 'unsupported', 'no Cloud Servers for DFW'],
    ['the credentials are for backups alone', { ...withServers('DFW'), users: [userWith({ roles: ['cloudbackup:observer'] })] }, 'permission-denied', 'may read Cloud Servers'],
    ['the answer is no such list', { ...withServers('DFW'), ...spoilt('/servers/', { kind: 'answer', status: 200, body: '{"volumeAttachments":{}}' }) }, 'malformed', 'documented form'],
  ])('does not know the attached volumes where %s, and calls that no fault', async (_, scenario, kind, detail) => {
    const { api } = await askSimulated({ scenario });
    expect(api.attachments).toMatchObject({ state: 'unavailable', failure: { kind, detail: expect.stringContaining(detail) } });
    expect(api.faults).toEqual([]);
  });

  it('does not look for volumes of a server that shows no id', async () => {
    const { api, asked } = await askSimulated({ scenario: withServers('DFW'), serverId: null });
    expect(api.attachments).toMatchObject({ state: 'absent' });
    expect(asked.filter(({ path }) => path.includes('/servers/'))).toEqual([]);
  });

  it('asks v2 for an agent that has an id of its kind', async () => {
    const agent = localAgent({ registration: observed(registration({ ...ids, agentId: agentWith().uuid })) });
    const { api } = await askSimulated({ scenario: { speaksV2: true }, agent });
    expect(valueOf(api.agent)).toMatchObject({ agentId: agentWith().uuid, status: 'online' });
    expect(valueOf(api.reports)).toMatchObject([{ state: 'completed', bandwidthPerSecond: 16_628_982 }]);
  });

  it.each([
    ['without a region', [{ tenantId: '929418', publicURL: '{origin}/v1.0/929418' }]],
    [
      'of several regions',
      [
        { region: 'ORD', publicURL: 'https://ord.example.org/v1.0/1' },
        { region: 'dfw', publicURL: '{origin}/v1.0/929418' },
      ],
    ],
    [
      'beside broken ones',
      [
        { region: 'DFW', publicURL: 'http://plain.example.org/v1.0' },
        { region: 'DFW', publicURL: '{origin}/v1.0' },
      ],
    ],
  ])('finds Cloud Backup in a catalogue %s', async (_what, endpoints) => {
    const { serviceCatalogue } = scenarioWith();
    const others = serviceCatalogue.filter(({ type }) => type !== 'rax:backup');
    const { api } = await askSimulated({
      scenario: { serviceCatalogue: [{ name: 'cloudBackup', type: 'rax:backup', endpoints: endpoints }, ...others] },
    });
    expect(valueOf(api.agent)).not.toBeNull();
  });

  it.each(['tokens', agentPath, 'activity', 'HEAD', 'limit=1', 'v2/'])('keeps no secret that an answer to %s repeats', async (request) => {
    const { api } = await askSimulated({ scenario: spoilt(request, { kind: 'echo', status: 400 }) });
    const text = JSON.stringify(api);
    for (const secret of [...secrets, ...secrets.map((one) => Buffer.from(one).toString('base64'))]) expect(text).not.toContain(secret);
  });

  it('keeps no secret that a good answer holds', async () => {
    const raw = { MachineName: `web ${secrets[0]}`, OperatingSystem: secrets[2], Agent_Note: secrets[0] };
    const jobs = [jobWith({ raw: { Reason: secrets[2], Diagnostics: `key ${secrets[0]}` } })];
    const { api } = await askSimulated({ scenario: { agents: [agentWith({ raw })], jobs } });
    expect(valueOf(api.agent)?.machineName).toBe('web [removed]');
    for (const secret of secrets) expect(JSON.stringify(api)).not.toContain(secret);
  });

  it('puts no secret into an address', async () => {
    const { asked } = await askSimulated();
    for (const secret of secrets) expect(asked.map(({ path }) => path).join('\n')).not.toContain(secret);
  });
});
