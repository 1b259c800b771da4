// Everything that one look at a host can see. Field comments say what was seen, not what it means.
import type { AgentFacts, PublishedVersions } from './agent.js';
import type { ApiFacts } from './api.js';
import type { FilesInUse } from './files-in-use.js';
import type { HistoryFacts } from './history.js';
import type { HostFacts } from './host.js';
import type { IdentityFacts } from './identity.js';
import type { LogFacts } from './log.js';
import type { DnsFacts, NetworkFacts } from './network.js';
import type { Observed } from './observed.js';
import type { PathCell } from './paths.js';
import type { ScanFacts } from './scan.js';
import type { ThroughputFacts } from './throughput.js';
import type { VolumeFacts } from './volumes.js';

export interface Facts {
  readonly host: Observed<HostFacts>;
  /** Absent when no adapter found its agent. */
  readonly agent: Observed<AgentFacts>;
  readonly publishedVersions: Observed<PublishedVersions>;
  readonly identity: Observed<IdentityFacts>;
  readonly networks: Observed<NetworkFacts>;
  readonly dns: Observed<DnsFacts>;
  /** The way to every endpoint, over each family of addresses, layer by layer. */
  readonly paths: Observed<readonly PathCell[]>;
  /** What the agent wrote down; absent where it has no log. */
  readonly log: Observed<LogFacts>;
  /** What the services know of this agent; only asked with credentials. */
  readonly api: Observed<ApiFacts>;
  readonly volumes: Observed<VolumeFacts>;
  readonly scan: Observed<ScanFacts>;
  /** How fast the stages of a backup are here; only measured with --deep. */
  readonly throughput: Observed<ThroughputFacts>;
  /** Absent where no backup set is known, and in recordings that are older than this look. */
  readonly inUse: Observed<FilesInUse>;
  /** What earlier runs on this host kept; absent at the first. */
  readonly history: Observed<HistoryFacts>;
}

export type FactName = keyof Facts;

export const factNames = [
  'host',
  'agent',
  'publishedVersions',
  'identity',
  'networks',
  'dns',
  'paths',
  'log',
  'api',
  'volumes',
  'scan',
  'throughput',
  'inUse',
  'history',
] as const satisfies readonly FactName[];
