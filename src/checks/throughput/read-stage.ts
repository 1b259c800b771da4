// Reading the backup set: each file costs the time to open it, and each of its bytes the time to fetch it.
import { reasonOf, valueOf } from '../../facts/observed.js';
import type { DeviceRead, FileSample, ReadFrom } from '../../facts/throughput.js';
import { each, exactly, nothing, product, sum, timeOf, times, unbounded, type Interval } from './interval.js';
import type { Stage } from './stage.js';

export interface DeviceTime {
  readonly read: DeviceRead;
  /** Of the bytes of the backup set: anything from nothing to all where a part of the set was not counted. */
  readonly share: Interval;
  readonly time: Interval;
  readonly doubt: string | null;
  /** Opening the files takes longer than reading what they hold. */
  readonly isByFiles: boolean;
}

export interface ReadStage extends Stage {
  readonly name: 'read';
  readonly devices: readonly DeviceTime[];
}

export const isInSet = ({ paths }: DeviceRead): boolean => paths.length > 0;

export function readStage(reads: readonly DeviceRead[]): ReadStage {
  const own = mattering(reads.filter(isInSet));
  const shares = sharesOf(own);
  const devices = own.map((read, index) => ({ read, share: shares[index] ?? nothing, ...timeOnDevice(read, valueOf(read.files)) }));
  if (devices.length === 0) return { name: 'read', devices, time: unbounded, doubt: 'no part of the backup set was read' };
  const doubt = devices.find((device) => device.share.high > 0 && device.doubt !== null)?.doubt ?? uncountedDoubt(devices);
  return { name: 'read', devices, time: timeOfSet(devices), doubt };
}

/** Wherever its bytes lie, they take no less than on the fastest device, and no more than on the slowest. */
function timeOfSet(devices: readonly DeviceTime[]): Interval {
  const { low, mid, high } = sum(devices.map(({ share, time }) => product(share, time)));
  const [fastest, slowest] = [Math.min(...devices.map(({ time }) => time.low)), Math.max(...devices.map(({ time }) => time.high))];
  return { low: Math.max(low, fastest), mid: Math.min(mid, slowest), high: Math.min(high, slowest) };
}

function uncountedDoubt(devices: readonly DeviceTime[]): string | null {
  const uncounted = devices.filter(({ share, read }) => !isKnown(share) && (valueOf(read.files)?.bytes ?? null) === null);
  return uncounted.length === 0 ? null : `how much of the backup set lies on ${uncounted.map(({ read }) => read.mountPoint).join(' and ')} was not counted`;
}

export const isKnown = ({ low, high }: Interval): boolean => low === high;

/** What is mounted in the set may hold a file or two: too little to measure, and to matter. */
function mattering(reads: readonly DeviceRead[]): readonly DeviceRead[] {
  const [bytes, files] = [sharesOf(reads), sharesBy(reads, ({ fileCount, sampledFileCount }) => [fileCount, sampledFileCount])];
  return reads.filter((_, index) => (bytes[index]?.high ?? 1) >= 0.001 || (files[index]?.high ?? 1) >= 0.001);
}

const sharesOf = (reads: readonly DeviceRead[]): readonly Interval[] => sharesBy(reads, ({ bytes, sampledBytes }) => [bytes, sampledBytes]);

type Amounts = readonly [counted: number | null, sampled: number];

/** What was not counted holds at least what was met there. */
function sharesBy(reads: readonly DeviceRead[], amountsOf: (sample: FileSample) => Amounts): readonly Interval[] {
  const amounts = reads.map(({ files }) => {
    const [counted, sampled] = files.state === 'observed' ? amountsOf(files.value) : [null, 0];
    return { least: counted ?? sampled, most: counted ?? Infinity };
  });
  return amounts.map(({ least, most }, own) => {
    const others = amounts.filter((_, index) => index !== own);
    const total = (bound: 'least' | 'most'): number => others.reduce((all, one) => all + one[bound], 0);
    const [low, high] = [shareOf(least, total('most'), 1 / reads.length), shareOf(most, total('least'), 1 / reads.length)];
    return others.length === 0 ? exactly(1) : { low, mid: (low + high) / 2, high };
  });
}

function shareOf(own: number, others: number, ofNothing: number): number {
  if (own === Infinity) return 1;
  return own + others > 0 ? own / (own + others) : ofNothing;
}

