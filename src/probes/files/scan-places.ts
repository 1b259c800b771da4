// From the paths of a backup set to the places that are walked: links above them resolved, each place once,
// nothing touched that may hang.
import { lstatSync } from 'node:fs';
import { posix } from 'node:path';
import { isAtOrBelow } from '../../facts/mounts.js';
import { errorCode } from '../../facts/storage/error-code.js';
import { EntersMount, resolveAsFar, resolveInRoot } from '../platform/resolve-in-root.js';
import { toBytePath } from './byte-paths.js';
import type { BytePath } from './scan-lines.js';

export type Located =
  | { readonly found: 'place'; readonly place: BytePath }
  | { readonly found: 'apart'; readonly mountPoint: string }
  | { readonly found: 'closed'; readonly by: BytePath; readonly hidden: BytePath; readonly code: string }
  | { readonly found: 'nothing' }
  | { readonly found: 'failure'; readonly error: NodeJS.ErrnoException };

/** The last component is not followed: a link in the set is stored as a link. */
export function locate(root: string, path: string, barriers: ReadonlySet<string>): Located {
  try {
    const place = resolveInRoot(root, path, { followLast: false, barriers });
    return { found: 'place', place: toBytePath(place) };
  } catch (error) {
    if (error instanceof EntersMount) return { found: 'apart', mountPoint: error.mountPoint };
    return obstacle(error as NodeJS.ErrnoException, toBytePath(lexical(root, path)));
  }
}

function obstacle(error: NodeJS.ErrnoException, hidden: BytePath): Located {
  const { path } = error;
  if (error.code === undefined) return { found: 'failure', error };
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { found: 'nothing' };
  if (path === undefined) return { found: 'closed', by: hidden, hidden, code };
  // lstat names what it could not reach: the folder above it is the one that denies, but a dead disk or server speaks for itself.
  return { found: 'closed', by: toBytePath(code === 'EACCES' ? posix.dirname(path) : path), hidden, code };
}

/** What cannot be followed excludes what is called so. */
export const exclusionPlaces = (root: string, exclusions: readonly string[], barriers: ReadonlySet<string>): ReadonlySet<BytePath> =>
  new Set(exclusions.filter((path) => path.startsWith('/')).map((path) => toBytePath(resolveAsFar(root, path, { followLast: false, barriers }))));

/** Without a look at any link. */
export const lexical = (root: string, path: string): string => `${root}${posix.normalize(`/${path}`).replace(/(.)\/$/, '$1')}`;

/** The place whose walk sees this one too; null where it must be walked by itself. Of two that are equal the first counts. */
export function coveredBy(index: number, places: readonly (BytePath | null)[], exclusions: ReadonlySet<BytePath>): BytePath | null {
  const place = places[index] ?? null;
  if (place === null) return null;
  const isExcludedBetween = (outer: BytePath): boolean =>
    [...exclusions].some((excluded) => isAtOrBelow(place, excluded) && isAtOrBelow(excluded, outer) && excluded !== outer);
  const other = places.find(
    (outer, at) =>
      outer !== null && at !== index && isAtOrBelow(place, outer) && (outer !== place || at < index) && !isExcludedBetween(outer),
  );
  return other ?? null;
}

export type PlaceKind = 'folder' | 'file' | 'link' | 'other' | 'vanished';

/** What cannot be looked at is walked as a folder, and the walk tells why it could not. */
export function kindOfPlace(place: string | Buffer): PlaceKind {
  try {
    const stats = lstatSync(place);
    if (stats.isDirectory()) return 'folder';
    if (stats.isFile()) return 'file';
    return stats.isSymbolicLink() ? 'link' : 'other';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'vanished' : 'folder';
  }
}
