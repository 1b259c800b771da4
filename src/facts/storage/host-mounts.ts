// The mounts as the host has them, read by a process that may be a protected service of systemd: what is read-only for such a service
// alone is none of the host's troubles. Process 1 is protected from nothing.
import { pathHere, shownMounts } from '../in-use/other-view.js';
import { mountOf, parseMounts } from '../mounts.js';
import type { Mount } from '../volumes.js';

/** @param own, first the texts of /proc/PID/mountinfo of this process and of process 1; null where the latter cannot be read */
export function hostMounts(own: string, first: string | null): readonly Mount[] {
  const mounts = parseMounts(own);
  if (own === first || !mounts.some(isReadOnlyHere)) return mounts;
  // Whether it is the host's own state nobody can say.
  if (first === null) return mounts.map((mount) => (isReadOnlyHere(mount) ? { ...mount, isReadOnly: null } : mount));
  const [hosts, shownHere, shownThere] = [parseMounts(first), shownMounts(own), shownMounts(first)];
  return mounts.map((mount) => {
    const { mountPoint } = mount;
    if (!isReadOnlyHere(mount) || pathHere(mountPoint, shownHere, shownThere) !== mountPoint) return mount;
    const host = mountOf(mountPoint, hosts);
    return host?.isReadOnly === false ? { ...mount, options: host.options, isReadOnly: false } : mount;
  });
}

/** A file system that the kernel itself has closed is closed for all. */
const isReadOnlyHere = ({ isReadOnly, isReadOnlyByError }: Mount): boolean => isReadOnly === true && !isReadOnlyByError;
