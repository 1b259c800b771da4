// What the CPU does with each byte. Hashing, compressing and encrypting share its cores, so their times add up.
import type { CpuState, CpuWork } from '../../facts/throughput.js';
import { reasonOf, valueOf, type Observed } from '../../facts/observed.js';
import type { ThroughputFacts } from '../../facts/throughput.js';
import { cpuCeiling, uploadsAtOnce } from '../../facts/speed/agent-limits.js';
import { nothing, sum, unbounded, type Interval } from './interval.js';
import type { Stage } from './stage.js';

export type CpuPartName = 'hash' | 'compress' | 'encrypt';

export interface CpuPart {
  readonly name: CpuPartName;
  readonly time: Interval;
  readonly doubt: string | null;
}

export interface CpuStage extends Stage {
  readonly name: 'cpu';
  readonly parts: readonly CpuPart[];
}

/** What the agent does with the data: `null` where nobody knows. */
export interface CpuTasks {
  readonly compresses: boolean;
  readonly encrypts: boolean | null;
}

export function cpuStage({ cpu, hash, compress, cipher, load }: ThroughputFacts, { compresses, encrypts }: CpuTasks): CpuStage {
  const [state, isLoaded] = [valueOf(cpu), load.isHigh];
  const part = (name: CpuPartName, work: Observed<CpuWork>): CpuPart => ({ name, ...timeOfWork(work, state, isLoaded) });
  const parts = [
    part('hash', hash),
    ...(compresses ? [part('compress', compress)] : []),
    ...(encrypts === false ? [] : [encryption(part('encrypt', cipher), valueOf(cipher)?.isLowerBound ?? false, encrypts)]),
  ];
  const doubt = state === null && cpu.state !== 'observed' ? `what the agent may use of the CPU is not known: ${reasonOf(cpu)}` : null;
  return { name: 'cpu', parts, time: sum(parts.map(({ time }) => time)), doubt: doubt ?? parts.find((one) => one.doubt !== null)?.doubt ?? null };
}

/** Known not to be there, it takes nothing; perhaps there, it takes something between. */
function encryption(part: CpuPart, isLowerBound: boolean, encrypts: boolean | null): CpuPart {
  if (encrypts === null) return { ...part, time: { ...part.time, low: 0 }, doubt: part.doubt ?? 'whether the vault is encrypted is not known' };
  if (!isLowerBound) return part;
  return { ...part, time: { ...part.time, low: 0 }, doubt: part.doubt ?? 'the cipher may be faster than could be measured here' };
}

function timeOfWork(work: Observed<CpuWork>, state: CpuState | null, isLoaded: boolean): Pick<CpuPart, 'time' | 'doubt'> {
  if (work.state !== 'observed') return { time: unbounded, doubt: `not measured: ${reasonOf(work)}` };
  const { oneCore, allCores } = work.value;
  const all = oneCore.bytesPerSecond > 0 ? allCores.bytesPerSecond / oneCore.bytesPerSecond : 1;
  const cores = coresOf(all, state, isLoaded);
  const time = {
    low: 1 / (oneCore.high * cores.high),
    mid: 1 / (oneCore.bytesPerSecond * cores.mid),
    // A quota that could not be read may be any.
    high: state === null ? Infinity : 1 / (oneCore.low * cores.low),
  };
  return { time, doubt: null };
}

/**
 * How many cores work for the agent: at least one of its uploads computes at a time, and at most all of them do. Others that
 * compute take their fair share of what it gets.
 * @param all what all cores together do, in cores
 */
function coresOf(all: number, state: CpuState | null, isLoaded: boolean): Interval {
  if (state === null) return { low: 1, mid: 1, high: 1 };
  const uploads = uploadsAtOnce(state.count);
  const may = Math.min(all * cpuCeiling, state.quotaCores ?? Infinity);
  const [low, high] = [Math.min(1, may), Math.min(uploads, may)];
  const fairShare = isLoaded ? Math.min(1, state.count / (state.loadPerCpu * state.count + uploads)) : 1;
  return { low: low * fairShare, mid: Math.sqrt(low * high), high };
}

export const partOf = ({ parts }: CpuStage, name: CpuPartName): Interval => parts.find((part) => part.name === name)?.time ?? nothing;
