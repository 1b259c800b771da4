// What the throttled hosts cannot do without, and what single ones need beside it.
import { existsSync } from 'node:fs';
import { whatIsNotInstalled, whyNoLab } from '../network/needs.js';
import type { SetUp } from './set-up.js';

/** null where they can be played at all. */
export function whyNoThrottling(): string | null {
  const missing = whyNoLab() ?? whatIsNotInstalled({ 'mkfs.ext4': 'e2fsprogs', losetup: 'mount', pidof: 'procps' });
  if (missing !== null) return missing;
  if (!existsSync('/dev/loop-control')) return 'this kernel has no loop devices';
  const hasGroups = ['blkio', 'cpu'].every((controller) => existsSync(`/sys/fs/cgroup/${controller}/cgroup.procs`));
  return hasGroups ? null : 'this kernel has no control groups of version 1 for blkio and cpu';
}

/** null where this one can be played. */
export function whyNot({ needs = {} }: SetUp): string | null {
  if ('nbdfuse' in needs && !existsSync('/dev/fuse')) return 'this kernel has no FUSE';
  return whatIsNotInstalled(needs);
}
