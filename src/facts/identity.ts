// Who this machine is, by every signal that a clone may share or change. Each signal names the root that
// it comes from: signals of one root count once (docs/checks/cloned-agent.md).

/** A keyed hash stands for a raw id wherever ids are only compared; 16 bytes of HMAC-SHA-256 in hex. */
export type IdHash = string;

export const signalNames = [
  'machine-id',
  'dmi-uuid',
  'instance-id',
  'xenstore-name',
  'mac-addresses',
  'hostname',
  'ssh-host-keys',
  'metadata-id',
] as const;

export type SignalName = (typeof signalNames)[number];

export const signalRoots = ['disk', 'hypervisor', 'instance', 'network', 'name'] as const;

/** Where a signal ultimately comes from: what flips together has one root. */
export type SignalRoot = (typeof signalRoots)[number];

export interface IdentitySignal {
  readonly name: SignalName;
  readonly root: SignalRoot;
  /** Hash of the normalised value; null when it is missing or junk, which `note` then explains. */
  readonly hash: IdHash | null;
  readonly source: string;
  readonly note: string | null;
}

/** cloud-init's own memory of the instances that booted from this disk. */
export interface InstanceHistory {
  readonly currentHash: IdHash;
  /** Ids made by a platform are UUIDs; those that people write into a seed seldom are. */
  readonly idForm: 'uuid' | 'other';
  /** cloud-init's class of the source that told the id, `DataSourceConfigDrive`. */
  readonly datasource: string | null;
  readonly previousHash: IdHash | null;
  /** How many other instances ever booted from this disk, by ids of the same form as the current one. */
  readonly earlierInstanceCount: number;
  /** Ids of another form: cloud-init may only have changed its data source, which renames a server. Older recordings lack them. */
  readonly otherFormHashes?: readonly IdHash[];
  /** When the current instance first booted from this disk, by the oldest trace of it. ISO 8601 UTC. */
  readonly currentSince: string | null;
  /** When the current instance's folder came to lie on this disk: later than `currentSince` where the disk was copied by files. */
  readonly folderBornAt: string | null;
  /** When cloud-init last finished a boot, ISO 8601 UTC. */
  readonly lastBootAt: string | null;
}

/** The tool's own record of this machine, written by earlier runs of `check` on this host. */
export interface LedgerEntry {
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly agentIdHash: IdHash | null;
  readonly signals: readonly LedgerSignal[];
}

export interface LedgerSignal {
  readonly name: SignalName;
  readonly root: SignalRoot;
  readonly hash: IdHash;
}

/** What lies on a disk of the servers that it was set up for: it goes with every copy. */
export interface DiskTraces {
  /** The server of the config drive that was copied below /var/lib/cloud/seed; null where none is there or none is named. */
  readonly seedHash: IdHash | null;
  /** Only files that name a card at all. */
  readonly networkFiles: readonly NetworkFile[];
}

export interface NetworkFile {
  readonly path: string;
  readonly modifiedAt: string;
  /** Hardware addresses that it names. */
  readonly cardCount: number;
  /** How many of them this machine has; null where its own cannot be told. */
  readonly ownCardCount: number | null;
}

/** What can be told of the machine before its agent is known. */
export interface MachineIdentity {
  readonly signals: readonly IdentitySignal[];
  /** null where cloud-init left no usable trace on this disk. */
  readonly instanceHistory: InstanceHistory | null;
  /** Why that trace could not be read; null where it was read or is not there. */
  readonly instanceHistoryNote: string | null;
  /** What shows that this is a container, whose DMI and network belong to its host; null elsewhere. */
  readonly container: string | null;
  /** Missing in recordings of versions that did not look. */
  readonly traces?: DiskTraces;
}

export interface IdentityFacts extends MachineIdentity {
  /** When the agent's registration was last written, ISO 8601 UTC; null without a registration. */
  readonly registeredAt: string | null;
  /** When that file came to lie on this disk: later than `registeredAt` where a restore put it there. */
  readonly registrationBornAt: string | null;
  readonly agentId: string | null;
  readonly agentIdHash: IdHash | null;
  /** The newest entry first; empty at the first run. */
  readonly ledger: readonly LedgerEntry[];
  /** Why the ledger could not be used; null where it was read or is not there yet. */
  readonly ledgerNote: string | null;
}
