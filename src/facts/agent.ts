// The backup agent as its adapter saw it. No field names one product: driveclient fills it today,
// restic or borg can fill it tomorrow. Secrets never enter: only whether one is there.
import type { Observed } from './observed.js';

export type AgentTrace = 'registration' | 'package' | 'binary' | 'process' | 'service';

/** `M.mm.bbbbbb` compares as three integers; the text keeps its leading zeros. */
export interface AgentVersion {
  readonly text: string;
  readonly numbers: readonly [number, number, number];
  readonly source: string;
}

export interface Registration {
  readonly path: string;
  readonly isRegistered: boolean | null;
  readonly agentId: string | null;
  readonly accountId: string | null;
  readonly apiHostName: string | null;
  readonly hasAgentKey: boolean;
  readonly hasKeyPair: boolean;
  /** The installer's template holds the API key in clear text until it is registered. */
  readonly hasPassword: boolean;
  /** Keys that the agent cannot work without and that are missing or empty here, or still hold their placeholder. */
  readonly missingKeys: readonly string[];
  /** Keys that it cannot work without and that hold something that they cannot mean. */
  readonly malformedKeys: readonly string[];
  readonly keySet: 'old' | 'new';
  readonly modifiedAt: string;
  /** Since the last write; right after a registration keys may still be missing. Negative where the clock was set back. */
  readonly ageSeconds: number;
  readonly modeOctal: string;
  readonly ownerUid: number;
  /** Users other than owner and group can reach and read it: the file's mode and its folder's. */
  readonly isReadableByOthers: boolean;
  /** Timestamped copies beside it (`bootstrap.json.20160426102748`), ISO 8601 UTC, oldest first. */
  readonly earlierCopiesAt: readonly string[];
}

export interface Vault {
  /** Container URLs that the registration names, `https://…/v1/MossoCloudFS_…/z_DO_NOT_DELETE_…`. */
  readonly containerUrls: readonly string[];
  /** Vaults that the cache folder holds a database of: `MossoCloudFS_<account>/<container>`. */
  readonly cachedContainers: readonly string[];
  /** From the `snet-` prefix of the container's host; null where no container is known. */
  readonly usesServiceNet: boolean | null;
  /** Whether a vault password is stored; null where it cannot be told. */
  readonly isEncrypted: boolean | null;
  /** Where `isEncrypted` was read. */
  readonly encryptionSource: string;
}

export interface Folder {
  readonly role: 'registration' | 'cache' | 'log' | 'temp';
  readonly path: string;
  readonly source: string;
}

export interface LogSettings {
  readonly path: string;
  readonly maxFileBytes: number;
  readonly maxBackupCount: number;
  readonly level: string | null;
  /** `log4cxx.xml` where one was read, else the documented default. */
  readonly source: string;
  readonly usedBytes: number;
}

export interface AgentProcess {
  readonly pid: number;
  readonly user: string;
  readonly uid: number;
  readonly startedAt: string | null;
  /** `suspended`: by a signal (SIGSTOP) or a debugger; it keeps its place, its locks and its connections, and does nothing. */
  readonly state: 'running' | 'suspended';
}

/** What the running agent's environment says of a proxy. No documentation says that the agent heeds it. */
export interface AgentProxy {
  /** `https_proxy`; null where it was started without one. */
  readonly named: { readonly variable: string; readonly host: string; readonly port: number } | null;
  readonly source: string;
}

export interface ServiceState {
  readonly manager: 'systemd' | 'sysv' | 'upstart' | 'windows';
  readonly unitPath: string;
  readonly startsAtBoot: boolean | null;
  /** What the service manager itself says; null on Linux, where the processes tell, and while it starts or stops. */
  readonly isRunning: boolean | null;
}

export interface Updater {
  /** Name of its package and service: `cloudbackup-updater`. */
  readonly name: string;
  readonly isInstalled: boolean;
  readonly version: Observed<AgentVersion>;
  readonly processes: Observed<readonly AgentProcess[]>;
  readonly service: Observed<ServiceState>;
}

/** A lock file's existence proves nothing; its age and whether a living process holds it do. */
export interface Lock {
  readonly path: string;
  /** What it guards: one backup at a time, or one process of the agent. */
  readonly guards: 'backup' | 'process';
  readonly modifiedAt: string;
  readonly ageSeconds: number;
  readonly holderPids: readonly number[];
  /** Nobody holds it, and it is older than the boot, the running agent, or any backup about to start. */
  readonly isStale: boolean;
}

export interface AgentFacts {
  /** The adapter's name: `driveclient`. */
  readonly name: string;
  readonly title: string;
  readonly foundBy: readonly AgentTrace[];
  readonly registration: Observed<Registration>;
  readonly version: Observed<AgentVersion>;
  readonly processes: Observed<readonly AgentProcess[]>;
  /** The account that the agent's processes, else its service, run as. */
  readonly runsAs: Observed<{ readonly user: string; readonly uid: number; readonly source: string }>;
  readonly proxy: Observed<AgentProxy>;
  readonly service: Observed<ServiceState>;
  readonly updater: Observed<Updater>;
  readonly folders: readonly Folder[];
  readonly logSettings: Observed<LogSettings>;
  readonly locks: Observed<readonly Lock[]>;
  readonly vault: Observed<Vault>;
  /** Where the agent keeps certificate authorities of its own; null where it uses the host's. */
  readonly authoritiesPath: string | null;
  /** Upper-case region (`DFW`) from the vault's or the API's host name; null where neither tells. */
  readonly region: string | null;
}

/** What the publisher's version files say; only fetched when packets may leave. */
export interface PublishedVersions {
  readonly agent: Observed<AgentVersion>;
  readonly updater: Observed<AgentVersion>;
  /** How long before this look the agent's version file was last changed; null where the server named no time. */
  readonly agentPublishedAgeSeconds: number | null;
}
