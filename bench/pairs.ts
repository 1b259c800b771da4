// Times two commands in turn, A B A B …, so that the machine's drift hits both alike; ratios pair by pair.
import { spawnSync } from 'node:child_process';

export interface Timing {
  readonly wallMs: number;
  /** Largest process of the tree, in bytes, as the kernel counts it. */
  readonly peakBytes: number;
}

export interface PairedTimings {
  readonly ours: readonly Timing[];
  readonly baseline: readonly Timing[];
}

/** NODE_EXTRA_CA_CERTS costs Node 20 about 85 ms at every start and would be measured instead of us. */
const environment = (): NodeJS.ProcessEnv => {
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...rest } = process.env;
  return rest;
};

/** @param prepare called before each run that counts */
export function timePairs(ours: readonly string[], baseline: readonly string[], pairCount: number, prepare = (): void => undefined): PairedTimings {
  time(ours);
  time(baseline);
  const prepared = (command: readonly string[]): Timing => {
    prepare();
    return time(command);
  };
  const timings = Array.from({ length: pairCount }, () => ({ ours: prepared(ours), baseline: prepared(baseline) }));
  return { ours: timings.map((pair) => pair.ours), baseline: timings.map((pair) => pair.baseline) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export const medianRatio = ({ ours, baseline }: PairedTimings): number =>
  median(ours.map(({ wallMs }, index) => wallMs / (baseline[index]?.wallMs ?? Number.NaN)));

/** The exit code is the verdict on the host and no matter here; a program that cannot be started is. */
function time([program = '', ...args]: readonly string[]): Timing {
  const startedAt = process.hrtime.bigint();
  const { error, signal, stderr } = spawnSync('/usr/bin/time', ['-f', 'peak=%M', program, ...args], { env: environment(), stdio: ['ignore', 'ignore', 'pipe'] });
  const wallMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
  if (error !== undefined) throw new Error(`${program} could not be timed; install the package "time"`, { cause: error });
  if (signal !== null) throw new Error(`${program} was killed by ${signal}`);
  const peak = /peak=(\d+)/.exec(stderr.toString('utf8'))?.[1];
  return { wallMs, peakBytes: Number(peak) * 1024 };
}
