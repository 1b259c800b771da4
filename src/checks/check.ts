// A check answers one question, purely, from the facts and limits that it declared. Words live in checks.yml:
// a check returns a problem code and the measured evidence that the sentence is filled with.
import type { AgentFacts, AgentProcess, AgentProxy, AgentVersion, LogSettings, Lock, PublishedVersions, Registration, ServiceState, Updater, Vault } from '../facts/agent.js';
import type { Signature } from '../catalogue/catalogue.js';
import { vaultNetworkOf, type VaultNetwork } from '../facts/agents/vault-network.js';
import type { ApiFacts } from '../facts/api.js';
import type { Facts } from '../facts/facts.js';
import type { HistoryFacts } from '../facts/history.js';
import type { HostFacts } from '../facts/host.js';
import type { IdentityFacts } from '../facts/identity.js';
import { readingOf, usageOf, type Reading, type Usage } from '../facts/jobs/reading.js';
import type { LogFacts } from '../facts/log.js';
import { connectionsIn } from '../facts/network/path-results.js';
import type { Connection, DnsFacts, NetworkFacts } from '../facts/network.js';
import { mapped, observed, through, type Observed } from '../facts/observed.js';
import type { PathCell } from '../facts/paths.js';
import type { Conditions } from '../facts/recording.js';
import type { ScanFacts } from '../facts/scan.js';
import type { ThroughputFacts } from '../facts/throughput.js';
import type { VolumeFacts } from '../facts/volumes.js';

/** What a check can ask for, and what it then gets: values that were seen, never Observed ones. */
export interface Seen {
  readonly host: HostFacts;
  readonly agent: AgentFacts;
  readonly 'agent.registration': Registration;
  readonly 'agent.version': AgentVersion;
  readonly 'agent.processes': readonly AgentProcess[];
  readonly 'agent.proxy': AgentProxy;
  readonly 'agent.service': ServiceState;
  readonly 'agent.updater': Updater;
  readonly 'agent.logSettings': LogSettings;
  readonly 'agent.locks': readonly Lock[];
  readonly 'agent.vault': Vault;
  readonly vaultNetwork: VaultNetwork;
  readonly publishedVersions: PublishedVersions;
  readonly identity: IdentityFacts;
  readonly networks: NetworkFacts;
  readonly dns: DnsFacts;
  readonly paths: readonly PathCell[];
  readonly connections: readonly Connection[];
  readonly log: LogFacts;
  readonly api: ApiFacts;
  readonly volumes: VolumeFacts;
  readonly scan: ScanFacts;
  readonly history: HistoryFacts;
  readonly throughput: ThroughputFacts;
  readonly reading: Reading;
  readonly usage: Usage;
  readonly conditions: Conditions;
}

export type SeenName = keyof Seen;

/** The one place that knows where in the recording a fact lies. */
export const lookUp: { readonly [Name in SeenName]: (facts: Facts, conditions: Conditions) => Observed<Seen[Name]> } = {
  host: ({ host }) => host,
  agent: ({ agent }) => agent,
  'agent.registration': ({ agent }) => through(agent, ({ registration }) => registration),
  'agent.version': ({ agent }) => through(agent, ({ version }) => version),
  'agent.processes': ({ agent }) => through(agent, ({ processes }) => processes),
  'agent.proxy': ({ agent }) => through(agent, ({ proxy }) => proxy),
  'agent.service': ({ agent }) => through(agent, ({ service }) => service),
  'agent.updater': ({ agent }) => through(agent, ({ updater }) => updater),
  'agent.logSettings': ({ agent }) => through(agent, ({ logSettings }) => logSettings),
  'agent.locks': ({ agent }) => through(agent, ({ locks }) => locks),
  'agent.vault': ({ agent }) => through(agent, ({ vault }) => vault),
  vaultNetwork: ({ agent }) => observed(vaultNetworkOf(through(agent, ({ vault }) => vault))),
  publishedVersions: ({ publishedVersions }) => publishedVersions,
  identity: ({ identity }) => identity,
  networks: ({ networks }) => networks,
  dns: ({ dns }) => dns,
  paths: ({ paths }) => paths,
  connections: ({ paths }) => mapped(paths, connectionsIn),
  log: ({ log }) => log,
  api: ({ api }) => api,
  volumes: ({ volumes }) => volumes,
  scan: ({ scan }) => scan,
  history: ({ history }) => history,
  throughput: ({ throughput }) => throughput,
  reading: ({ scan, api }) => readingOf(scan, api),
  usage: ({ inUse, api }) => usageOf(inUse, api),
  conditions: (_, conditions) => ({ state: 'observed', value: conditions, tookMs: 0 }),
};

export type Unit = 'bytes' | 'count' | 'percent' | 'seconds' | 'milliseconds' | 'days' | 'bytes-per-second';

interface EvidenceBase {
  /** What the value is about: a path, an endpoint, an interface. */
  readonly subject: string;
  /** Name of the value, camelCase; the sentence templates of checks.yml name it in braces. */
  readonly name: string;
  /** Where it was read. */
  readonly source: string;
}

/** Never a number without a unit. */
export type Evidence =
  | (EvidenceBase & { readonly value: number; readonly unit: Unit })
  | (EvidenceBase & { readonly value: string | boolean | null; readonly unit: null });

export type Confidence = 'certain' | 'likely' | 'possible';

export type Verdict =
  | { readonly status: 'ok'; readonly evidence: readonly Evidence[] }
  | {
      readonly status: 'warning' | 'critical';
      readonly problem: string;
      /** Defaults to 'certain'. */
      readonly confidence?: Confidence;
      readonly evidence: readonly Evidence[];
      /** What has a problem, where the evidence tells of healthy things, too; without it, all that the evidence is about. */
      readonly affected?: readonly string[];
    }
  | { readonly status: 'unknown' | 'not-applicable'; readonly reason: string; readonly evidence?: readonly Evidence[] };

export type Status = Verdict['status'];

export interface Finding {
  readonly checkId: string;
  readonly verdict: Verdict;
  /** How long its facts took to gather. */
  readonly tookMs: number;
  /** Only where the check itself crashed. */
  readonly stack?: string;
}

export interface Check<Needs extends SeenName = SeenName, Uses extends SeenName = SeenName, Limit extends string = string> {
  readonly id: string;
  /** Without these the runner answers for the check: absent → not-applicable, unavailable → unknown. */
  readonly needs: readonly Needs[];
  /** Given where they were seen, else null. */
  readonly uses?: readonly Uses[];
  /** Names of the limits whose values stand in checks.yml; the unit ends the name. */
  readonly limits?: readonly Limit[];
  /** Every problem code that `judge` may answer; each has its words in checks.yml. */
  readonly problems: readonly string[];
  judge(
    seen: { readonly [Name in Needs]: Seen[Name] } & { readonly [Name in Uses]: Seen[Name] | null },
    limits: Readonly<Record<Limit, number>>,
    /** Of the catalogue, for a check that reads a log. */
    signatures?: readonly Signature[],
  ): Verdict;
}

/** Gives `judge` exactly the facts and limits that the check declares: any other is a compile error. */
export function defineCheck<const Needs extends SeenName, const Limit extends string = never, const Uses extends SeenName = never>(
  check: Check<Needs, Uses, Limit>,
): Check<Needs, Uses, Limit> {
  return check;
}
