// What the control groups of the agent allow it: CPUs, and reading from each device. Where no agent runs, those of this program stand in,
// which a new service would share at least in part.
import { basename } from 'node:path';
import type { AgentFacts } from '../../facts/agent.js';
import { valueOf } from '../../facts/observed.js';
import {
  groupFolders,
  parseCpuMax,
  parseIoMax,
  parseQuota,
  parseThrottles,
  type Controller,
  type GroupFolders,
} from '../../facts/speed/control-groups.js';
import type { ReadLimit } from '../../facts/throughput.js';
import type { System } from '../platform/system.js';

export interface CpuQuota {
  readonly cores: number;
  readonly source: string;
}

export interface GroupLimit extends ReadLimit {
  readonly deviceId: string;
}

/** null where it is in no group, or none could be read. */
export interface AgentGroups {
  /** The narrowest of its own group and all above. */
  readonly quota: CpuQuota | null;
  readonly limits: readonly GroupLimit[];
}

export async function readAgentGroups({ files }: System, agent: AgentFacts | null): Promise<AgentGroups> {
  const text = async (path: string): Promise<string | null> => valueOf(await files.readText(path))?.text ?? null;
  const pid = agent === null ? null : (valueOf(agent.processes)?.[0]?.pid ?? null);
  const [membership, mountInfo] = await Promise.all([text(`/proc/${pid ?? process.pid}/cgroup`), text('/proc/self/mountinfo')]);
  const groups = (controller: Controller): readonly GroupFolders[] => groupFolders(membership ?? '', mountInfo ?? '', controller);
  const [quotas, limits] = await Promise.all([
    Promise.all(groups('cpu').flatMap(({ version, folders }) => folders.map((folder) => quotaOf(text, version, folder)))),
    Promise.all(groups('blkio').map((group) => limitsOf(text, group))),
  ]);
  const narrowest = quotas.filter((quota) => quota !== null).sort((a, b) => a.cores - b.cores)[0] ?? null;
  return { quota: narrowest, limits: limits.flat() };
}

type ReadText = (path: string) => Promise<string | null>;

async function quotaOf(text: ReadText, version: 1 | 2, folder: string): Promise<CpuQuota | null> {
  const source = `${folder}/${version === 2 ? 'cpu.max' : 'cpu.cfs_quota_us'}`;
  const [quota, period] = await Promise.all([text(source), version === 2 ? null : text(`${folder}/cpu.cfs_period_us`)]);
  const cores = version === 2 ? parseCpuMax(quota ?? '') : parseQuota(quota ?? '', period ?? '');
  return cores === null ? null : { cores, source };
}

/** In version 1 a group's throttle holds for itself alone, in version 2 for all below it too. */
const limitsOf = async (text: ReadText, { version, folders }: GroupFolders): Promise<readonly GroupLimit[]> =>
  (
    await Promise.all(
      (version === 2 ? folders : folders.slice(0, 1)).map((folder) => (version === 2 ? ioMaxOf(text, folder) : throttlesOf(text, folder))),
    )
  ).flat();

async function ioMaxOf(text: ReadText, folder: string): Promise<readonly GroupLimit[]> {
  const source = `${folder}/io.max`;
  return parseIoMax((await text(source)) ?? '').map((limit) => ({ source, ...limit }));
}

async function throttlesOf(text: ReadText, folder: string): Promise<readonly GroupLimit[]> {
  const [bytes, reads] = ['bps', 'iops'].map((unit) => `${folder}/blkio.throttle.read_${unit}_device`) as [string, string];
  const [ofBytes, ofReads] = await Promise.all([text(bytes), text(reads)]);
  return [
    ...parseThrottles(ofBytes ?? '').map(({ deviceId, limit }) => ({
      source: bytes,
      deviceId,
      bytesPerSecond: limit,
      readsPerSecond: null,
    })),
    ...parseThrottles(ofReads ?? '').map(({ deviceId, limit }) => ({
      source: reads,
      deviceId,
      bytesPerSecond: null,
      readsPerSecond: limit,
    })),
  ];
}

/** Those of a device or of what it lies on. @param chain `dm-0 (crypt)`, `xvdb (disk)` … */
export async function limitsOfDevice(
  { files }: System,
  chain: readonly string[],
  limits: readonly GroupLimit[],
): Promise<readonly ReadLimit[]> {
  if (limits.length === 0) return [];
  const names = chain.map((link) => basename(link.replace(/ \([^)]*\)$/, '')));
  const ids = await Promise.all(
    names.map(async (name) => valueOf(await files.readText(`/sys/class/block/${name}/dev`))?.text.trim() ?? null),
  );
  return limits
    .filter(({ deviceId }) => ids.includes(deviceId))
    .map(({ source, bytesPerSecond, readsPerSecond }) => ({ source, bytesPerSecond, readsPerSecond }));
}
