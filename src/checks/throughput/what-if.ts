// What a change would gain: encryption off, the set on a local disk. Nothing that was not measured here is put in a place.
import { valueOf } from '../../facts/observed.js';
import type { DeviceRead } from '../../facts/throughput.js';
import { partOf } from './cpu-stage.js';
import { nothing, product, type Interval } from './interval.js';
import { gainOf } from './pace.js';
import type { Model, Pipeline } from './pipeline.js';
import { timeOnDevice, type DeviceTime } from './read-stage.js';

/** By how many per cent backups are slower for the encryption. */
export const encryptionCost = (model: Model): Interval =>
  gainOf(model, ({ cpu }) => ({ stage: 'cpu', part: partOf(cpu, 'encrypt'), instead: nothing }));

/** The same, as if the agent compressed and as if it did not: beside a compressor the cipher is a small part of the work. */
export const encryptionCosts = ({ compressing, plain }: Model): EitherCost => ({
  compressing: encryptionCost({ compressing, plain: compressing }),
  plain: encryptionCost({ compressing: plain, plain }),
});

export interface EitherCost {
  readonly compressing: Interval;
  readonly plain: Interval;
}

export interface StorageCost {
  readonly device: DeviceRead;
  /** Per cent; an upper bound alone where nothing was there to compare with. */
  readonly cost: Interval;
  /** The disk of this host that it was compared with; null: one that takes no time at all. */
  readonly comparedWith: DeviceRead | null;
}

const isLocal = ({ deviceClass }: DeviceRead): boolean => deviceClass === 'local-disk' || deviceClass === 'memory';

/** By how many per cent backups are slower because a part of the set does not, or perhaps does not, lie on a local disk. */
export const storageCosts = (model: Model, reads: readonly DeviceRead[]): readonly StorageCost[] =>
  model.compressing.read.devices.filter(({ read }) => !isLocal(read)).map((device) => storageCost(model, device, reads));

function storageCost(model: Model, device: DeviceTime, reads: readonly DeviceRead[]): StorageCost {
  const files = valueOf(device.read.files);
  // A disk of the hypervisor may lie anywhere; it is what this host has, and it is told as what it is.
  const local = (['local-disk', 'unknown'] as const)
    .flatMap((deviceClass) => reads.filter((read) => read.deviceClass === deviceClass && read.mountPoint !== device.read.mountPoint))
    .map((read) => ({ read, ...timeOnDevice(read, files) }))
    .find(({ doubt, time }) => doubt === null && Number.isFinite(time.high));
  const cost = gainOf(model, ({ read }: Pipeline) => {
    const own = read.devices.find(({ read: { mountPoint } }) => mountPoint === device.read.mountPoint) ?? device;
    return { stage: 'read', part: product(own.share, own.time), instead: product(own.share, local?.time ?? nothing) };
  });
  if (local !== undefined) return { device: device.read, cost, comparedWith: local.read };
  return { device: device.read, cost: { low: 0, mid: cost.mid, high: cost.high }, comparedWith: null };
}
