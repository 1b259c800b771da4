// What belongs to the backup set, told by paths alone: nothing is touched but the links of the named paths.
import { isAtOrBelow, mayHang, mountOf, parseMounts } from '../../../facts/mounts.js';
import { kindOfFileSystem } from '../../../facts/storage/file-systems.js';
import type { Mount } from '../../../facts/volumes.js';
import { ownMountTable } from '../../platform/mounts-that-may-hang.js';
import { EntersMount, resolveInRoot } from '../../platform/resolve-in-root.js';
import { parentOf, toBytePath, toText } from '../byte-paths.js';
import type { BytePath } from '../scan-lines.js';
import { exclusionPlaces } from '../scan-places.js';

export interface CoveredSet {
  /** Links resolved; one below a mount that may hang as far as nothing of that is touched. */
  readonly places: readonly BytePath[];
  /** Mounts that this process keeps out of, which hold part of the set. */
  readonly apart: readonly string[];
  holds(path: BytePath): boolean;
  /** Whether the set has a part at or below the folder. */
  reaches(folder: BytePath): boolean;
  /** Where nothing is entered: another process does, or the agent skips it. */
  isClosedTo(path: BytePath): boolean;
  /** The mount that may hang, and keeps this process out. */
  apartMountOf(path: BytePath): string | null;
}

export function coverSet(paths: readonly string[], exclusionPaths: readonly string[], mayEnter: string | null): CoveredSet {
  const mounts = parseMounts(ownMountTable());
  const hanging = mounts.filter(mayHang).map(({ mountPoint }) => mountPoint);
  const barriers = new Set(hanging.filter((mountPoint) => mountPoint !== mayEnter));
  const exclusions = exclusionPlaces('', exclusionPaths, barriers);
  const places = [...new Set(paths.flatMap((path) => placeOf(path, barriers)))];
  const placeSet: ReadonlySet<BytePath> = new Set(places);
  const belongs = (path: BytePath): boolean => {
    for (let at = path; ; at = parentOf(at)) {
      if (exclusions.has(at)) return false;
      if (placeSet.has(at)) return true;
      if (at === '/') return false;
    }
  };
  const mountAt = rememberingMounts(mounts);
  const isSkipped = (mount: Mount | null): boolean => mount !== null && ['memory', 'automounter'].includes(kindOfFileSystem(mount.fsType));
  const isApart = (mount: Mount | null): mount is Mount => mount !== null && barriers.has(mount.mountPoint) && !isSkipped(mount);
  const reaches = (folder: BytePath): boolean => belongs(folder) || places.some((place) => isAtOrBelow(place, folder) && belongs(place));
  const points = new Map(mounts.map((mount) => [toBytePath(mount.mountPoint), mount]));
  return {
    places,
    apart: [...new Set([...points.values()].filter(isApart).map(({ mountPoint }) => mountPoint))].filter((point) =>
      reaches(toBytePath(point)),
    ),
    holds: (path) => belongs(path) && !isSkipped(mountAt(path)),
    reaches,
    isClosedTo: (path) => exclusions.has(path) || isSkipped(points.get(path) ?? null) || isApart(points.get(path) ?? null),
    apartMountOf: (path) => {
      const mount = mountAt(path);
      return isApart(mount) ? mount.mountPoint : null;
    },
  };
}

/** Nothing for a path that does not exist: the scan tells of that. */
function placeOf(path: string, barriers: ReadonlySet<string>): readonly BytePath[] {
  try {
    return [toBytePath(resolveInRoot('', path, { followLast: false, barriers }))];
  } catch (error) {
    if (error instanceof EntersMount) return [toBytePath(error.path)];
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return [];
  }
}

/** Files come folder by folder, and hosts with thousands of mounts exist. A mount point itself is asked for by its own path. */
function rememberingMounts(mounts: readonly Mount[]): (path: BytePath) => Mount | null {
  const points = new Set(mounts.map(({ mountPoint }) => toBytePath(mountPoint)));
  const known = new Map<BytePath, Mount | null>();
  return (path) => {
    const folder = points.has(path) ? path : parentOf(path);
    const mount = known.get(folder) ?? mountOf(toText(folder), mounts);
    known.set(folder, mount);
    return mount;
  };
}
