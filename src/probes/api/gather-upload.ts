// Runs the upload test as this host's agent would upload: over its network, with as many streams at once.
import type { AgentFacts } from '../../facts/agent.js';
import type { ApiFacts } from '../../facts/api.js';
import type { Endpoint } from '../../facts/network.js';
import { valueOf, type Observed } from '../../facts/observed.js';
import type { UploadTest } from '../../facts/throughput.js';
import type { Credentials } from './credentials.js';
import type { Asking } from './reach.js';
import { testUpload } from './upload-test.js';
import { wayToVault } from './way-to-vault.js';

export interface UploadRequest {
  readonly credentials: Credentials;
  readonly endpoints: readonly Endpoint[];
  readonly agent: AgentFacts | null;
  readonly api: ApiFacts | null;
  /** null is taken for one. */
  readonly cpuCount: number | null;
  /** The agent's simultaneous uploads on 1 or 2 CPUs, on 3 or 4, on 5 or 6 … */
  readonly streamCounts: readonly number[];
  readonly limitMs: number;
}

export function gatherUpload(request: UploadRequest, walk: Asking): Promise<Observed<UploadTest>> {
  const { credentials, endpoints, agent, api, cpuCount, streamCounts, limitMs } = request;
  const streamCount = streamCountFor(cpuCount ?? 1, streamCounts);
  const way = wayToVault(agent, api === null ? null : valueOf(api.agent));
  return testUpload({ ...way, credentials, endpoints, streamCount, limitMs }, walk);
}

/** Two CPUs a step, and behind the last one no more. */
export const streamCountFor = (cpuCount: number, streamCounts: readonly number[]): number =>
  streamCounts[Math.min(Math.ceil(cpuCount / 2), streamCounts.length) - 1] ?? 1;
