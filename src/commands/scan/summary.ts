// What a scan came to, in a few lines for a person.
import { counted, groupedDigits } from '../../facts/grouped-digits.js';
import type { ScanFacts, ScannedPath, UnreadableGroup } from '../../facts/scan.js';
import { confinementName } from '../../facts/storage/confinement.js';

/** More are in the list itself. */
const maxGroupCount = 5;

/** @param listedCount paths on stdout: a closed folder is one, whatever it hides */
export function summaryOf(scan: ScanFacts, listedCount: number): readonly string[] {
  const { asUser, entryCount, unreadableCount, groups, omittedGroupCount, stoppedBecause } = scan;
  // A path behind a closed folder is listed before root sees that it is not there.
  const files = unreadableCount <= listedCount ? '' : `, which ${listedCount === 1 ? 'stands' : 'stand'} for ${counted(unreadableCount, 'file')} or more`;
  const { ofScan = null } = scan.confinement ?? {};
  const found = listedCount === 0 ? nothingFound(scan) : `found ${counted(listedCount, 'path')} that it cannot read${files}`;
  const furtherCount = omittedGroupCount + Math.max(0, groups.length - maxGroupCount);
  return [
    `looked as ${asUser} at ${groupedDigits(entryCount)} ${entryCount === 1 ? 'entry' : 'entries'} and ${found}`,
    ...groups.slice(0, maxGroupCount).map(groupLine),
    ...(furtherCount === 0 ? [] : [`and ${counted(furtherCount, 'more group')} of files`]),
    ...scan.paths.flatMap(pathNote),
    ...(stoppedBecause === null ? [] : [`this is not all: ${stoppedBecause}${stoppedBecause.includes('the time was up') ? shareOfTime : ''}`]),
    ...(ofScan === null ? [] : [`${confinementName(ofScan)} confined this look: who is not held alike may read more, or less`]),
  ];
}

const shareOfTime = ' (each path gets its share of the time, and each folder comes with all below it); --deep takes the time that it needs';

/** A scan that fell or stopped has not found that all can be read. */
const nothingFound = ({ isComplete }: ScanFacts): string => (isComplete ? 'found nothing that is closed to it' : 'cannot tell whether it can read the rest');

function groupLine({ path, mode, isFolder, fileCount, bytes = null, reason, code }: UnreadableGroup): string {
  const size = bytes === null ? '' : `, ${counted(bytes, 'byte')} in all`;
  const count = fileCount === null ? 'an unknown number of files' : counted(fileCount, 'file');
  return `${count}${isFolder ? ' behind' : ': '}${isFolder ? ' ' : ''}${path} (${[mode, code, reason].filter((word) => word !== null).join(', ')})${size}`;
}

function pathNote({ path, state, note }: ScannedPath): readonly string[] {
  if (state === 'missing') return [`${path} is not there`];
  return state === 'skipped' ? [`${path} was left out: ${note ?? 'skipped'}`] : [];
}
