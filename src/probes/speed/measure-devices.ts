// Parent side of reading: one child for each device, one after another so that none disturbs the next, and each with its own limit:
// a device that hangs costs its own figures and its own time.
import { mayHang } from '../../facts/mounts.js';
import { absent, observed, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import type { CompressWork, DeviceRead, FileSample } from '../../facts/throughput.js';
import type { System } from '../platform/system.js';
import { limitsOfDevice, type GroupLimit } from './agent-groups.js';
import type { SetDevice } from './devices-of-set.js';
import { deviceLimitMs, devicesLimitMs, mostDevices, smallBelowBytes } from './limits.js';
import { toCompressing } from './measure-cpu.js';
import { toldByOf, type ToldBy } from './past-the-cache.js';
import { toRate } from './rate.js';
import type { ReadJob, ReadLine } from './read-lines.js';
import { runMeasuring, type MeasuringEnd } from './run-measuring.js';

export interface MeasuredDevices {
  readonly reads: readonly DeviceRead[];
  /** Of the first device that had something to compress. */
  readonly compress: CompressWork | null;
}

export interface ReadSettings {
  readonly exclusions: readonly string[];
  readonly groupLimits: readonly GroupLimit[];
  /** What is left of the run. */
  readonly limitMs: number;
}

export async function measureDevices(
  system: System,
  devices: readonly SetDevice[],
  settings: ReadSettings,
  signal: AbortSignal,
): Promise<MeasuredDevices> {
  const { exclusions, groupLimits, limitMs } = settings;
  const measured = chosenOf(devices);
  const count = Math.max(1, measured.length);
  const eachMs = Math.min(deviceLimitMs, limitMs / count);
  const share = Math.min(1, Math.min(devicesLimitMs, limitMs) / count / deviceLimitMs);
  const reads: DeviceRead[] = [];
  let compress: CompressWork | null = null;
  for (const device of devices) {
    const limits = await limitsOfDevice(system, device.volume.deviceChain, groupLimits);
    const seen = measured.includes(device)
      ? await read(device, { exclusions, limitMs: eachMs, share, compresses: compress === null, toldBy: await toldByOfDevice(system, device) }, signal)
      : null;
    reads.push({ ...nameOf(device), ...(seen === null ? notMeasured(device) : figuresOf(device, seen, eachMs)), limits });
    const samples = seen === null ? undefined : lineOf(seen.lines, 'compressed')?.samples;
    if (compress === null && samples !== undefined) compress = toCompressing(samples, 'backup-set');
  }
  return { reads, compress };
}

/** The first of the set, and in any case the disk that they are compared with. */
const chosenOf = (devices: readonly SetDevice[]): readonly SetDevice[] => [
  ...devices.filter(({ paths }) => paths.length > 0).slice(0, mostDevices),
  ...devices.filter(({ paths }) => paths.length === 0),
];

interface Seen {
  readonly lines: readonly ReadLine[];
  readonly end: MeasuringEnd;
}

interface ReadLimits {
  readonly exclusions: readonly string[];
  readonly limitMs: number;
  readonly share: number;
  readonly compresses: boolean;
  readonly toldBy: ToldBy;
}

/** A loop device without direct I/O reads its file through the kernel's cache, whatever was asked of it; the kernel counts that as fetched. */
async function toldByOfDevice({ files }: System, { volume: { mount, deviceChain } }: SetDevice): Promise<ToldBy> {
  const loops = deviceChain.flatMap((link) => /^(loop\d+) \(loop\)$/.exec(link)?.[1] ?? []);
  const direct = await Promise.all(loops.map(async (loop) => valueOf(await files.readText(`/sys/class/block/${loop}/loop/dio`))?.text.trim()));
  return direct.every((flag) => flag === '1') ? toldByOf(mount.fsType) : 'nothing';
}

async function read(
  { paths, places, volume: { mount } }: SetDevice,
  { exclusions, limitMs, share, compresses, toldBy }: ReadLimits,
  signal: AbortSignal,
): Promise<Seen> {
  const isOfSet = paths.length > 0;
  const job: ReadJob = {
    ...{ paths: places, mountPoint: mount.mountPoint, exclusions: isOfSet ? exclusions : [], mayHang: mayHang(mount) },
    ...{
      toldBy,
      share,
      compresses: compresses && isOfSet,
      counts: isOfSet,
    },
  };
  const lines: ReadLine[] = [];
  const end = await runMeasuring({ work: 'read-speed', job, limitMs }, signal, (line) => lines.push(line as ReadLine));
  return { lines, end };
}

const nameOf = ({
  paths,
  volume: { mount, deviceClass, because },
}: SetDevice): Omit<DeviceRead, 'files' | 'large' | 'small' | 'limits'> => ({
  ...{ paths, mountPoint: mount.mountPoint, device: mount.device, deviceId: mount.deviceId, deviceClass, because },
  isReadOnlyByError: mount.isReadOnlyByError,
});

type Figures = Pick<DeviceRead, 'files' | 'large' | 'small'>;

function notMeasured({ volume: { mount } }: SetDevice): Figures {
  const left = unavailable('unsupported', `${mount.mountPoint} was not read: no more than ${mostDevices} devices of a backup set are`);
  return { files: left, large: left, small: left };
}

const lineOf = <Said extends ReadLine['said']>(
  lines: readonly ReadLine[],
  said: Said,
): Extract<ReadLine, { readonly said: Said }> | undefined =>
  lines.find((line): line is Extract<ReadLine, { readonly said: Said }> => line.said === said);

function figuresOf(device: SetDevice, seen: Seen, limitMs: number): Figures {
  const isOfSet = device.paths.length > 0;
  return {
    files: isOfSet ? filesOf(device, seen, limitMs) : absent('read for comparison only'),
    large: largeOf(device, seen, limitMs),
    small: smallOf(device, seen, limitMs),
  };
}

function filesOf(device: SetDevice, seen: Seen, limitMs: number): Observed<FileSample> {
  const small = lineOf(seen.lines, 'small');
  const met = lineOf(seen.lines, 'met');
  if (small === undefined || met === undefined) return unseen(device, seen.end, limitMs);
  const { fileCount, bytes, smallCount } = small.files;
  if (fileCount === 0 && met.refused !== null)
    return unavailable('permission-denied', `no file of ${device.volume.mount.mountPoint} could be read: run as root`, {
      code: met.refused,
    });
  const counted = lineOf(seen.lines, 'counted');
  return observed({
    ...{ sampledFileCount: fileCount, sampledBytes: bytes, meanFileBytes: fileCount === 0 ? 0 : Math.round(bytes / fileCount) },
    ...{ smallFileSharePercent: fileCount === 0 ? 0 : Math.round((smallCount / fileCount) * 1_000) / 10, smallBelowBytes },
    ...{ isWhole: counted !== undefined, fileCount: counted?.fileCount ?? null, bytes: counted?.bytes ?? null },
  });
}

function largeOf(device: SetDevice, seen: Seen, limitMs: number): DeviceRead['large'] {
  const large = lineOf(seen.lines, 'large');
  if (large === undefined) return unseen(device, seen.end, limitMs);
  if (large.rate !== null) {
    const { from, rateAtFirst } = large.rate;
    return observed({ ...toRate(large.rate), from, atFirstBytesPerSecond: rateAtFirst === null ? null : Math.round(rateAtFirst) });
  }
  if (!large.hasFiles) return absent(`no file of ${smallBelowBytes >> 10} KiB or more was met`);
  return absent('what the large files hold is too little to tell a speed by, or holes');
}

function smallOf(device: SetDevice, seen: Seen, limitMs: number): DeviceRead['small'] {
  const small = lineOf(seen.lines, 'small');
  if (small === undefined) return unseen(device, seen.end, limitMs);
  const { rate, readBytes, readCount } = small;
  if (rate === null) return absent(`too few files of less than ${smallBelowBytes >> 10} KiB were met: ${readCount}`);
  const { middle, low, high, sampleCount, from } = rate;
  return observed({
    filesPerSecond: rounded(middle),
    low: rounded(low),
    high: rounded(high),
    sampleCount,
    meanBytes: Math.round(readBytes / readCount),
    from,
  });
}

const rounded = (rate: number): number => Math.round(rate * 10) / 10;

function unseen({ volume: { mount } }: SetDevice, end: MeasuringEnd, limitMs: number): Observed<never> {
  if (end.ended === 'crashed') return unavailable('crashed', `${mount.mountPoint} could not be read: ${end.lastWords}`);
  return unavailable('timed-out', `${mount.mountPoint} (${mount.fsType}) gave no answer within ${Math.round(limitMs)} ms`);
}
