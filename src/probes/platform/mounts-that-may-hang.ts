// The mount points of this process that a look may hang in. The kernel's own table never hangs.
import { readFileSync } from 'node:fs';
import { mayHang, parseMounts } from '../../facts/mounts.js';

/** Empty on systems without such a table. */
export function mountsThatMayHang(): ReadonlySet<string> {
  return new Set(
    parseMounts(ownMountTable())
      .filter(mayHang)
      .map(({ mountPoint }) => mountPoint),
  );
}

export function ownMountTable(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
