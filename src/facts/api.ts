// What the services told of this agent when they were asked with credentials. Their loose types end at the border of the
// probe: here a time is a time and a size a number. null is what an answer did not hold, or held as "never".
import type { ApiReply } from './network.js';
import type { Observed } from './observed.js';

export interface ApiFacts {
  /** Who was asked as, and never the secret itself. */
  readonly credentials: { readonly kind: 'api-key' | 'password' | 'token'; readonly source: string };
  readonly login: Observed<Login>;
  /** The registered agent with this host's agent id. */
  readonly agent: Observed<RegisteredAgent>;
  /** The agents that the account knows for this server's own id: more than one is a re-registration. */
  readonly agentsOfThisServer: Observed<readonly RegisteredAgent[]>;
  readonly configurations: Observed<readonly BackupConfiguration[]>;
  /** Newest first: backups, restores and cleanups of this agent. */
  readonly activity: Observed<readonly Activity[]>;
  /** Reports of the newest ended backup of each configuration. */
  readonly reports: Observed<readonly BackupReport[]>;
  readonly vault: Observed<VaultContainer>;
  /** Block storage volumes that are attached to this server; absent where it shows no id. Recordings of earlier versions do not tell. */
  readonly attachments?: Observed<readonly VolumeAttachment[]>;
  /** Parts that the service itself calls offline, `storage.cassandra`; absent where it has no such answer (v1). */
  readonly health: Observed<{ readonly source: string; readonly offlineParts: readonly string[] }>;
  /** Every answer that is no success, for the interpreter; secrets are taken out. */
  readonly faults: readonly ApiFault[];
}

export interface ApiFault {
  /** What was asked: `agent`, `vault-container` … */
  readonly call: ApiCall;
  readonly reply: ApiReply;
  /** Asked again, it answered. */
  readonly hasPassed: boolean;
}

export const apiCalls = [
  ...(['login', 'agent', 'agents-of-server', 'configurations', 'activity', 'report', 'completed', 'wake-up'] as const),
  ...(['v2-agent', 'v2-status', 'v2-health', 'v2-backups', 'v2-errors'] as const),
  ...(['account', 'vault-container', 'vault-listing', 'volume-attachments'] as const),
  ...(['upload-container', 'upload', 'upload-removal'] as const),
] as const;

export type ApiCall = (typeof apiCalls)[number];

export interface Login {
  readonly accountId: string | null;
  readonly expiresAt: string | null;
  /** `cloudbackup:admin`, `identity:user-admin` … */
  readonly roles: readonly string[];
  /** From the service catalogue: endpoints of the types that are asked. */
  readonly services: readonly {
    readonly type: 'rax:backup' | 'object-store' | 'compute';
    readonly region: string | null;
    readonly publicUrl: string;
    readonly internalUrl: string | null;
  }[];
}

export interface RegisteredAgent {
  readonly source: string;
  readonly agentId: string;
  /** Hash of the server id that it was registered for; null outside the cloud. */
  readonly hostServerIdHash: string | null;
  readonly machineName: string | null;
  readonly address: string | null;
  readonly version: string | null;
  readonly operatingSystem: string | null;
  readonly status: 'online' | 'offline' | 'unknown';
  /** v2 alone tells it. */
  readonly isBusy: boolean | null;
  readonly isDisabled: boolean | null;
  readonly isEncrypted: boolean | null;
  readonly usesServiceNet: boolean | null;
  readonly vaultUrl: string | null;
  readonly vaultSizeBytes: number | null;
  readonly region: string | null;
  readonly vaultRegion: string | null;
  readonly lastSuccessfulBackupAt: string | null;
  readonly registeredAt: string | null;
  /** When it was asked: a heartbeat is judged against what ran here then. */
  readonly askedAt: string;
  /** It was asked to wake up before. */
  readonly wasWoken: boolean;
}

export interface BackupConfiguration {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean | null;
  readonly isDeleted: boolean | null;
  readonly frequency: 'manually' | 'hourly' | 'daily' | 'weekly' | 'monthly' | null;
  /** Between two runs; null where it is started by hand. */
  readonly intervalSeconds: number | null;
  readonly lastRunAt: string | null;
  readonly nextRunAt: string | null;
  readonly inclusions: readonly string[];
  readonly exclusions: readonly string[];
}

/** One spelling for the many of the API. */
export const jobStates = [
  ...(['creating', 'queued', 'preparing', 'start-requested', 'start-scheduled', 'in-progress', 'stop-requested'] as const),
  ...(['stopped', 'completed', 'completed-with-errors', 'failed', 'skipped', 'missed'] as const),
] as const;

/** `other` is a state that no documentation names; `stateText` holds it. */
export type JobState = (typeof jobStates)[number] | 'other';

export interface Activity {
  readonly kind: 'backup' | 'restore' | 'cleanup' | 'other';
  readonly configurationId: string | null;
  readonly name: string | null;
  readonly backupId: string | null;
  readonly state: JobState;
  /** As the API spelled it. */
  readonly stateText: string;
  readonly at: string | null;
}

export interface BackupReport {
  readonly backupId: string;
  readonly configurationId: string | null;
  readonly configurationName: string | null;
  readonly state: JobState;
  readonly stateText: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly durationSeconds: number | null;
  readonly searchedFileCount: number | null;
  readonly searchedBytes: number | null;
  readonly savedFileCount: number | null;
  readonly savedBytes: number | null;
  readonly errorCount: number | null;
  /** Told by the API, and no ground for a verdict: "Success" stands there with errors, too. */
  readonly reason: string | null;
  readonly diagnostics: string | null;
  /** May be fewer than `errorCount`. */
  readonly errors: readonly JobError[];
  /** v2 alone, and nobody says whether it counts bits or bytes. */
  readonly bandwidthPerSecond: number | null;
}

export interface JobError {
  readonly code: number | null;
  readonly type: string | null;
  readonly path: string | null;
  readonly message: string | null;
}

export interface VaultContainer {
  readonly url: string;
  readonly network: 'servicenet' | 'publicnet';
  readonly isThere: boolean;
  readonly objectCount: number | null;
  readonly usedBytes: number | null;
  /** The quota of the container or the account with the least room, where one is set. */
  readonly quota: { readonly of: 'container' | 'account'; readonly usedBytes: number; readonly limitBytes: number } | null;
  /** Whether one of its objects could be listed. */
  readonly isListable: boolean;
}

export interface VolumeAttachment {
  /** `/dev/xvdb`, as the cloud named it; null where it named none. */
  readonly device: string | null;
}
