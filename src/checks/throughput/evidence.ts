// The measured values behind what the model says: each stage with its interval, so that a report can draw it.
import { valueOf } from '../../facts/observed.js';
import type { CpuState, DeviceRead, Link, ThroughputFacts } from '../../facts/throughput.js';
import type { Evidence, Unit } from '../check.js';
import type { CpuPart } from './cpu-stage.js';
import { rateOf, type Interval } from './interval.js';
import type { Pipeline } from './pipeline.js';
import { isKnown, type DeviceTime } from './read-stage.js';

export const modelSource = 'measured on this host';

export const told = (subject: string, name: string, value: string | boolean | null, source = modelSource): Evidence => ({
  ...{ subject, name, value, unit: null, source },
});

/** Without a number there is no unit either. */
export const measured = (subject: string, name: string, value: number | null, unit: Unit, source = modelSource): Evidence =>
  value === null || !Number.isFinite(value) ? told(subject, name, null, source) : { subject, name, value, unit, source };

/** The middle is what a stage that was not measured lacks. */
function rateEvidence(subject: string, name: string, time: Interval, isMeasured: boolean, source = modelSource): readonly Evidence[] {
  const { low, mid, high } = rateOf(time);
  return [
    measured(subject, `${name}BytesPerSecond`, isMeasured ? Math.round(mid) : null, 'bytes-per-second', source),
    measured(subject, `${name}LowBytesPerSecond`, low > 0 ? Math.round(low) : null, 'bytes-per-second', source),
    measured(subject, `${name}HighBytesPerSecond`, Math.round(high), 'bytes-per-second', source),
  ];
}

export const stageEvidence = ({ read, cpu, upload }: Pipeline, throughput: ThroughputFacts): readonly Evidence[] => [
  ...rateEvidence('reading', 'read', read.time, read.doubt === null),
  ...read.devices.flatMap(deviceEvidence),
  ...cpu.parts.flatMap((part) => partEvidence(part, throughput)),
  ...rateEvidence("the CPU's work together", 'cpu', cpu.time, cpu.doubt === null),
  ...rateEvidence('uploading', 'upload', upload.time, upload.doubt === null),
  ...stateEvidence(valueOf(throughput.cpu)),
  ...linkEvidence(valueOf(throughput.link)),
];

function deviceEvidence({ read, time, doubt, share }: DeviceTime): readonly Evidence[] {
  const [subject, small, files] = [read.mountPoint, valueOf(read.small), valueOf(read.files)];
  return [
    told(subject, 'deviceClass', read.deviceClass),
    told(subject, 'device', read.device),
    ...rateEvidence(subject, 'device', time, doubt === null),
    measured(subject, 'largeFilesBytesPerSecond', valueOf(read.large)?.bytesPerSecond ?? null, 'bytes-per-second'),
    ...atFirst(read.large).map((rate) => measured(subject, 'atFirstBytesPerSecond', rate, 'bytes-per-second')),
    measured(subject, 'filesPerSecondCount', small === null ? null : Math.round(small.filesPerSecond), 'count'),
    measured(subject, 'averageFileBytes', files === null ? null : Math.round(files.meanFileBytes), 'bytes'),
    measured(subject, 'sampledFileCount', files?.sampledFileCount ?? null, 'count'),
    measured(subject, 'sharePercent', isKnown(share) ? Math.round(share.mid * 1000) / 10 : null, 'percent'),
    ...read.limits.map(({ bytesPerSecond, source }) => measured(subject, 'readLimitBytesPerSecond', bytesPerSecond, 'bytes-per-second', source)),
    told(subject, 'isReadOnlyByError', read.isReadOnlyByError, 'mount table'),
  ];
}

/** Only where it became slower. */
const atFirst = (large: DeviceRead['large']): readonly number[] => [valueOf(large)?.atFirstBytesPerSecond ?? null].filter((rate) => rate !== null);

function partEvidence({ name, time, doubt }: CpuPart, { hash, compress, cipher }: ThroughputFacts): readonly Evidence[] {
  const work = valueOf({ hash, compress, encrypt: cipher }[name]);
  return rateEvidence(work === null ? name : `${name} (${work.name})`, name, time, doubt === null);
}

function stateEvidence(state: CpuState | null): readonly Evidence[] {
  if (state === null) return [];
  const percent = (name: string, value: number | null): Evidence => measured('CPU', name, value, 'percent', '/proc/stat');
  return [
    measured('CPU', 'cpuCount', state.count, 'count', '/proc/stat'),
    told('CPU', 'loadPerCpu', state.loadPerCpu.toFixed(2), '/proc/loadavg'),
    percent('busyPercent', state.busyPercent),
    percent('stealPercent', state.stealPercent),
    percent('ioWaitPercent', state.ioWaitPercent),
    ...(state.quotaCores === null ? [] : [told('CPU', 'quotaCores', String(state.quotaCores), state.quotaSource ?? 'cgroup')]),
    told('CPU', 'quotaSource', state.quotaSource ?? 'none'),
    measured('memory', 'pressurePercent', state.pressure.memoryPercent, 'percent', '/proc/pressure/memory'),
    measured('memory', 'swapInBytesPerSecond', state.swapInBytesPerSecond, 'bytes-per-second', '/proc/vmstat'),
    measured('memory', 'swapOutBytesPerSecond', state.swapOutBytesPerSecond, 'bytes-per-second', '/proc/vmstat'),
  ];
}

function linkEvidence(link: Link | null): readonly Evidence[] {
  if (link === null) return [];
  const perSecond = (bits: number | null): number | null => (bits === null ? null : Math.round(bits / 8));
  return [
    measured(link.interfaceName, 'linkBytesPerSecond', perSecond(link.speedBitsPerSecond), 'bytes-per-second', link.speedNote ?? 'sysfs'),
    measured(link.interfaceName, 'linkLimitBytesPerSecond', perSecond(link.rateLimitBitsPerSecond), 'bytes-per-second', link.rateLimitSource ?? 'tc'),
  ];
}
