// How fast this host does what a backup does, stage by stage: measured briefly and gently, only with --deep.
// Every rate is an interval: `low` and `high` hold the true one with 95 % as far as the samples tell.
import type { Observed } from './observed.js';
import type { DeviceClass } from './volumes.js';

export interface Rate {
  /** All bytes by all of their time. */
  readonly bytesPerSecond: number;
  readonly low: number;
  readonly high: number;
  readonly sampleCount: number;
}

/** Files opened, read to their end and closed, one after another. */
export interface FileRate {
  readonly filesPerSecond: number;
  readonly low: number;
  readonly high: number;
  readonly sampleCount: number;
  /** Of the files that were read for this. */
  readonly meanBytes: number;
}

/** Where the bytes came from: what the kernel still held says nothing of the device. */
export type ReadFrom = 'device' | 'cache' | 'unknown';

export interface LargeRate extends Rate {
  readonly from: ReadFrom;
  /** Where the device became slower while it was read, and the rate is that of the end. Recordings of earlier versions do not tell. */
  readonly atFirstBytesPerSecond?: number | null;
}

/** Files of the backup set as a random sample saw them. */
export interface FileSample {
  readonly sampledFileCount: number;
  readonly sampledBytes: number;
  readonly meanFileBytes: number;
  /** Of `sampledFileCount`: files so small that opening them takes longer than reading them. */
  readonly smallFileSharePercent: number;
  /** Below this a file counts as small. */
  readonly smallBelowBytes: number;
  /** Every file was met, so that the two below are known. */
  readonly isWhole: boolean;
  readonly fileCount: number | null;
  readonly bytes: number | null;
}

/** A limit that somebody set on reading: it holds for the agent, and maybe not for who measured. */
export interface ReadLimit {
  /** The file or command that told it, `/sys/fs/cgroup/system.slice/driveclient.service/io.max`. */
  readonly source: string;
  readonly bytesPerSecond: number | null;
  readonly readsPerSecond: number | null;
}

/** One device behind the backup set, or a local disk beside it that was read for comparison. */
export interface DeviceRead {
  /** Paths of the backup set on it; none for a disk that is only compared with. */
  readonly paths: readonly string[];
  readonly mountPoint: string;
  readonly device: string;
  /** `8:1`; null where the mount table has none. */
  readonly deviceId: string | null;
  readonly deviceClass: DeviceClass;
  /** What the class rests on. */
  readonly because: string;
  /** Absent for a disk that is only compared with. */
  readonly files: Observed<FileSample>;
  /** Large reads, one after another; absent where no file is large enough. */
  readonly large: Observed<LargeRate>;
  /** Absent where there are too few small files. */
  readonly small: Observed<FileRate & { readonly from: ReadFrom }>;
  readonly limits: readonly ReadLimit[];
  /** The kernel turned it read-only after an error, as after an outage of the storage behind it. */
  readonly isReadOnlyByError: boolean;
}

/**
 * Work that the CPU does on every byte: on one core, and on all of them at once. By the time for which it had them: what others
 * take is in CpuState.
 */
export interface CpuWork {
  /** `aes-256-cbc`, `sha256`, `zlib level 6`. */
  readonly name: string;
  readonly oneCore: Rate;
  readonly allCores: Rate;
}

export interface CipherWork extends CpuWork {
  /** `evp`: OpenSSL's own function; `node`: a way around it that is slower than the cipher itself. */
  readonly method: 'evp' | 'node';
  /** The cipher may be faster than was measured. */
  readonly isLowerBound: boolean;
  /** One core with the AES instructions masked; null where it has none anyway, or that could not be measured. */
  readonly withoutInstructions: Rate | null;
}

export interface CompressWork extends CpuWork {
  /** What was compressed, in memory. */
  readonly sampleFrom: 'backup-set' | 'made-up';
  /** Size after by size before: 1 for data that does not shrink. */
  readonly ratio: number;
}

/** What others leave of the CPU, between two looks. */
export interface CpuState {
  readonly count: number;
  readonly loadPerCpu: number;
  readonly busyPercent: number | null;
  /** Taken by the hypervisor for its other guests. */
  readonly stealPercent: number | null;
  readonly ioWaitPercent: number | null;
  /** The agent's own group may use no more; null where nothing limits it. */
  readonly quotaCores: number | null;
  readonly quotaSource: string | null;
  /** Per cent of the last ten seconds in which something waited for it; null where the kernel does not tell. */
  readonly pressure: { readonly cpuPercent: number | null; readonly memoryPercent: number | null; readonly ioPercent: number | null };
  readonly swapInBytesPerSecond: number | null;
  readonly swapOutBytesPerSecond: number | null;
}

/** Bytes that were really sent to Cloud Files, and removed there afterwards. */
export interface UploadTest {
  readonly method: 'transfer';
  /** Of one stream, or of all where there were more. */
  readonly rate: Rate;
  readonly streamCount: number;
  readonly sentBytes: number;
  readonly network: 'servicenet' | 'publicnet';
  readonly host: string;
  /** What could not be removed, by its name there. */
  readonly leftovers: readonly string[];
}

/** The interface of the way to the vault, or of the default route. */
export interface Link {
  readonly interfaceName: string;
  readonly speedBitsPerSecond: number | null;
  /** Why there is no speed: `virtio tells none`. */
  readonly speedNote: string | null;
  /** Set on this host, as by tc. */
  readonly rateLimitBitsPerSecond: number | null;
  readonly rateLimitSource: string | null;
}

export interface ThroughputFacts {
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  /** Before anything was measured; what others did at the time is in the figures. */
  readonly load: { readonly isHigh: boolean; readonly text: string };
  readonly reads: Observed<readonly DeviceRead[]>;
  readonly cipher: Observed<CipherWork>;
  readonly hash: Observed<CpuWork>;
  readonly compress: Observed<CompressWork>;
  readonly cpu: Observed<CpuState>;
  /** Absent without --upload-test. */
  readonly upload: Observed<UploadTest>;
  readonly link: Observed<Link>;
}
