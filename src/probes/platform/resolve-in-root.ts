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
export function resolveInRoot(root: string, path: string, { followLast = true, barriers = new Set() }: ResolveOptions = {}): string {
  const pending = components(path).reverse();
  const resolved: string[] = [];
  let linkCount = 0;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === '..') {
      resolved.pop();
      continue;
    }
    const place = `${[root, ...resolved].join('/')}/${name}`;
    if (barriers.has(place)) throw new EntersMount(place, [place, ...pending.reverse()].join('/'));
    const isLast = pending.length === 0;
    if (!lstatSync(place).isSymbolicLink() || (isLast && !followLast)) {
      resolved.push(name);
      continue;
    }
    if (++linkCount > maxLinkCount) throw Object.assign(new Error(`${path}: too many links`), { code: 'ELOOP' });
    const target = readlinkSync(place);
    if (target.startsWith('/')) resolved.length = 0;
    pending.push(...components(target).reverse());
  }
  return [root, ...resolved].join('/') || '/';
}

const components = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.');
