// Resolves a path of an examined image component by component, so that no link, absolute or with `..`,
// leads out of it. The image may be hostile: nothing outside its root is ever named.
import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The kernel's own limit on links in one path. */
const maxLinkCount = 40;

/**
 * @param root absolute folder of the image, links in it already resolved
 * @param path path as the examined host would write it
 * @throws ENOENT and friends of lstat, ELOOP for more than 40 links
 */
export function resolveInRoot(root: string, path: string, { followLast = true } = {}): string {
  const pending = components(path).reverse();
  const resolved: string[] = [];
  let linkCount = 0;
  while (pending.length > 0) {
    const name = pending.pop() ?? '';
    if (name === '..') {
      resolved.pop();
      continue;
    }
    const place = join(root, ...resolved, name);
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
  return join(root, ...resolved);
}

const components = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.');
