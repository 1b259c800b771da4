// What a scan tells, as evidence: who looked, how far, what denies and what it hides, and what is odd beside.
import { groupedDigits } from '../../facts/grouped-digits.js';
import type { Oddity, ScanFacts, UnreadableGroup, UnreadableReason } from '../../facts/scan.js';
import type { Evidence } from '../check.js';
import { holderOf, isInDoubt, weightOf } from './confined.js';
import { exclusionOf, mendCommand } from './mend.js';

/** More groups than these are summed up; they are ordered by size. */
export const shownGroupCount = 10;

export function scanEvidence(scan: ScanFacts, isImage: boolean): readonly Evidence[] {
  const { groups, omittedGroupCount, asUser, source, stoppedBecause } = scan;
  const [largest, next] = groups;
  const subject = largest?.path ?? scan.paths.find(({ state }) => state !== 'missing')?.path ?? 'backup set';
  const from = `scan as ${asUser}`;
  return [
    { subject, name: 'unreadableCount', value: scan.unreadableCount, unit: 'count', source: from },
    ...(largest === undefined ? [] : [bytesOf(subject, 'unreadableBytes', sumOfBytes(scan), from)]),
    { subject, name: 'entryCount', value: scan.entryCount, unit: 'count', source: from },
    { subject, name: 'asUser', value: asUser, unit: null, source: 'agent' },
    { subject, name: 'setSource', value: source, unit: null, source },
    { subject, name: 'extent', value: stoppedBecause === null ? 'all of the set was looked at' : farAs(stoppedBecause), unit: null, source: from },
    ...(scan.isComplete ? [] : [{ subject, name: 'order', value: order, unit: null, source: from } as const]),
    ...(largest === undefined ? [] : [countedEvidence(subject, scan)]),
    ...(largest === undefined ? [] : [{ subject, name: 'portion', value: portion(scan, largest), unit: null, source: from } as const]),
    ...(largest === undefined ? [] : [{ subject, name: 'elsewhere', value: elsewhere(scan, largest), unit: null, source: from } as const]),
    ...(largest === undefined ? [] : suspectEvidence(largest, scan)),
    ...(next === undefined ? [] : [{ subject, name: 'nextPath', value: next.path, unit: null, source: from } as const]),
    ...groups.slice(0, shownGroupCount).flatMap((group, index) => [...groupEvidence(group, scan), ...remedies(group, scan, { isFirst: index === 0, isImage })]),
    {
      subject,
      name: 'furtherGroupCount',
      value: omittedGroupCount + Math.max(0, groups.length - shownGroupCount),
      unit: 'count',
      source: from,
    },
    ...(largest === undefined ? [] : [...missingEvidence(scan), ...passedOverEvidence(scan)]),
    ...(scan.oddities ?? []).flatMap((oddity) => oddityEvidence(oddity, from)),
  ];
}

/** Where none is known to confine the look: fanotify(7) asks programs that watch files as well. */
const someModule = 'a security module or a virus scanner';

/** The module whose log and rules are worth a look first. */
function suspectEvidence(group: UnreadableGroup, scan: ScanFacts): readonly Evidence[] {
  if (group.reason !== 'security-module' && !isInDoubt(group, scan)) return [];
  return [{ subject: group.path, name: 'suspect', value: holderOf(scan) ?? someModule, unit: null, source: `scan as ${scan.asUser}` }];
}

/** How it chose what it looked at until it stopped: what is left is no sample of the whole. */
const order = 'each path of the set got the same share of the time, and in it the folder that was found last came first, with all below it';

/** Whether a count is that of the whole set. */
export const countedEvidence = (subject: string, { isComplete, asUser }: ScanFacts): Evidence => ({
  ...{ subject, name: 'counted', unit: null, source: `scan as ${asUser}` },
  value: isComplete ? 'in all' : 'so far',
});

/** More time helps only where time was missing. */
const farAs = (stoppedBecause: string): string =>
  stoppedBecause.includes('the time was up') ? `${stoppedBecause}; ${order}. --deep, with a --timeout that is long enough, looks at all of it` : stoppedBecause;

export const missingEvidence = ({ paths, source }: ScanFacts): readonly Evidence[] =>
  paths
    .filter(({ state }) => state === 'missing')
    .map(({ path }) => ({ subject: path, name: 'missingPath', value: path, unit: null, source }));

export const passedOverEvidence = ({ paths }: ScanFacts): readonly Evidence[] =>
  paths
    .filter(({ isPassedOver }) => isPassedOver === true)
    .map(({ path, note }) => ({ subject: path, name: 'passedOver', value: note, unit: null, source: 'scan' }));

