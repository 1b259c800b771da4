// Which control groups a process is in, and what limits such a group (cgroups(7)): of version 1, where each controller has a tree
// of its own, and of version 2, where one tree has them all.
import { parseMounts } from '../mounts.js';

export type Controller = 'cpu' | 'blkio';

/** A group's folder of files, and those of the groups above it, the nearest first. */
export interface GroupFolders {
  readonly version: 1 | 2;
  readonly folders: readonly string[];
}

/**
 * @param membership /proc/PID/cgroup: `4:cpu,cpuacct:/system.slice/driveclient.service`, and `0::/…` for version 2
 * @returns for that controller; a host may have both versions, and a controller is in one of them
 */
export function groupFolders(membership: string, mountInfo: string, controller: Controller): readonly GroupFolders[] {
  const mounts = parseMounts(mountInfo);
  return membership.split('\n').flatMap((line) => {
    const [, names, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (names === undefined || path === undefined) return [];
    if (names !== '' && !names.split(',').includes(controller)) return [];
    const mount = mounts.find(({ fsType, options }) =>
      names === '' ? fsType === 'cgroup2' : fsType === 'cgroup' && options.includes(controller),
    );
    return mount === undefined ? [] : [{ version: names === '' ? (2 as const) : (1 as const), folders: upwards(mount.mountPoint, path) }];
  });
}

function upwards(top: string, path: string): readonly string[] {
  const names = path.split('/').filter((name) => name !== '');
  return Array.from({ length: names.length + 1 }, (_, left) => [top, ...names.slice(0, names.length - left)].join('/'));
}

/** Version 2, `cpu.max`: `50000 100000`, or `max 100000`. @returns cores; null for no limit */
export function parseCpuMax(text: string): number | null {
  const [, quota, period] = /^(\d+) (\d+)$/.exec(text.trim()) ?? [];
  return quota === undefined || period === undefined || Number(period) === 0 ? null : Number(quota) / Number(period);
}

/** Version 1, `cpu.cfs_quota_us` and `cpu.cfs_period_us`; a quota of -1 is none. */
export function parseQuota(quota: string, period: string): number | null {
  const [used, of] = [Number(quota.trim()), Number(period.trim())];
  return used > 0 && of > 0 ? used / of : null;
}

/** Limits of one device for reading; null for none. */
export interface DeviceLimit {
  readonly deviceId: string;
  readonly bytesPerSecond: number | null;
  readonly readsPerSecond: number | null;
}

/** Version 2, `io.max`: `8:16 rbps=2097152 wbps=max riops=max wiops=120`. */
export const parseIoMax = (text: string): readonly DeviceLimit[] =>
  text.split('\n').flatMap((line) => {
    const [, deviceId, limits] = /^(\d+:\d+) (.+)$/.exec(line) ?? [];
    if (deviceId === undefined || limits === undefined) return [];
    const limit = (name: string): number | null => {
      const value = new RegExp(`\\b${name}=(\\d+)\\b`).exec(limits)?.[1];
      return value === undefined ? null : Number(value);
    };
    const found = { deviceId, bytesPerSecond: limit('rbps'), readsPerSecond: limit('riops') };
    return found.bytesPerSecond === null && found.readsPerSecond === null ? [] : [found];
  });

/** Version 1, `blkio.throttle.read_bps_device` and `…read_iops_device`: `7:0 1048576`, a line for each device. */
export const parseThrottles = (text: string): readonly { readonly deviceId: string; readonly limit: number }[] =>
  text.split('\n').flatMap((line) => {
    const [, deviceId, limit] = /^(\d+:\d+) (\d+)$/.exec(line.trim()) ?? [];
    return deviceId === undefined || limit === undefined ? [] : [{ deviceId, limit: Number(limit) }];
  });
