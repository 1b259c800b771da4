// The form of what was measured for the throughput model, in a recording from anywhere. No rate is below nothing, and none
// lies outside its own interval.
import { z } from 'zod';
import { count, deviceClass, flag, list, networkName, seen, text, time } from './recording-forms.js';

const interval = { low: count, high: count, sampleCount: count };
const isOrdered = ({ low, high }: { readonly low: number; readonly high: number }): boolean => low <= high;
const disordered = { message: 'expected low to be no more than high' };
const plainRate = z.object({ bytesPerSecond: count, ...interval });
const rate = plainRate.refine(isOrdered, disordered);
const from = z.enum(['device', 'cache', 'unknown']);

const fileSample = z.object({
  ...{ sampledFileCount: count, sampledBytes: count, meanFileBytes: count, smallFileSharePercent: count, smallBelowBytes: count },
  ...{ isWhole: flag, fileCount: count.nullable(), bytes: count.nullable() },
});

const deviceRead = z.object({
  ...{ paths: list(text), mountPoint: text, device: text, deviceId: text.nullable(), deviceClass, because: text },
  files: seen(fileSample),
  large: seen(plainRate.extend({ from, atFirstBytesPerSecond: count.nullable().exactOptional() }).refine(isOrdered, disordered)),
  small: seen(z.object({ filesPerSecond: count, ...interval, meanBytes: count, from }).refine(isOrdered, disordered)),
  limits: list(z.object({ source: text, bytesPerSecond: count.nullable(), readsPerSecond: count.nullable() })),
  isReadOnlyByError: flag,
});

const cpuWork = { name: text, oneCore: rate, allCores: rate };

const cpu = z.object({
  ...{ count, loadPerCpu: count, busyPercent: count.nullable(), stealPercent: count.nullable(), ioWaitPercent: count.nullable() },
  ...{ quotaCores: count.nullable(), quotaSource: text.nullable() },
  pressure: z.object({ cpuPercent: count.nullable(), memoryPercent: count.nullable(), ioPercent: count.nullable() }),
  ...{ swapInBytesPerSecond: count.nullable(), swapOutBytesPerSecond: count.nullable() },
});

const upload = z.object({
  ...{ method: z.literal('transfer'), rate, streamCount: count, sentBytes: count },
  ...{ network: networkName, host: text, leftovers: list(text) },
});

const link = z.object({
  ...{ interfaceName: text, speedBitsPerSecond: count.nullable(), speedNote: text.nullable() },
  ...{ rateLimitBitsPerSecond: count.nullable(), rateLimitSource: text.nullable() },
});

export const throughput = z.object({
  startedAt: time,
  load: z.object({ isHigh: flag, text }),
  reads: seen(list(deviceRead)),
  cipher: seen(z.object({ ...cpuWork, method: z.enum(['evp', 'node']), isLowerBound: flag, withoutInstructions: rate.nullable() })),
  hash: seen(z.object(cpuWork)),
  compress: seen(z.object({ ...cpuWork, sampleFrom: z.enum(['backup-set', 'made-up']), ratio: count })),
  cpu: seen(cpu),
  upload: seen(upload),
  link: seen(link),
});
