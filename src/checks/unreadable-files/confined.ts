// What a look that SELinux or AppArmor confines can say of the agent, whom they may hold to less, to more, or to the same.
import type { ScanFacts, UnreadableGroup, UnreadableReason } from '../../facts/scan.js';
import { areHeldAlike, confinementName } from '../../facts/storage/confinement.js';

/** null where nothing confines the look. */
export const holderOf = ({ confinement }: ScanFacts): string | null => (confinement?.ofScan ? confinementName(confinement.ofScan) : null);

/** Root passes these, unless a module withholds that right from it, or refuses by itself. */
const passedByRoot: ReadonlySet<UnreadableReason> = new Set(['permission', 'folder-permission', 'mount-option', 'server-refusal']);
const root: ReadonlySet<string> = new Set(['root', 'uid 0']);

/** Whether it may be what confines the look that refuses, rather than what the reason says. A module may hide even the mode. */
export function isInDoubt({ reason, mode }: UnreadableGroup, scan: ScanFacts): boolean {
  if (holderOf(scan) === null) return false;
  return reason === 'acl' || (passedByRoot.has(reason) && (mode === null || root.has(scan.asUser)));
}

/** Whether what is refused to the look is to the agent, too. */
export const isHeldAsAgent = ({ confinement }: ScanFacts): boolean => areHeldAlike(confinement?.ofScan ?? null, confinement?.ofAgent ?? null);

/** Without what may be refused to this look alone; of the groups that were not told nobody knows. */
export function countingForAgent(scan: ScanFacts): ScanFacts {
  if (holderOf(scan) === null || isHeldAsAgent(scan)) return scan;
  const groups = scan.groups.filter((group) => group.reason !== 'security-module' && !isInDoubt(group, scan));
  if (groups.length === scan.groups.length) return scan;
  return { ...scan, groups, unreadableCount: groups.reduce((count, { fileCount }) => count + weightOf(fileCount), 0), omittedGroupCount: 0 };
}

/** A folder that is empty or uncounted counts for one. */
export const weightOf = (fileCount: number | null): number => Math.max(1, fileCount ?? 1);
