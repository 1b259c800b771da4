// Whether the examined system is a container: its DMI, XenStore and network cards are then its host's, or drawn
// anew at each start, and say nothing about it.
import { valueOf } from '../../facts/observed.js';
import type { HostFiles } from '../platform/system.js';
import { readIdText } from './read-id-text.js';

const marks = ['/run/systemd/container', '/.dockerenv', '/run/.containerenv'] as const;

/** @returns what shows it, or null */
export async function detectContainer(files: HostFiles): Promise<string | null> {
  const seen = await Promise.all(marks.map(async (path) => ((await files.stat(path)).state === 'observed' ? path : null)));
  const [environment, groups] = await Promise.all([readIdText(files, '/proc/1/environ'), readIdText(files, '/proc/1/cgroup')]);
  return (
    seen.find((path) => path !== null) ??
    (/(^|\0)container=[^\0]/.test(valueOf(environment) ?? '') ? '/proc/1/environ' : null) ??
    (/[/:.-](docker|lxc|libpod|kubepods|containerd|machine-nspawn)\b/.test(valueOf(groups) ?? '') ? '/proc/1/cgroup' : null)
  );
}
