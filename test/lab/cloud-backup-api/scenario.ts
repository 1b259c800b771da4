// What the simulated services know and how they behave: plain data, so that a scenario may also be a JSON file.
// Every value of `scenarioWith()` is healthy; a test changes what it is about.

export interface Scenario {
  readonly accountId: string;
  /** `MossoCloudFS_…`: the tenant of Cloud Files is not the account's number. */
  readonly filesAccount: string;
  readonly region: string;
  readonly users: readonly User[];
  /** What the login tells of services; in its URLs {origin} is the server's own, {filesOrigin} that of `--files-origin`. */
  readonly serviceCatalogue: readonly CatalogueEntry[];
  readonly agents: readonly Agent[];
  readonly configurations: readonly Configuration[];
  readonly jobs: readonly Job[];
  readonly vaults: readonly Vault[];
  /** Cloud servers, with the devices that volumes are attached to them by: `/dev/xvdb`. The catalogue must name the service, too. */
  readonly servers: readonly { readonly id: string; readonly volumes: readonly string[] }[];
  /** 404 for all of v2 where it does not; it was never launched. */
  readonly speaksV2: boolean;
  /** Parts that the v2 health answer calls offline: `storage.cassandra`, `event.rse`. */
  readonly offlineParts: readonly string[];
  /** In order: the first that fits a request and is not used up answers instead of the service. */
  readonly spoilt: readonly Spoilt[];
}

export interface User {
  readonly name: string;
  readonly apiKey: string;
  readonly password: string;
  /** Handed out at a login, and accepted for one. */
  readonly token: string;
  readonly tokenLivesSeconds: number;
  readonly state: 'enabled' | 'disabled' | 'needs-second-factor';
  /** `identity:user-admin`, `cloudbackup:observer` …; reads of Cloud Backup need one of those that may read. */
  readonly roles: readonly string[];
  readonly mayUseCloudFiles: boolean;
  /** Tokens of another account are refused everywhere. */
  readonly accountId?: string;
}

export interface CatalogueEntry {
  readonly name: string;
  readonly type: string;
  readonly endpoints: readonly Readonly<Record<string, string>>[];
}

export interface Agent {
  readonly id: number;
  /** v2 knows it by this. */
  readonly uuid: string;
  readonly hostServerId: string | null;
  readonly machineName: string;
  readonly address: string;
  /**
   * `idle`: looks offline and wakes when asked to; `dead` never does; `online` is what the services see as long as any process
   * uses the id, so also where the one on this host does not run.
   */
  readonly heartbeat: 'online' | 'busy' | 'idle' | 'dead';
  readonly wakesAfterMs: number;
  readonly isDisabled: boolean;
  readonly isEncrypted: boolean;
  readonly usesServiceNet: boolean;
  /** Name of its container; null leaves `BackupContainer` out, as agents before 2014 do. */
  readonly vault: string | null;
  readonly version: string;
  readonly registeredAt: string;
  readonly lastSuccessfulBackupAt: string | null;
  /** Laid over the v1 answer: other types, other spellings; undefined takes a member out. */
  readonly raw?: Readonly<Record<string, unknown>>;
}

export interface Configuration {
  readonly id: number;
  readonly agentId: number;
  readonly name: string;
  readonly frequency: 'Manually' | 'Hourly' | 'Daily' | 'Weekly' | 'Monthly';
  readonly hourInterval: number | null;
  readonly isActive: boolean;
  readonly isDeleted: boolean;
  readonly lastRunAt: string | null;
  readonly nextRunAt: string | null;
  readonly inclusions: readonly string[];
  readonly exclusions: readonly string[];
  readonly raw?: Readonly<Record<string, unknown>>;
}

/** A backup, restore or cleanup: its line in the activity and, for backups, its report. */
export interface Job {
  readonly id: number;
  readonly kind: 'Backup' | 'Restore' | 'Cleanup';
  readonly agentId: number;
  readonly configurationId: number;
  readonly state: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly errors: readonly { readonly code: number; readonly path: string; readonly text: string }[];
  /** More than `errors` where the list is partial. */
  readonly errorCount: number;
  readonly reason: string;
  readonly diagnostics: string;
  readonly raw?: Readonly<Record<string, unknown>>;
}

export interface Vault {
  readonly container: string;
  readonly objects: readonly string[];
  readonly usedBytes: number;
  readonly quotaBytes: number | null;
  readonly accountQuotaBytes: number | null;
}

export interface Spoilt {
  /** A pattern over `GET /v1.0/929418/agent/1`. */
  readonly request: string;
  /** Only the first so many; every one where it is left out. */
  readonly times?: number;
  readonly how: Behaviour;
}

