// The command that lets an account read what one group holds, and nobody else more than before; and what to exclude instead.
import type { ScanFacts, ScannedPath, UnreadableGroup } from '../../facts/scan.js';
import { isAtOrBelow } from '../../facts/mounts.js';
import { shellWord } from '../../facts/shell-word.js';

/** null where no command on this host can: a mount, a server or a disk says no. */
export function mendCommand(group: UnreadableGroup, { asUser, paths }: Pick<ScanFacts, 'asUser' | 'paths'>): string | null {
  const { path, reason, mode, isFolder } = group;
  if (reason !== 'permission' && reason !== 'folder-permission' && reason !== 'acl') return null;
  const account = shellWord(asUser.replace(/^uid /, ''));
  // An entry of the list for its owner would not count: for the owner the mode alone decides.
  const isOwn = reason !== 'acl' && ownerOf(mode) === asUser.replace(/^uid /, '');
  // Nothing recursive: what lies below may be excluded, or no part of the set at all.
  const right = isOnlyOnTheWay(path, paths) ? 'x' : 'rx';
  if (isFolder) return `${isOwn ? `chmod u+${right}` : `setfacl -m u:${account}:${right}`} ${shellWord(path)}`;
  return overFiles(isOwn ? 'chmod u+r' : `setfacl -m u:${account}:r`, group);
}

/** Above a path of the set and in none: the agent passes through and lists nothing. */
const isOnlyOnTheWay = (folder: string, paths: readonly ScannedPath[]): boolean =>
  paths.some((one) => isAtOrBelow(one.path, folder)) && !paths.some((one) => isAtOrBelow(folder, placeOf(one)));

/** Of several files alike in one folder it takes those, and leaves the others as they are. */
function overFiles(command: string, { path, mode, fileCount }: UnreadableGroup): string | null {
  if (fileCount === 1) return `${command} ${shellWord(path)}`;
  const [, octal, owner = '', group = ''] = /^(\d{4}) ([^:]+):([^:]+)$/.exec(mode ?? '') ?? [];
  if (octal === undefined) return null;
  return `find ${shellWord(path)} -maxdepth 1 -type f -perm ${octal} -user ${shellWord(owner)} -group ${shellWord(group)} -exec ${command} {} +`;
}

const ownerOf = (mode: string | null): string | undefined => /^\d{4} ([^:]+):/.exec(mode ?? '')?.[1];

/** An exclusion must lie inside an included folder; several files of one folder have no line of their own. */
export function exclusionOf({ path, isFolder, fileCount }: UnreadableGroup, { paths }: Pick<ScanFacts, 'paths'>): string | null {
  if (!isFolder && fileCount !== 1) return null;
  return paths.some((one) => path !== one.path && isAtOrBelow(path, placeOf(one))) ? path : null;
}

const placeOf = ({ path }: ScannedPath): string => path.replace(/(.)\/$/, '$1');
