// Holds on to what a path names before anybody looks into it: a descriptor that opens nothing, so that no FIFO
// waits, no device wakes up, and nobody can put a link in the path between two looks.
import { closeSync, existsSync, fstatSync, openSync, readlinkSync, statSync, type Stats } from 'node:fs';
import { resolveInRoot } from './resolve-in-root.js';

export interface Place {
  /** Names the same thing whatever happens to the path. */
  readonly path: string;
  readonly stats: Stats;
  /** Where it truly lies, links resolved, root included; null where the system cannot tell. */
  readonly truePath: string | null;
}

export interface Address {
  readonly path: string;
  readonly root: string | null;
  readonly barriers: ReadonlySet<string>;
}

/** O_PATH of Linux, which node:constants lacks. */
const pathOnly = 0o10000000;
const descriptors = '/proc/self/fd';

/** @throws the error of whatever stands in the way; ENOENT for what is not inside the image */
export function atPlace<T>(address: Address, look: (place: Place) => T): T {
  const path = locate(address);
  if (!existsSync(descriptors)) return look({ path, stats: statSync(path), truePath: null });
  const descriptor = openSync(path, pathOnly);
  try {
    const held = `${descriptors}/${descriptor}`;
    const truePath = readlinkSync(held);
    if (address.root !== null && !isInside(truePath, address.root)) throw notThere(address.path);
    return look({ path: held, stats: fstatSync(descriptor), truePath });
  } finally {
    closeSync(descriptor);
  }
}

/** On the live host without mounts that may hang the kernel resolves best. */
function locate({ path, root, barriers }: Address): string {
  return root === null && barriers.size === 0 ? path : resolveInRoot(root ?? '', path, { barriers });
}

const isInside = (path: string, root: string): boolean => root === '' || path === root || path.startsWith(`${root}/`);

const notThere = (path: string): Error => Object.assign(new Error(`${path} changed while it was read`), { code: 'ENOENT' });
