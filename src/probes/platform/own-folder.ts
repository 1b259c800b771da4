// Is a folder of ours still ours? Root must not be led to write where another user pleases.
import type { Stats } from 'node:fs';

/**
 * @param named what stands at the folder's name, links not followed
 * @param entered what is held and will be written in
 * @returns null where it is safe
 */
export function whyUnsafe(named: Stats, entered: Stats): string | null {
  if (named.ino !== entered.ino || named.dev !== entered.dev) return 'its folder is a link';
  if (process.geteuid !== undefined && entered.uid !== process.geteuid()) return 'its folder belongs to another user';
  return (entered.mode & 0o022) !== 0 ? 'others may write in its folder' : null;
}