export type Behaviour =
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | FaultBehaviour
  /** The right answer, late. */
  | { readonly kind: 'late'; readonly ms: number }
  | { readonly kind: 'silent' | 'reset' | 'drip' | 'endless' | 'huge' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** A fault that repeats the headers and the body of the request, as careless servers do. */
  | { readonly kind: 'echo'; readonly status: number };

export interface FaultBehaviour {
  readonly kind: 'fault';
  readonly status: number;
  readonly shape: 'json' | 'xml' | 'html' | 'text' | 'empty' | 'v2' | 'error' | 'cut';
  readonly element?: string;
  readonly message?: string;
  /** Into the body as `retryAfter` and into the header `Retry-After`. */
  readonly retryAfter?: string | number;
}

const vaultId = '5a0f1c6e-3a41-4f4f-9b53-0d5b1c6d7e11';

export const agentWith = (changes: Partial<Agent> = {}): Agent => ({
  id: 213564,
  uuid: '8f135b4f-7a69-4b8a-947f-5e80d772fd97',
  hostServerId: '87c3b6e1-fb1a-41f9-91e5-313ae35a5a06',
  machineName: 'web1',
  address: '203.0.113.10',
  heartbeat: 'online',
  wakesAfterMs: 200,
  isDisabled: false,
  isEncrypted: false,
  usesServiceNet: true,
  vault: `z_DO_NOT_DELETE_CloudBackup_v2_0_${vaultId}`,
  version: '2.27.009073',
  registeredAt: '2026-01-10T08:00:00Z',
  lastSuccessfulBackupAt: '2026-11-21T02:20:00Z',
  ...changes,
});

export const userWith = (changes: Partial<User> = {}): User => ({
  name: 'backups',
  apiKey: 'dummy-api-key-0123456789abcdef',
  password: 'dummy-password-Xyz1',
  token: 'dummytoken0123456789abcdef0123456789',
  tokenLivesSeconds: 86_400,
  state: 'enabled',
  roles: ['identity:user-admin'],
  mayUseCloudFiles: true,
  ...changes,
});

export const configurationWith = (changes: Partial<Configuration> = {}): Configuration => ({
  id: 174084,
  agentId: 213564,
  name: 'Nightly',
  frequency: 'Daily',
  hourInterval: null,
  isActive: true,
  isDeleted: false,
  lastRunAt: '2026-11-21T02:00:00Z',
  nextRunAt: '2026-11-22T02:00:00Z',
  inclusions: ['/etc', '/var/www'],
  exclusions: ['/var/www/cache'],
  ...changes,
});

export const jobWith = (changes: Partial<Job> = {}): Job => ({
  id: 368785,
  kind: 'Backup',
  agentId: 213564,
  configurationId: 174084,
  state: 'Completed',
  startedAt: '2026-11-21T02:00:00Z',
  endedAt: '2026-11-21T02:20:00Z',
  errors: [],
  errorCount: changes.errors?.length ?? 0,
  reason: 'Success',
  diagnostics: 'No errors',
  ...changes,
});

export const vaultWith = (changes: Partial<Vault> = {}): Vault => ({
  container: `z_DO_NOT_DELETE_CloudBackup_v2_0_${vaultId}`,
  objects: [`BACKUPS/v2.0/${vaultId}/BUNDLES/0000000001`, `BACKUPS/v2.0/${vaultId}/DB/1`],
  usedBytes: 37_014_732,
  quotaBytes: null,
  accountQuotaBytes: null,
  ...changes,
});

/** An entry of the catalogue. */
export const cloudServers = (region: string, publicURL: string): CatalogueEntry => ({
  name: 'cloudServersOpenStack',
  type: 'compute',
  endpoints: [{ region, publicURL }],
});

export const scenarioWith = (changes: Partial<Scenario> = {}): Scenario => ({
  accountId: '929418',
  filesAccount: 'MossoCloudFS_929418',
  region: 'DFW',
  users: [userWith()],
  serviceCatalogue: [
    { name: 'cloudBackup', type: 'rax:backup', endpoints: [{ tenantId: '929418', region: 'DFW', publicURL: '{origin}/v1.0/929418' }] },
    {
      name: 'cloudFiles',
      type: 'object-store',
      endpoints: [
        {
          tenantId: 'MossoCloudFS_929418',
          region: 'DFW',
          publicURL: '{filesOrigin}/v1/MossoCloudFS_929418',
          internalURL: '{filesInternalOrigin}/v1/MossoCloudFS_929418',
        },
      ],
    },
  ],
  agents: [agentWith()],
  configurations: [configurationWith()],
  jobs: [jobWith()],
  vaults: [vaultWith()],
  servers: [],
  speaksV2: false,
  offlineParts: [],
  spoilt: [],
  ...changes,
});
