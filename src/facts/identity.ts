// Who this machine is, by every signal that a clone may share or change. Each signal names the root that
// it comes from: signals of one root count once (facts/machine-identity in docs/checks/cloned-agent.md).

/** A keyed hash stands for a raw id wherever ids are only compared; 16 bytes of HMAC-SHA-256 in hex. */
export type IdHash = string;

export type SignalName =
  | 'machine-id'
  | 'dmi-uuid'
  | 'instance-id'
  | 'xenstore-name'
  | 'mac-addresses'
  | 'hostname'
  | 'ssh-host-keys';

/** Where a signal ultimately comes from: what flips together has one root. */
export type SignalRoot = 'disk' | 'hypervisor' | 'instance' | 'network' | 'name';

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
  readonly previousHash: IdHash | null;
  /** How many other instances ever booted from this disk. */
  readonly earlierInstanceCount: number;
  /** When the current instance first booted from this disk (its folder's birth), ISO 8601 UTC. */
  readonly currentSince: string | null;
}

/** The tool's own record of this machine, written by earlier runs of `check` on this host. */
export interface LedgerEntry {
  readonly seenAt: string;
  readonly agentId: string | null;
  readonly signals: readonly Pick<IdentitySignal, 'name' | 'root' | 'hash'>[];
}

export interface IdentityFacts {
  readonly signals: readonly IdentitySignal[];
  /** null where cloud-init left no trace on this disk. */
  readonly instanceHistory: InstanceHistory | null;
  /** When the agent's registration was last written, ISO 8601 UTC; null without a registration. */
  readonly registeredAt: string | null;
  readonly agentId: string | null;
  /** The newest entry first; empty at the first run. */
  readonly ledger: readonly LedgerEntry[];
}
