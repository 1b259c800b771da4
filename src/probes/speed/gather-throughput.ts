// How fast this host reads, hashes, compresses, encrypts and uploads. It measures when the other probes have ended, so that
// none disturbs it; whether it does at all is for the caller to say.
import type { AgentFacts } from '../../facts/agent.js';
import { absent, type Observed } from '../../facts/observed.js';
import type { ThroughputFacts } from '../../facts/throughput.js';
import type { VolumeFacts } from '../../facts/volumes.js';
import type { System } from '../platform/system.js';

export interface ThroughputRequest {
  readonly paths: readonly string[];
  readonly exclusions: readonly string[];
  readonly volumes: Observed<VolumeFacts>;
  readonly agent: Observed<AgentFacts>;
  /** What is left of the run. */
  readonly limitMs: number;
}

type Gather = (system: System, request: ThroughputRequest, signal: AbortSignal) => Promise<Observed<ThroughputFacts>>;

export const gatherThroughput: Gather = () => Promise.resolve(absent('not measured in this version'));
