// What was measured on a healthy host with two CPUs; each row of a table changes what it is about.
import { absent, observed, type Observed } from '../../../src/facts/observed.js';
import type {
  CipherWork,
  CompressWork,
  CpuState,
  CpuWork,
  DeviceRead,
  FileRate,
  FileSample,
  Rate,
  ReadFrom,
  ThroughputFacts,
  UploadTest,
} from '../../../src/facts/throughput.js';

export const MBps = 1_000_000;

/** @param spread how far the interval goes to both sides, as a factor */
export const rate = (megabytes: number, spread = 1.05): Rate => ({
  ...{ bytesPerSecond: megabytes * MBps, low: (megabytes * MBps) / spread, high: megabytes * MBps * spread },
  sampleCount: 12,
});

export const large = (megabytes: number, from: ReadFrom = 'device', spread = 1.05): DeviceRead['large'] =>
  observed({ ...rate(megabytes, spread), from });

export const small = (filesPerSecond: number, meanBytes: number, from: ReadFrom = 'device', spread = 1.05): DeviceRead['small'] => {
  const value: FileRate = { filesPerSecond, low: filesPerSecond / spread, high: filesPerSecond * spread, sampleCount: 80, meanBytes };
  return observed({ ...value, from });
};

export const files = (over: Partial<FileSample> = {}): FileSample => ({
  ...{ sampledFileCount: 400, sampledBytes: 400_000_000, meanFileBytes: 1_000_000, smallFileSharePercent: 40, smallBelowBytes: 65_536 },
  ...{ isWhole: true, fileCount: 44_000, bytes: 44_000_000_000 },
  ...over,
});

export const read = (over: Partial<DeviceRead> = {}): DeviceRead => ({
  ...{ paths: ['/srv'], mountPoint: '/', device: '/dev/sda1', deviceId: '8:1', deviceClass: 'local-disk' },
  because: 'sda is a disk of this machine (sata)',
  files: observed(files()),
  large: large(180),
  small: small(2_000, 8_000),
  ...{ limits: [], isReadOnlyByError: false },
  ...over,
});

export const work = (name: string, megabytes: number, spread = 1.05): CpuWork => ({
  ...{ name, oneCore: rate(megabytes, spread), allCores: rate(megabytes * 2, spread) },
});

export const cipher = (megabytes: number, over: Partial<CipherWork> = {}): Observed<CipherWork> =>
  observed({ ...work('aes-256-cbc', megabytes), method: 'evp', isLowerBound: false, withoutInstructions: rate(220), ...over });

export const compress = (megabytes: number, ratio = 1, over: Partial<CompressWork> = {}): Observed<CompressWork> =>
  observed({ ...work('zlib level 6', megabytes), sampleFrom: 'backup-set', ratio, ...over });

export const cpu = (over: Partial<CpuState> = {}): Observed<CpuState> =>
  observed({
    ...{ count: 2, loadPerCpu: 0.1, busyPercent: 4, stealPercent: 0, ioWaitPercent: 0, quotaCores: null, quotaSource: null },
    pressure: { cpuPercent: 0, memoryPercent: 0, ioPercent: 0 },
    ...{ swapInBytesPerSecond: 0, swapOutBytesPerSecond: 0 },
    ...over,
  });

export const upload = (megabytes: number, spread = 1.05, over: Partial<UploadTest> = {}): Observed<UploadTest> =>
  observed({
    ...{ method: 'transfer', rate: rate(megabytes, spread), streamCount: 1, sentBytes: 16_000_000, network: 'servicenet' },
    ...{ host: 'snet-storage101.dfw1.clouddrive.com', leftovers: [] },
    ...over,
  });

export const throughput = (over: Partial<ThroughputFacts> = {}): ThroughputFacts => ({
  startedAt: '2026-11-21T14:32:05.000Z',
  load: { isHigh: false, text: 'a load of 0.1 per CPU' },
  reads: observed([read()]),
  cipher: cipher(610),
  hash: observed(work('sha256', 1_210)),
  compress: compress(30),
  cpu: cpu(),
  upload: upload(11.4),
  link: absent('no default route'),
  ...over,
});
