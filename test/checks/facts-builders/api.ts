// What the services tell of a healthy agent; tests change what they are about.
import type { ApiCall, ApiFacts, ApiFault, Login, RegisteredAgent, VaultContainer } from '../../../src/facts/api.js';
import { absent, observed, unavailable } from '../../../src/facts/observed.js';
import type { ApiReply, Endpoint } from '../../../src/facts/network.js';
import { apiReply } from './network.js';

export const askedAt = '2026-11-21T14:00:00.000Z';
export const vaultUrl = 'https://snet-storage101.dfw1.clouddrive.com/v1/MossoCloudFS_991199/z_DO_NOT_DELETE_CloudBackup_v2_0_5a0f1c6e';

export const login = (changes: Partial<Login> = {}): Login => ({
  accountId: '991199',
  expiresAt: '2026-11-22T14:00:00.000Z',
  roles: ['identity:user-admin'],
  services: [
    { type: 'rax:backup', region: 'DFW', publicUrl: 'https://dfw.backup.api.rackspacecloud.com/v1.0/991199', internalUrl: null },
    {
      type: 'object-store',
      region: 'DFW',
      publicUrl: 'https://storage101.dfw1.clouddrive.com/v1/MossoCloudFS_991199',
      internalUrl: 'https://snet-storage101.dfw1.clouddrive.com/v1/MossoCloudFS_991199',
    },
  ],
  ...changes,
});

export const registeredAgent = (changes: Partial<RegisteredAgent> = {}): RegisteredAgent => ({
  source: 'agent details of Cloud Backup v1',
  agentId: '119991',
  hostServerIdHash: null,
  machineName: 'web1',
  address: '203.0.113.10',
  version: '2.27.009073',
  operatingSystem: 'Debian GNU/Linux 12',
  status: 'online',
  isBusy: null,
  isDisabled: false,
  isEncrypted: false,
  usesServiceNet: true,
  vaultUrl,
  vaultSizeBytes: 37_014_733,
  region: 'DFW',
  vaultRegion: 'DFW',
  lastSuccessfulBackupAt: '2026-11-21T02:20:00.000Z',
  registeredAt: null,
  askedAt,
  wasWoken: false,
  ...changes,
});

export const vaultContainer = (changes: Partial<VaultContainer> = {}): VaultContainer => ({
  url: vaultUrl,
  network: 'servicenet',
  isThere: true,
  objectCount: 2,
  usedBytes: 37_014_732,
  quota: null,
  isListable: true,
  ...changes,
});

export const apiFacts = (changes: Partial<ApiFacts> = {}): ApiFacts => ({
  credentials: { kind: 'api-key', source: '/root/credentials' },
  login: observed(login()),
  agent: observed(registeredAgent()),
  agentsOfThisServer: observed([registeredAgent()]),
  configurations: observed([]),
  activity: observed([]),
  reports: observed([]),
  vault: observed(vaultContainer()),
  health: absent('Cloud Backup v2 does not answer here'),
  faults: [],
  ...changes,
});

export const blind = (detail: string) => unavailable('unsupported', detail);

const doors: Readonly<Record<'identity' | 'cloud-backup-api' | 'cloud-files', string>> = {
  identity: 'identity.api.rackspacecloud.com',
  'cloud-backup-api': 'dfw.backup.api.rackspacecloud.com',
  'cloud-files': 'snet-storage101.dfw1.clouddrive.com',
};

/** The answer that a call ended with. */
export function asked(call: ApiCall, changes: Partial<ApiReply>, hasPassed = false): ApiFault {
  const service = call === 'login' ? 'identity' : /^(?:account|vault)/.test(call) ? 'cloud-files' : 'cloud-backup-api';
  const endpoint: Endpoint = {
    name: service,
    service,
    host: doors[service],
    port: 443,
    network: 'publicnet',
    healthPath: null,
    isRequired: false,
  };
  return { call, hasPassed, reply: apiReply(endpoint, { url: `https://${endpoint.host}/${call}`, askedAt, ...changes }) };
}
