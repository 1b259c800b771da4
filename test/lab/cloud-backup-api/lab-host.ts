// The services as they know the made-up host of test/lab/host: its account, its agent, its vault, and a backup every night.
import { agentWith, configurationWith, jobWith, userWith, vaultWith, type Agent, type Configuration, type Job, type Scenario } from './scenario.js';

export const labAgentId = 119991;
export const labServerId = '6f1d2c3b-4a59-4687-9786-a5b4c3d2e1f0';
export const labContainer = 'z_DO_NOT_DELETE_CloudBackup_v2_0_11111111-2222-4333-8444-555555555555';

const hourMs = 3_600_000;
export const hoursAgo = (hours: number): string => new Date(Date.now() - hours * hourMs).toISOString();

export const labAgent = (changes: Partial<Agent> = {}): Agent =>
  agentWith({
    ...{ id: labAgentId, hostServerId: labServerId, machineName: 'web-07', vault: labContainer, isEncrypted: true },
    ...{ registeredAt: '2026-03-02T10:00:00Z', lastSuccessfulBackupAt: hoursAgo(4) },
    ...changes,
  });

export const labConfiguration = (changes: Partial<Configuration> = {}): Configuration =>
  configurationWith({ agentId: labAgentId, inclusions: ['/home/shop'], exclusions: [], lastRunAt: hoursAgo(4.5), nextRunAt: hoursAgo(-19.5), ...changes });

export const labJob = (changes: Partial<Job> = {}): Job =>
  jobWith({ agentId: labAgentId, startedAt: hoursAgo(4.5), endedAt: hoursAgo(4), ...changes });

const published = (path: string, version: string) => ({
  request: `^GET ${path}$`,
  how: { kind: 'answer', status: 200, headers: { 'Last-Modified': new Date(Date.now() - 30 * 24 * hourMs).toUTCString() }, body: `${version}\n` },
});

export const labScenario = (changes: Partial<Scenario> = {}): Partial<Scenario> => ({
  accountId: '991199',
  filesAccount: 'MossoCloudFS_991199',
  users: [userWith()],
  serviceCatalogue: [
    { name: 'cloudBackup', type: 'rax:backup', endpoints: [{ region: 'DFW', publicURL: '{origin}/v1.0/991199' }] },
    {
      name: 'cloudFiles',
      type: 'object-store',
      endpoints: [
        { region: 'DFW', publicURL: '{filesOrigin}/v1/MossoCloudFS_991199', internalURL: '{filesInternalOrigin}/v1/MossoCloudFS_991199' },
      ],
    },
  ],
  agents: [labAgent()],
  configurations: [labConfiguration()],
  jobs: [labJob()],
  vaults: [vaultWith({ container: labContainer })],
  // The package repository stands behind the same server.
  spoilt: [published('/version.txt', '2.27.009073'), published('/updater-version.txt', '2.9.010598')] as Scenario['spoilt'],
  ...changes,
});
