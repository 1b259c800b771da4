// What a look that SELinux or AppArmor confines can say of the agent, whom they may hold to less, to more, or to the same.
import type { ScanFacts, UnreadableGroup, UnreadableReason } from '../../facts/scan.js';
import { areHeldAlike } from '../../facts/storage/confinement.js';

/** `AppArmor (profile)`; null where nothing confines the look. */
export const holderOf = ({ confinement }: ScanFacts): string | null =>
  confinement?.ofScan ? `${confinement.ofScan.module} (${confinement.ofScan.label})` : null;

/** Root passes these, unless a module withholds that right from it, or refuses by itself. */
const passedByRoot: ReadonlySet<UnreadableReason> = new Set(['permission', 'folder-permission', 'mount-option', 'server-refusal']);

/** Whether it may be what confines the look that refuses, rather than what the reason says. */
export const isInDoubt = ({ reason }: UnreadableGroup, scan: ScanFacts): boolean =>
  holderOf(scan) !== null && (reason === 'acl' || (scan.asUser === 'root' && passedByRoot.has(reason)));

/** Whether what is refused to the look is to the agent, too. */
export const isHeldAsAgent = ({ confinement }: ScanFacts): boolean => areHeldAlike(confinement?.ofScan ?? null, confinement?.ofAgent ?? null);

/** Without what may be refused to this look alone. */
export function countingForAgent(scan: ScanFacts): ScanFacts {
  if (holderOf(scan) === null || isHeldAsAgent(scan)) return scan;
  const groups = scan.groups.filter((group) => group.reason !== 'security-module' && !isInDoubt(group, scan));
  const gone = scan.groups.filter((group) => !groups.includes(group));
  return { ...scan, groups, unreadableCount: gone.reduce((count, { fileCount }) => count - weightOf(fileCount), scan.unreadableCount) };
}

/** A folder that is empty or uncounted counts for one. */
export const weightOf = (fileCount: number | null): number => Math.max(1, fileCount ?? 1);
