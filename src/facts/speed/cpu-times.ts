// What the kernel counts of the CPU, of waiting and of swapping: /proc/stat, /proc/loadavg, /proc/vmstat and /proc/pressure (proc(5)).

/** In hundredths of a second since boot, of all CPUs together. */
export interface CpuTimes {
  readonly busy: number;
  readonly idle: number;
  readonly ioWait: number;
  /** Taken by the hypervisor for its other guests. */
  readonly steal: number;
}

/** `cpu  user nice system idle iowait irq softirq steal …`; the first kernels end after `idle`. */
export function parseCpuTimes(stat: string): CpuTimes | null {
  const line = /^cpu +([\d ]+)$/m.exec(stat)?.[1];
  if (line === undefined) return null;
  const [user = 0, nice = 0, system = 0, idle, ioWait = 0, irq = 0, softIrq = 0, steal = 0] = line.trim().split(/ +/).map(Number);
  return idle === undefined ? null : { busy: user + nice + system + irq + softIrq, idle, ioWait, steal };
}

export interface CpuShares {
  readonly busyPercent: number;
  readonly ioWaitPercent: number;
  readonly stealPercent: number;
}

/** null where no time passed between the two, or the kernel counted backwards, as it may for waiting. */
export function sharesBetween(before: CpuTimes, after: CpuTimes): CpuShares | null {
  const [busy, idle, ioWait, steal] = (['busy', 'idle', 'ioWait', 'steal'] as const).map((name) =>
    Math.max(0, after[name] - before[name]),
  ) as [number, number, number, number];
  const total = busy + idle + ioWait + steal;
  const percent = (part: number): number => Math.round((part / total) * 1_000) / 10;
  return total === 0 ? null : { busyPercent: percent(busy), ioWaitPercent: percent(ioWait), stealPercent: percent(steal) };
}

/** `0.67 1.37 2.17 2/345 6789`: of the last minute. */
export function parseLoad(loadavg: string): number | null {
  const first = /^\d+(\.\d+)?/.exec(loadavg)?.[0];
  return first === undefined ? null : Number(first);
}

/** `some avg10=12.34 avg60=…`: per cent of the last ten seconds in which something waited. */
export function parsePressure(text: string): number | null {
  const average = /^some avg10=(\d+\.\d+)/m.exec(text)?.[1];
  return average === undefined ? null : Number(average);
}

export interface SwappedPages {
  readonly in: number;
  readonly out: number;
}

export function parseSwappedPages(vmstat: string): SwappedPages | null {
  const [inward, outward] = ['pswpin', 'pswpout'].map((name) => new RegExp(`^${name} (\\d+)$`, 'm').exec(vmstat)?.[1]);
  return inward === undefined || outward === undefined ? null : { in: Number(inward), out: Number(outward) };
}
