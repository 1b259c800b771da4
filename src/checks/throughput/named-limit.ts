// The stage that limits, by the name that says what to change: which device, its files or its bytes, which work of the CPU.
import { valueOf } from '../../facts/observed.js';
import type { LargeRate } from '../../facts/throughput.js';
import type { Evidence } from '../check.js';
import { chancesToBeLongest } from './chance.js';
import type { CpuPartName, CpuStage } from './cpu-stage.js';
import { measured, told } from './evidence.js';
import { megabytes } from './words.js';
import { product, rateOf, times, type Interval } from './interval.js';
import type { Pipeline } from './pipeline.js';
import type { ReadStage } from './read-stage.js';
import type { StageName } from './stage.js';
import { mostOf, type UploadStage } from './upload-stage.js';

export interface NamedLimit {
  readonly problem: string;
  readonly subject: string;
  /** Of the whole stage. */
  readonly time: Interval;
  /** Else no more than its bounds are known. */
  readonly isMeasured: boolean;
  /** What the sentence of the problem names. */
  readonly details: readonly Evidence[];
}

export function namedLimit(stage: StageName, { read, cpu, upload, ratio, ceilingTime }: Pipeline, sureFromPercent: number): NamedLimit {
  if (stage === 'read') return slowRead(read);
  if (stage === 'cpu') return slowCpu(cpu, sureFromPercent);
  return slowUpload(upload, ratio, ratio / ceilingTime);
}

/** A link that is slower than the agent's own ceiling is named, whether a test filled it or not. */
function slowUpload({ time: ofSet, doubt, link }: UploadStage, ratio: number, ceilingBytesPerSecond: number): NamedLimit {
  const [subject, time] = ['uploading', times(1 / ratio, ofSet)];
  const most = mostOf(link);
  const slow = most < ceilingBytesPerSecond ? link : null;
  const limitSet = slow?.rateLimitBitsPerSecond === most * 8 ? slow.rateLimitSource : null;
  const isMeasured = doubt === null;
  const why = `${slow?.interfaceName ?? 'the link'} lets no more through${limitSet === null ? '' : ` (${limitSet})`}; the upload itself was not measured`;
  return {
    ...{ problem: 'slow-upload', subject, time, isMeasured },
    details: [
      isMeasured
        ? measured(subject, 'uploadRate', Math.round(rateOf(time).mid), 'bytes-per-second')
        : told(subject, 'uploadRate', `at most ${megabytes(most)} MB/s (${why})`, 'model'),
      told(subject, 'slowLink', limitSet === null ? (slow?.interfaceName ?? null) : null, 'sysfs'),
      told(subject, 'shapedLink', limitSet === null ? null : (slow?.interfaceName ?? null), limitSet ?? 'tc'),
      told(subject, 'linkSpeed', slow === null ? null : `${megabytes(most)} MB/s`, 'sysfs'),
    ],
  };
}

/** The device that takes most of the time. */
function slowRead({ devices, time }: ReadStage): NamedLimit {
  const part = ({ share, time: own }: ReadStage['devices'][number]): number => product(share, own).mid;
  const [slowest] = [...devices].sort((a, b) => part(b) - part(a));
  if (slowest === undefined) return { problem: 'slow-read', subject: 'reading', time, isMeasured: true, details: [] };
  const { read, isByFiles } = slowest;
  const [subject, files, small] = [read.paths[0] ?? read.mountPoint, valueOf(read.files), valueOf(read.small)];
  return {
    problem: isByFiles ? 'many-small-files' : 'slow-read',
    subject,
    time,
    isMeasured: true,
    details: [
      told(subject, 'device', read.device),
      told(subject, 'deviceBecause', [read.because, ...slowedText(valueOf(read.large))].join('; ')),
      measured(subject, 'filesPerSecondCount', small === null ? null : Math.round(small.filesPerSecond), 'count'),
      measured(subject, 'averageFileBytes', files === null ? null : Math.round(files.meanFileBytes), 'bytes'),
      told(subject, 'limitSet', read.limits[0]?.source ?? null),
    ],
  };
}

function slowedText(large: LargeRate | null): readonly string[] {
  const atFirst = large?.atFirstBytesPerSecond ?? null;
  return atFirst === null ? [] : [`it began with ${megabytes(atFirst)} MB/s and became slower, as a volume does whose credit is used up`];
}

const problems: Readonly<Record<CpuPartName, string>> = {
  hash: 'slow-hash',
  compress: 'slow-compression',
  encrypt: 'slow-encryption',
};

/** One work is named where it takes surely more than each other, and more than half of the time. */
function slowCpu({ parts, time }: CpuStage, sureFromPercent: number): NamedLimit {
  const isKnown = parts.every(({ time: { low, high } }) => low > 0 && Number.isFinite(high));
  const chances = chancesToBeLongest(parts.map((part) => part.time));
  const chance = Math.max(...chances);
  const largest = parts[chances.indexOf(chance)];
  const isMain = isKnown && largest !== undefined && chance * 100 >= sureFromPercent && largest.time.mid * 2 > time.mid;
  return { problem: isMain ? problems[largest.name] : 'slow-cpu', subject: 'CPU', time, isMeasured: true, details: [] };
}
