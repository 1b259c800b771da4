// The command that lets an account read what one group holds, and nobody else more than before; and what to exclude instead.
import type { ScanFacts, UnreadableGroup } from '../../facts/scan.js';
import { isAtOrBelow } from '../../facts/mounts.js';
import { shellWord } from '../../facts/shell-word.js';

/** null where no command on this host can: a mount, a server or a disk says no. */
export function mendCommand(group: UnreadableGroup, asUser: string): string | null {
  const { path, reason, mode, isFolder } = group;
  if (reason !== 'permission' && reason !== 'folder-permission' && reason !== 'acl') return null;
  const account = shellWord(asUser.replace(/^uid /, ''));
  // An entry of the list for its owner would not count: for the owner the mode alone decides.
  const isOwn = reason !== 'acl' && ownerOf(mode) === asUser.replace(/^uid /, '');
  if (isFolder) return isOwn ? `chmod u+rx ${shellWord(path)}` : `setfacl -R -m u:${account}:rX ${shellWord(path)}`;
  return overFiles(isOwn ? 'chmod u+r' : `setfacl -m u:${account}:r`, group);
}

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
  return paths.some((one) => path !== one.path && isAtOrBelow(path, one.path.replace(/(.)\/$/, '$1'))) ? path : null;
}
