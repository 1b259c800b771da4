// What others leave of the CPU: between two looks at what the kernel counts, and what the agent's own control group allows.
import { observed, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import {
  parseCpuTimes,
  parseLoad,
  parsePressure,
  parseSwappedPages,
  sharesBetween,
  type CpuShares,
  type CpuTimes,
  type SwappedPages,
} from '../../facts/speed/cpu-times.js';
import type { CpuState } from '../../facts/throughput.js';
import type { System } from '../platform/system.js';
import type { CpuQuota } from './agent-groups.js';

export interface CpuLook {
  readonly atMs: number;
  readonly times: CpuTimes | null;
  readonly swapped: SwappedPages | null;
  readonly cpuCount: number;
  readonly load: number | null;
  readonly pressure: CpuState['pressure'];
}

export async function lookAtCpu({ files }: System): Promise<CpuLook> {
  const text = async (path: string): Promise<string> => valueOf(await files.readText(path))?.text ?? '';
  const atMs = performance.now();
  const [stat, vmstat, load, cpu, memory, io] = await Promise.all(
    ['/proc/stat', '/proc/vmstat', '/proc/loadavg', '/proc/pressure/cpu', '/proc/pressure/memory', '/proc/pressure/io'].map(text),
  );
  return {
    atMs,
    times: parseCpuTimes(stat ?? ''),
    swapped: parseSwappedPages(vmstat ?? ''),
    cpuCount: (stat ?? '').split('\n').filter((line) => /^cpu\d/.test(line)).length,
    load: parseLoad(load ?? ''),
    pressure: { cpuPercent: parsePressure(cpu ?? ''), memoryPercent: parsePressure(memory ?? ''), ioPercent: parsePressure(io ?? '') },
  };
}

export const shares = (before: CpuLook, after: CpuLook): CpuShares | null =>
  before.times === null || after.times === null ? null : sharesBetween(before.times, after.times);

/** Beyond these the figures are of what others left over, and hold for no quieter time. */
const high = { busyPercent: 50, stealPercent: 10, ioWaitPercent: 30, memoryPressurePercent: 10 };

/** @param quiet before anything was measured, when nothing of ours ran */
export function describeLoad(first: CpuLook, quiet: CpuLook): { readonly isHigh: boolean; readonly text: string } {
  const { cpuCount, load, pressure } = quiet;
  const between = shares(first, quiet);
  if (between === null) return { isHigh: false, text: 'nobody could tell what else ran: /proc/stat was not to be read' };
  const { busyPercent, stealPercent, ioWaitPercent } = between;
  const isHigh =
    busyPercent > high.busyPercent ||
    stealPercent > high.stealPercent ||
    ioWaitPercent > high.ioWaitPercent ||
    (pressure.memoryPercent ?? 0) > high.memoryPressurePercent;
  const loads = load === null ? '' : `, load ${load} on ${cpuCount} CPUs`;
  const parts = [
    `the CPUs were ${busyPercent} % busy`,
    `${ioWaitPercent} % waiting for disks`,
    `${stealPercent} % taken by the hypervisor`,
  ];
  return { isHigh, text: `before the measurement ${parts.join(', ')}${loads}` };
}

/**
 * @param looks the first two before anything was measured, the last one after it: only who wants the CPU is stolen from, so stealing is told
 * from the first to the last
 */
export function describeCpu(
  looks: readonly [CpuLook, CpuLook, CpuLook],
  quota: CpuQuota | null,
  pageBytes: number | null,
): Observed<CpuState> {
  const [first, quiet, last] = looks;
  if (first.cpuCount === 0 || quiet.load === null)
    return unavailable('unsupported', 'the load of the CPUs is not known: /proc/stat and /proc/loadavg could not be read');
  const [before, whole] = [shares(first, quiet), shares(first, last)];
  return observed({
    count: first.cpuCount,
    loadPerCpu: quiet.load / first.cpuCount,
    busyPercent: before?.busyPercent ?? null,
    ioWaitPercent: before?.ioWaitPercent ?? null,
    stealPercent: whole?.stealPercent ?? null,
    quotaCores: quota?.cores ?? null,
    quotaSource: quota?.source ?? null,
    pressure: quiet.pressure,
    ...swapRates(first, last, pageBytes),
  });
}

function swapRates(
  first: CpuLook,
  last: CpuLook,
  pageBytes: number | null,
): Pick<CpuState, 'swapInBytesPerSecond' | 'swapOutBytesPerSecond'> {
  const seconds = (last.atMs - first.atMs) / 1_000;
  if (first.swapped === null || last.swapped === null || pageBytes === null || seconds <= 0)
    return { swapInBytesPerSecond: null, swapOutBytesPerSecond: null };
  const rate = (before: number, after: number): number => Math.round((Math.max(0, after - before) * pageBytes) / seconds);
  return {
    swapInBytesPerSecond: rate(first.swapped.in, last.swapped.in),
    swapOutBytesPerSecond: rate(first.swapped.out, last.swapped.out),
  };
}

/** 4 KiB nearly everywhere; some ARM kernels have larger ones. */
export async function readPageBytes(system: System): Promise<number | null> {
  const answer = valueOf(await system.run('getconf', ['PAGESIZE'], { limitMs: 1_000 }));
  return answer !== null && /^\d+\n?$/.test(answer.stdout) ? Number(answer.stdout) : null;
}
