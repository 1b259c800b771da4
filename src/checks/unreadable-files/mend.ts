// The command that lets an account read what one group holds, and nobody else more than before; and what to exclude instead.
import type { ScanFacts, ScannedPath, UnreadableGroup } from '../../facts/scan.js';
import { isAtOrBelow } from '../../facts/mounts.js';
import { shellWord } from '../../facts/shell-word.js';

type Looked = Pick<ScanFacts, 'asUser' | 'insteadOf' | 'paths'>;

/** null where no command on this host can, a mount, a server or a disk says no, and where none is sure to open that alone. */
export function mendCommand(group: UnreadableGroup, { asUser, insteadOf, paths }: Looked): string | null {
  const { path, reason, mode, isFolder } = group;
  // Of what another account cannot read nothing follows for the agent's.
  if (insteadOf !== null) return null;
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

/** Each by name where all are known; else those of the folder that are alike, without what the set excludes. */
function overFiles(command: string, { path, reason, mode, fileCount, examples, leftOut = null }: UnreadableGroup): string | null {
  if (fileCount === 1) return `${command} ${shellWord(path)}`;
  if (examples.length === fileCount) return `${command} ${examples.map(shellWord).join(' ')}`;
  const [, octal, owner = '', group = ''] = /^(\d{4}) ([^:]+):([^:]+)$/.exec(mode ?? '') ?? [];
  // A mode that would allow it is as well the mode of files that need nothing.
  if (octal === undefined || leftOut === null || reason === 'acl') return null;
  const [where, out] = [shellWord(path), leftOut.map(exceptFor).join('')];
  // In another locale a pattern of bytes that are no text fits nothing, not even itself.
  const inBytes = leftOut.every((one) => /^[\x20-\x7e]*$/.test(one) && !one.includes('\\')) ? '' : 'LC_ALL=C ';
  return `${inBytes}find ${where} -maxdepth 1 -type f -perm ${octal} -user ${shellWord(owner)} -group ${shellWord(group)}${out} -exec ${command} {} +`;
}

/** As a pattern that fits this name alone: `\x5c` is how a backslash is printed. */
function exceptFor(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return ` ! -name ${shellWord(name.replace(/\\x5c|[*?[]/g, '\\$&'))}`;
}

const ownerOf = (mode: string | null): string | undefined => /^\d{4} ([^:]+):/.exec(mode ?? '')?.[1];

/**
 * An exclusion must lie inside an included folder; several files of one folder have no line of their own, and a name that is
 * shown in another spelling (printable.ts) would be taken for another name.
 */
export function exclusionOf({ path, isFolder, fileCount }: UnreadableGroup, { insteadOf, paths }: Looked): string | null {
  if (insteadOf !== null || path.includes('\\') || path.endsWith(' ')) return null;
  if (!isFolder && fileCount !== 1) return null;
  return paths.some((one) => path !== one.path && isAtOrBelow(path, placeOf(one))) ? path : null;
}

const placeOf = ({ path }: ScannedPath): string => path.replace(/(.)\/$/, '$1');