type Timed = Pick<DeviceTime, 'time' | 'doubt' | 'isByFiles'>;

/** @param files whose sizes the time is for: those of the set, also where another device is asked how long it would take */
export function timeOnDevice(read: DeviceRead, files: FileSample | null): Timed {
  const byteTime = byteTimeOf(read);
  const fileTime = fileTimeOf(read);
  if (byteTime === null && fileTime === null) return unmeasured(`${read.mountPoint} was not read: ${whyNot(read)}`);
  const meanBytes = files?.meanFileBytes ?? 0;
  if (byteTime === null && meanBytes === 0) return unmeasured(`${read.mountPoint}: the sizes of its files are not known`);
  const perFile = overheadOf(fileTime, byteTime, valueOf(read.small)?.meanBytes ?? 0);
  const opening = meanBytes > 0 ? times(1 / meanBytes, perFile) : times(0, perFile);
  const time = sum([byteTime ?? times(0, perFile), opening]);
  const isByFiles = opening.mid > time.mid / 2;
  const doubt = cacheDoubt(read);
  return { time: doubt === null ? time : { ...time, high: coldest(read, time.high, byteTime, meanBytes) }, doubt, isByFiles };
}

/** Of the name, the inode, the map of blocks and the data, each asked for and maybe through another server. */
const mostReadsToOpen = 8;

/** The probe never reads more at once, so no read of the device took longer than this many bytes do. */
const largestReadBytes = 1 << 20;

/** Where large reads came from the device, they bound what opening a file there can take; else nothing does. */
function coldest({ large }: DeviceRead, high: number, byteTime: Interval | null, meanBytes: number): number {
  if (byteTime === null || meanBytes === 0 || valueOf(large)?.from !== 'device') return Infinity;
  return Math.max(high, byteTime.high * (1 + (mostReadsToOpen * largestReadBytes) / meanBytes));
}

const unmeasured = (doubt: string): Timed => ({ time: unbounded, doubt, isByFiles: false });

const whyNot = ({ large, small }: DeviceRead): string => {
  if (large.state === 'unavailable') return reasonOf(large);
  return small.state === 'observed' ? '' : reasonOf(small);
};

const lowest = (limits: readonly (number | null)[]): number => Math.min(...limits.map((limit) => limit ?? Infinity));

/** null where no large file was read. */
function byteTimeOf({ large, limits }: DeviceRead): Interval | null {
  const rate = valueOf(large);
  if (rate === null) return null;
  const limit = lowest(limits.map(({ bytesPerSecond }) => bytesPerSecond));
  return timeOf(each((value) => Math.min(value, limit), { low: rate.low, mid: rate.bytesPerSecond, high: rate.high }));
}

/** null where too few small files were read. A file takes one read at least. */
function fileTimeOf({ small, limits }: DeviceRead): Interval | null {
  const rate = valueOf(small);
  if (rate === null) return null;
  const limit = lowest(limits.map(({ readsPerSecond }) => readsPerSecond));
  return timeOf(each((value) => Math.min(value, limit), { low: rate.low, mid: rate.filesPerSecond, high: rate.high }));
}

/** What a small file takes beyond its bytes; all of it where nobody knows what bytes take. */
function overheadOf(fileTime: Interval | null, byteTime: Interval | null, meanBytes: number): Interval {
  if (fileTime === null) return { low: 0, mid: 0, high: 0 };
  if (byteTime === null) return fileTime;
  const beyond = (file: number, byte: number): number => Math.max(0, file - meanBytes * byte);
  return { low: beyond(fileTime.low, byteTime.high), mid: beyond(fileTime.mid, byteTime.mid), high: beyond(fileTime.high, byteTime.low) };
}

const fromWords: Readonly<Record<Exclude<ReadFrom, 'device'>, string>> = {
  cache: 'what was read was still in memory',
  unknown: 'what was read may have been in memory',
};

/** Memory is fast whatever lies below; only what lies there for good is read so at night, too. */
function cacheDoubt({ mountPoint, deviceClass, large, small }: DeviceRead): string | null {
  if (deviceClass === 'memory') return null;
  const origins = [valueOf(large)?.from, valueOf(small)?.from];
  const from = (['cache', 'unknown'] as const).find((origin) => origins.includes(origin));
  return from === undefined ? null : `${mountPoint}: ${fromWords[from]}, so the device may be slower`;
}
