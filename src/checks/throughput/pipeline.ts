// The model: a backup reads, works on, and uploads each byte, and the agent has a ceiling of its own.
// Not documented, so that both are reckoned with: whether the agent compresses, and whether its stages overlap.
import type { BackupReport } from '../../facts/api.js';
import { reasonOf, valueOf } from '../../facts/observed.js';
import type { CompressWork, ThroughputFacts } from '../../facts/throughput.js';
import { cpuStage, type CpuStage } from './cpu-stage.js';
import { unbounded } from './interval.js';
import { readStage, type ReadStage } from './read-stage.js';
import { bestOf, uploadStage, type UploadStage } from './upload-stage.js';

export interface Pipeline {
  readonly read: ReadStage;
  readonly cpu: CpuStage;
  readonly upload: UploadStage;
  /** Seconds that the agent takes for a byte of the set at its ceiling. */
  readonly ceilingTime: number;
  /** Bytes to send for each byte of the set. */
  readonly ratio: number;
}

export interface ModelInput {
  readonly throughput: ThroughputFacts;
  readonly reports: readonly BackupReport[];
  readonly encrypts: boolean | null;
  readonly ceilingBytesPerSecond: number;
}

export interface Model {
  /** As if the agent compressed like the compressor that was measured. */
  readonly compressing: Pipeline;
  /** As if it did not at all. */
  readonly plain: Pipeline;
}

export const modelOf = (input: ModelInput): Model => ({ compressing: pipelineOf(input, true), plain: pipelineOf(input, false) });

/** Data that grows is sent as it is, and what was made up says how fast a compressor is, not how far the set shrinks. */
const ratioOf = (work: CompressWork | null): number => (work === null || work.sampleFrom === 'made-up' ? 1 : Math.min(1, work.ratio));

function pipelineOf({ throughput, reports, encrypts, ceilingBytesPerSecond }: ModelInput, compresses: boolean): Pipeline {
  const { reads, compress } = throughput;
  const ratio = compresses ? ratioOf(valueOf(compress)) : 1;
  const read: ReadStage =
    reads.state === 'observed'
      ? readStage(reads.value)
      : { name: 'read', devices: [], time: unbounded, doubt: `reading was not measured: ${reasonOf(reads)}` };
  return {
    ratio,
    read,
    cpu: cpuStage(throughput, { compresses, encrypts }),
    upload: uploadStage(throughput, bestOf(reports, ceilingBytesPerSecond), ratio),
    ceilingTime: ratio / ceilingBytesPerSecond,
  };
}
