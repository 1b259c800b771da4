// Runs the upload test as this host's agent would upload: over its network, with as many streams at once.
import type { AgentFacts } from '../../facts/agent.js';
import type { ApiFacts } from '../../facts/api.js';
import type { Endpoint } from '../../facts/network.js';
import { valueOf, type Observed } from '../../facts/observed.js';
import { uploadsAtOnce } from '../../facts/speed/agent-limits.js';
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
  readonly limitMs: number;
}

export function gatherUpload(request: UploadRequest, walk: Asking): Promise<Observed<UploadTest>> {
  const { credentials, endpoints, agent, api, cpuCount, limitMs } = request;
  const streamCount = uploadsAtOnce(cpuCount ?? 1);
  const way = wayToVault(agent, api === null ? null : valueOf(api.agent));
  return testUpload({ ...way, credentials, endpoints, streamCount, limitMs }, walk);
}
