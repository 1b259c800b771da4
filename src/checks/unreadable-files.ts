// Which files of the backup set would the agent's user fail to read, and which path component says no? A scan tells it
// best; the report of the newest run tells what it could not read, where a scan did not look.
import type { Denial, Reading } from '../facts/jobs/reading.js';
import type { ScanFacts, ScannedPath, UnreadableGroup, UnreadableReason } from '../facts/scan.js';
import { printable } from '../facts/storage/printable.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';

/** More groups than these are summed up; they are ordered by size. */
const shownGroupCount = 10;

export const unreadableFiles = defineCheck({
  id: 'unreadable-files',
  needs: ['reading'],
  problems: [
    ...['folder-closed', 'files-closed', 'refused-by-acl', 'fuse-owner-only', 'refused-by-server', 'closed-by-mount'],
    ...['read-errors', 'path-missing', 'path-silent', 'reported-unreadable'],
  ],
  judge({ reading }): Verdict {
    const scanned = reading.scan === null ? null : judgeScan(reading.scan);
    const unscanned =
      scanned === null || scanned.status === 'unknown' ? reading.denials : reading.denials.filter((one) => !isCovered(one, reading));
    const evidence = scanned?.evidence ?? [];
    if (unscanned.length === 0 || (scanned !== null && 'problem' in scanned)) {
      return { ...(scanned ?? nothingSeen), evidence: [...evidence, ...denialEvidence(reading.denials)] };
    }
    // The agent's words say that it was refused, and its file may have been opened since.
    return {
      status: 'warning',
      problem: 'reported-unreadable',
      confidence: 'likely',
      evidence: [...denialEvidence(unscanned), ...evidence],
    };
  },
});

const nothingSeen: Verdict = { status: 'unknown', reason: 'no scan and no report tells of the backup set' };

/** What was scanned to its end later than the run is known better. */
const isCovered = ({ path }: Denial, { scan }: Reading): boolean =>
  scan?.paths.some((one) => one.state === 'scanned' && (path === one.path || path.startsWith(one.path.replace(/\/?$/, '/')))) === true;

const source = 'backup report';

function denialEvidence(denials: readonly Denial[]): readonly Evidence[] {
  const [first] = denials;
  if (first === undefined) return [];
  const subject = shown(first.path);
  const { code, message } = first.error;
  return [
    { subject, name: 'deniedCount', value: denials.length, unit: 'count', source },
    { subject, name: 'deniedAt', value: first.report.completedAt ?? first.report.startedAt, unit: null, source },
    { subject, name: 'reportedCode', value: code === null ? null : String(code), unit: null, source },
    { subject, name: 'reportedMessage', value: message === null ? null : shown(message), unit: null, source },
    ...denials
      .slice(0, shownGroupCount)
      .map(({ path }) => ({ subject: shown(path), name: 'deniedPath', value: shown(path), unit: null, source })),
  ];
}

const shown = (text: string): string => printable(text.slice(0, 300));

function judgeScan(scan: ScanFacts): Verdict {
  const [largest] = scan.groups;
  const missing = scan.paths.find(({ state }) => state === 'missing');
  const evidence = [...(largest === undefined && missing !== undefined ? missingEvidence(scan) : []), ...evidenceOf(scan)];
  if (scan.insteadOf !== null) {
    return {
      status: 'unknown',
      reason: `${scan.asUser} looked, who is not the agent's user ${scan.insteadOf}: run this as root`,
      evidence,
    };
  }
  if (largest !== undefined) return { status: 'warning', problem: problemOf(largest.reason), evidence };
  if (missing !== undefined) return { status: 'warning', problem: 'path-missing', evidence };
  const silent = scan.paths.find(({ state }) => state === 'timed-out');
  if (silent !== undefined) return { status: 'warning', problem: 'path-silent', evidence: [silenceOf(silent), ...evidence] };
  if (!scan.isComplete)
    return { status: 'unknown', reason: `nothing unreadable so far, but ${scan.stoppedBecause ?? 'the scan ended early'}`, evidence };
  return { status: 'ok', evidence };
}

const problems: Readonly<Record<UnreadableReason, string>> = {
  permission: 'files-closed',
  'folder-permission': 'folder-closed',
  acl: 'refused-by-acl',
  'fuse-owner': 'fuse-owner-only',
  'server-refusal': 'refused-by-server',
  'mount-option': 'closed-by-mount',
  'io-error': 'read-errors',
  'name-too-long': 'read-errors',
  'stale-handle': 'read-errors',
  other: 'read-errors',
};

const problemOf = (reason: UnreadableReason): string => problems[reason];

const missingEvidence = ({ paths, source }: ScanFacts): readonly Evidence[] =>
  paths
    .filter(({ state }) => state === 'missing')
    .map(({ path }) => ({ subject: path, name: 'missingPath', value: path, unit: null, source }));

const silenceOf = ({ path, note }: ScannedPath): Evidence => ({ subject: path, name: 'silence', value: note, unit: null, source: 'scan' });

function evidenceOf(scan: ScanFacts): readonly Evidence[] {
  const { groups, omittedGroupCount, asUser, source, stoppedBecause } = scan;
  const [largest] = groups;
  const subject = largest?.path ?? scan.paths.find(({ state }) => state !== 'missing')?.path ?? 'backup set';
  const from = `scan as ${asUser}`;
  return [
    { subject, name: 'unreadableCount', value: scan.unreadableCount, unit: 'count', source: from },
    { subject, name: 'entryCount', value: scan.entryCount, unit: 'count', source: from },
    { subject, name: 'asUser', value: asUser, unit: null, source: 'agent' },
    { subject, name: 'setSource', value: source, unit: null, source },
    { subject, name: 'extent', value: stoppedBecause ?? 'all of the set was looked at', unit: null, source: from },
    ...(largest === undefined ? [] : [{ subject, name: 'elsewhere', value: elsewhere(scan, largest), unit: null, source: from } as const]),
    ...groups.slice(0, shownGroupCount).flatMap((group) => groupEvidence(group, from)),
    {
      subject,
      name: 'furtherGroupCount',
      value: omittedGroupCount + Math.max(0, groups.length - shownGroupCount),
      unit: 'count',
      source: from,
    },
    ...(largest === undefined ? [] : missingEvidence(scan)),
  ];
}

/** What the largest group does not hold; a folder that is empty or uncounted counts for one. */
function elsewhere({ groups, unreadableCount }: ScanFacts, { fileCount }: UnreadableGroup): string {
  const [, second] = groups;
  if (second === undefined) return 'none';
  const mode = second.mode === null ? '' : ` (${second.mode})`;
  return `${unreadableCount - Math.max(1, fileCount ?? 1)}, first at ${second.path}${mode}`;
}

const groupEvidence = ({ path, reason, code, mode, fileCount, examples }: UnreadableGroup, source: string): readonly Evidence[] => [
  fileCount === null
    ? { subject: path, name: 'fileCount', value: null, unit: null, source }
    : { subject: path, name: 'fileCount', value: fileCount, unit: 'count', source },
  { subject: path, name: 'mode', value: mode, unit: null, source: 'lstat' },
  { subject: path, name: 'errorCode', value: code, unit: null, source },
  { subject: path, name: 'reason', value: reason, unit: null, source },
  ...examples.slice(0, 1).map((example) => ({ subject: path, name: 'example', value: example, unit: null, source }) as const),
];