/** Where a part is not known the whole is not either. */
function sumOfBytes({ groups, omittedGroupCount, omittedBytes = null }: ScanFacts): number | null {
  const start = omittedGroupCount === 0 ? 0 : omittedBytes;
  return groups.reduce<number | null>((sum, { bytes = null }) => (sum === null || bytes === null ? null : sum + bytes), start);
}

const bytesOf = (subject: string, name: string, value: number | null, source: string): Evidence =>
  value === null ? { subject, name, value, unit: null, source } : { subject, name, value, unit: 'bytes', source };

/** Of all that cannot be read, what the largest group holds. */
function portion({ unreadableCount }: ScanFacts, { fileCount }: UnreadableGroup): string {
  const weight = weightOf(fileCount);
  if (weight === unreadableCount) return 'all of them';
  return 2 * weight > unreadableCount ? 'most of them' : `${groupedDigits(weight)} of them`;
}

/** What the largest group does not hold. */
function elsewhere({ groups, unreadableCount }: ScanFacts, { fileCount }: UnreadableGroup): string {
  const [, second] = groups;
  if (second === undefined) return 'none';
  const mode = second.mode === null ? '' : ` (${second.mode})`;
  return `${groupedDigits(unreadableCount - weightOf(fileCount))}, first at ${second.path}${mode}`;
}

function groupEvidence(group: UnreadableGroup, scan: ScanFacts): readonly Evidence[] {
  const { path: subject, reason, code, mode, fileCount, bytes = null, uncountedBecause, examples } = group;
  const source = `scan as ${scan.asUser}`;
  const refuser = refuserOf(reason, scan);
  return [
    fileCount === null
      ? { subject, name: 'fileCount', value: null, unit: null, source }
      : { subject, name: 'fileCount', value: fileCount, unit: 'count', source },
    bytesOf(subject, 'hiddenBytes', bytes, uncountedBecause ?? source),
    { subject, name: 'mode', value: mode, unit: null, source: 'lstat' },
    { subject, name: 'errorCode', value: code, unit: null, source },
    { subject, name: 'reason', value: reason, unit: null, source },
    ...(refuser === null ? [] : [{ subject, name: 'refusedBy', value: refuser, unit: null, source } as const]),
    ...examples.slice(0, 1).map((example) => ({ subject, name: 'example', value: example, unit: null, source }) as const),
  ];
}

/** Of the first group, which the steps speak of, also that there is none: they must not take another's for it. */
function remedies(group: UnreadableGroup, scan: ScanFacts, { isFirst, isImage }: { readonly isFirst: boolean; readonly isImage: boolean }): readonly Evidence[] {
  const { path: subject } = group;
  const told = (name: string, value: string | null, source: string): readonly Evidence[] =>
    value === null && !isFirst ? [] : [{ subject, name, value, unit: null, source }];
  const [mend, exclusion] = [mendCommand(group, scan), exclusionOf(group, scan)];
  const where = isImage ? 'for the host itself, not where its image is mounted' : 'reason of the denial';
  return [
    ...told('mendCommand', mend, mend === null ? 'none is sure to open this alone' : where),
    ...told('exclusion', exclusion, exclusion === null ? 'none is sure to name this alone' : 'reason of the denial'),
  ];
}

/** SELinux and AppArmor say no only to a process that they confine. */
function refuserOf(reason: UnreadableReason, scan: ScanFacts): string | null {
  const holder = holderOf(scan);
  if (reason === 'security-module') return holder ?? someModule;
  if (reason !== 'acl') return null;
  return scan.confinement?.ofScan === null ? 'an access control list' : `an access control list or ${holder ?? 'a security module'}`;
}

function oddityEvidence({ kind, count, bytes, examples }: Oddity, source: string): readonly Evidence[] {
  const subject = examples[0] ?? kind;
  return [
    { subject, name: countNames[kind], value: count, unit: 'count', source },
    ...(bytes === null ? [] : [bytesOf(subject, 'sparseBytes', bytes, source)]),
    ...examples.slice(1).map((example) => ({ subject: example, name: 'example', value: kind, unit: null, source }) as const),
  ];
}

const countNames: Readonly<Record<Oddity['kind'], string>> = {
  'not-utf8': 'notUtf8Count',
  socket: 'socketCount',
  fifo: 'fifoCount',
  device: 'deviceCount',
  'huge-folder': 'hugeFolderCount',
  'sparse-file': 'sparseFileCount',
};
