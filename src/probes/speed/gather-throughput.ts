// How fast this host reads, hashes, compresses, encrypts and uploads. It measures when the other probes have ended, so that
// none disturbs it; whether it does at all is for the caller to say. First a quiet look at what others do, then the CPU, then one device after another.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentFacts } from '../../facts/agent.js';
import type { VolumeAttachment } from '../../facts/api.js';
import type { NetworkFacts } from '../../facts/network.js';
import { absent, observed, valueOf, type Observed } from '../../facts/observed.js';
import type { ThroughputFacts } from '../../facts/throughput.js';
import type { VolumeFacts } from '../../facts/volumes.js';
import type { System } from '../platform/system.js';
import { readAgentGroups, type GroupLimit } from './agent-groups.js';
import { devicesOfSet } from './devices-of-set.js';
import { quietLookMs } from './limits.js';
import { describeCpu, describeLoad, lookAtCpu, readPageBytes } from './look-at-cpu.js';
import { lookAtLink } from './look-at-link.js';
import { measureCompressing, measureCpu } from './measure-cpu.js';
import { measureDevices, type MeasuredDevices } from './measure-devices.js';

export interface ThroughputRequest {
  readonly paths: readonly string[];
  readonly exclusions: readonly string[];
  readonly volumes: Observed<VolumeFacts>;
  /** null where nobody told. */
  readonly attachments: readonly VolumeAttachment[] | null;
  readonly networks: Observed<NetworkFacts>;
  readonly agent: Observed<AgentFacts>;
  /** What is left of the run. */
  readonly limitMs: number;
}

export async function gatherThroughput(
  system: System,
  request: ThroughputRequest,
  signal: AbortSignal,
): Promise<Observed<ThroughputFacts>> {
  if (system.platform !== 'linux') return absent('speeds are measured on Linux only');
  const endsAt = performance.now() + request.limitMs;
  const restMs = (): number => Math.max(0, endsAt - performance.now());
  const startedAt = system.now().toISOString();
  const agent = valueOf(request.agent);
  const [groups, link, pageBytes] = await Promise.all([
    readAgentGroups(system, agent),
    lookAtLink(system, request.networks, agent),
    readPageBytes(system),
  ]);
  const first = await lookAtCpu(system);
  await sleep(quietLookMs);
  const quiet = await lookAtCpu(system);
  const { cipher, hash } = await measureCpu(system, restMs(), signal);
  const devices = await measureSet(system, request, groups.limits, restMs(), signal);
  const ofSet = valueOf(devices)?.compress ?? null;
  const compress = ofSet === null ? await measureCompressing(restMs(), signal) : observed(ofSet);
  const last = await lookAtCpu(system);
  return observed({
    ...{ startedAt, load: describeLoad(first, quiet) },
    reads: devices.state === 'observed' ? observed(devices.value.reads) : devices,
    ...{ cipher, hash, compress, cpu: describeCpu([first, quiet, last], groups.quota, pageBytes) },
    upload: absent('measured only with --upload-test'),
    link,
  });
}

async function measureSet(
  system: System,
  { paths, exclusions, volumes, attachments }: ThroughputRequest,
  groupLimits: readonly GroupLimit[],
  limitMs: number,
  signal: AbortSignal,
): Promise<Observed<MeasuredDevices>> {
  const devices = await devicesOfSet(system, { paths, volumes, attachments });
  if (devices.state !== 'observed') return devices;
  return observed(await measureDevices(system, devices.value, { exclusions, groupLimits, limitMs }, signal));
}
