// Resolves a path component by component: no link, absolute or with `..`, leads out of an examined image, which
// may be hostile, and none leads unseen into a mount that may hang.
import { lstatSync, readlinkSync } from 'node:fs';

/** The kernel's own limit on links in one path. */
const maxLinkCount = 40;

/** Thrown instead of a step into a mount that may hang; `mountPoint` as the kernel names it, `path` with what was to come. */
export class EntersMount extends Error {
  readonly code = 'ENTERS_MOUNT';
  constructor(
    readonly mountPoint: string,
    readonly path: string,
  ) {
    super(`${mountPoint} may hang`);
  }
}

export interface ResolveOptions {
  readonly followLast?: boolean;
  /** Mount points that must not be entered. */
  readonly barriers?: ReadonlySet<string>;
}

/**
 * @param root absolute folder of the image, links in it already resolved; empty for the live host
 * @param path path as the examined host would write it
 * @returns the path with no link left in it, root included
 * @throws ENOENT and friends of lstat, ELOOP for more than 40 links, EntersMount
 */
export function resolveInRoot(root: string, path: string, options: ResolveOptions = {}): string {
  const way = wayOf(path);
  follow(root, path, options, way);
  return placeAt(root, way.resolved);
}

/** The same as far as it goes: what cannot be looked up, or lies behind a barrier, goes by the names that are written. */
export function resolveAsFar(root: string, path: string, options: ResolveOptions): string {
  const { resolved, pending } = wayOf(path);
  try {
    follow(root, path, options, { resolved, pending });
  } catch {
    // Whoever looks there will say what is wrong with it.
  }
  for (const name of pending.reverse()) {
    if (name === '..') resolved.pop();
    else resolved.push(name);
  }
  return placeAt(root, resolved);
}

interface Way {
  readonly resolved: string[];
  /** The next one last. */
  readonly pending: string[];
}

const wayOf = (path: string): Way => ({ resolved: [], pending: components(path).reverse() });

/** Where it throws, what it threw at is still pending. */
function follow(root: string, path: string, { followLast = true, barriers = new Set() }: ResolveOptions, { resolved, pending }: Way): void {
  let linkCount = 0;
  for (let name = pending.at(-1); name !== undefined; name = pending.at(-1)) {
    const place = `${[root, ...resolved].join('/')}/${name}`;
    if (barriers.has(place)) throw new EntersMount(place, [place, ...pending.slice(0, -1).reverse()].join('/'));
    const isLast = pending.length === 1;
    if (name === '..') resolved.pop();
    else if (!lstatSync(place).isSymbolicLink() || (isLast && !followLast)) resolved.push(name);
    else {
      if (++linkCount > maxLinkCount) throw Object.assign(new Error(`${path}: too many links`), { code: 'ELOOP' });
      const target = readlinkSync(place);
      if (target.startsWith('/')) resolved.length = 0;
      pending.splice(-1, 1, ...components(target).reverse());
      continue;
    }
    pending.pop();
  }
}

const placeAt = (root: string, names: readonly string[]): string => [root, ...names].join('/') || '/';

const components = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.');
