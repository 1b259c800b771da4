// Which files of the backup set would the agent's user fail to read, and which path component says no? A scan tells it
// best; the report of the newest run tells what it could not read, where a scan did not look.
import type { Denial, Reading } from '../facts/jobs/reading.js';
import type { ScanFacts, ScannedPath, UnreadableGroup, UnreadableReason } from '../facts/scan.js';
import { printable, printableName } from '../facts/storage/printable.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';
import { countingForAgent, holderOf, isHeldAsAgent, isInDoubt } from './unreadable-files/confined.js';
import { countedEvidence, missingEvidence, passedOverEvidence, scanEvidence, shownGroupCount } from './unreadable-files/scan-evidence.js';

export const unreadableFiles = defineCheck({
  id: 'unreadable-files',
  needs: ['reading'],
  uses: ['conditions'],
  problems: [
    ...['folder-closed', 'files-closed', 'refused-by-acl', 'refused-by-module', 'fuse-owner-only', 'refused-by-server', 'closed-by-mount'],
    ...['names-too-long', 'stale-handles', 'links-in-a-circle', 'key-missing', 'other-errors'],
    ...['read-errors', 'path-missing', 'path-silent', 'reported-unreadable'],
    ...['names-not-utf8', 'path-passed-over', 'path-is-link', 'whole-host'],
  ],
  judge({ reading, conditions }): Verdict {
    const scanned = reading.scan === null ? null : judgeScan(reading.scan, conditions !== null && conditions.root !== null);
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
function isCovered(denial: Denial, { scan }: Reading): boolean {
  const path = printableName(denial.path);
  return scan?.paths.some((one) => one.state === 'scanned' && (path === one.path || path.startsWith(one.path.replace(/\/?$/, '/')))) === true;
}

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

function judgeScan(all: ScanFacts, isImage: boolean): Verdict {
  const scan = countingForAgent(all);
  const [largest] = scan.groups;
  const missing = scan.paths.find(({ state }) => state === 'missing');
  const evidence = [...(largest === undefined && missing !== undefined ? missingEvidence(scan) : []), ...scanEvidence(scan, isImage)];
  if (scan.insteadOf !== null) {
    return {
      status: 'unknown',
      reason: `${scan.asUser} looked, who is not the agent's user ${scan.insteadOf}: run this as root`,
      evidence,
    };
  }
  if (largest !== undefined) {
    return { status: 'warning', problem: problemOf(largest.reason), ...confidenceIn(largest, scan), evidence };
  }
  if (missing !== undefined) return { status: 'warning', problem: 'path-missing', evidence };
  const silent = scan.paths.find(({ state }) => state === 'timed-out');
  if (silent !== undefined) return { status: 'warning', problem: 'path-silent', evidence: [silenceOf(silent), ...evidence] };
  if (scan.paths.some(({ isPassedOver }) => isPassedOver === true)) {
    return { status: 'warning', problem: 'path-passed-over', confidence: 'likely', evidence: [...passedOverEvidence(scan), ...evidence] };
  }
  const unfit = judgeFitness(scan, evidence);
  if (unfit !== null) return unfit;
  const refused = all.groups.find((group) => !scan.groups.includes(group));
  if (refused !== undefined) {
    const reason = `${holderOf(scan)} confines this look, and is not known to confine the agent alike; the agent may well read what is refused here, such as ${refused.path}. Run this from a shell or a service that nothing confines`;
    return { status: 'unknown', reason, evidence };
  }
  if (!scan.isComplete)
    return { status: 'unknown', reason: `nothing unreadable so far, but ${scan.stoppedBecause ?? 'the scan ended early'}`, evidence };
  // Of earlier recordings, or where all that is named is excluded.
  if (!scan.paths.some(({ state }) => state === 'scanned')) return { status: 'unknown', reason: nothingLookedAt(scan), evidence };
  const { ofAgent = null } = scan.confinement ?? {};
  if (ofAgent !== null && !isHeldAsAgent(scan)) {
    const rules = ofAgent.module === 'AppArmor' ? 'profile' : 'policy';
    const reason = `${scan.asUser} can read all of it, but ${ofAgent.module} confines the agent itself (${ofAgent.label}): its ${rules} tells what that refuses, and some of it is logged (grep -i denied in /var/log/audit/audit.log or dmesg)`;
    return { status: 'unknown', reason, evidence };
  }
  return { status: 'ok', evidence };
}

/** The words for an access control list name the module beside it. */
function confidenceIn(group: UnreadableGroup, scan: ScanFacts): { readonly confidence?: 'likely' | 'possible' } {
  if (group.reason === 'security-module') return holderOf(scan) === null ? { confidence: 'likely' } : {};
  return group.reason !== 'acl' && isInDoubt(group, scan) ? { confidence: 'possible' } : {};
}

function nothingLookedAt({ paths: [first] }: ScanFacts): string {
  const why = first === undefined ? '' : `, such as ${first.path} (${first.note ?? first.state})`;
  return `no path of the backup set was looked at${why}`;
}

/** What the documentation says the agent has trouble with though it can be read. */
function judgeFitness(scan: ScanFacts, evidence: readonly Evidence[]): Verdict | null {
  const odd = scan.oddities?.find(({ kind }) => kind === 'not-utf8');
  if (odd !== undefined) {
    const { count, examples } = odd;
    const first = { subject: examples[0] ?? 'backup set', name: 'notUtf8Count', value: count, unit: 'count', source: `scan as ${scan.asUser}` } as const;
    return { status: 'warning', problem: 'names-not-utf8', evidence: [first, countedEvidence(first.subject, scan), ...evidence] };
  }
  const link = scan.paths.find(({ isLink }) => isLink === true);
  if (link !== undefined) return { status: 'warning', problem: 'path-is-link', confidence: 'likely', evidence: [ofSet(link, 'linkPath', scan), ...evidence] };
  // Who asks for `/` by hand may only want to see all that cannot be read.
  const whole = scan.source === '--paths' ? undefined : scan.paths.find(({ path }) => path === '/');
  return whole === undefined ? null : { status: 'warning', problem: 'whole-host', evidence: [ofSet(whole, 'wholePath', scan), ...evidence] };
}

const ofSet = ({ path }: ScannedPath, name: string, { source }: ScanFacts): Evidence => ({ subject: path, name, value: path, unit: null, source });

const problems: Readonly<Record<UnreadableReason, string>> = {
  permission: 'files-closed',
  'folder-permission': 'folder-closed',
  acl: 'refused-by-acl',
  'security-module': 'refused-by-module',
  'fuse-owner': 'fuse-owner-only',
  'server-refusal': 'refused-by-server',
  'mount-option': 'closed-by-mount',
  'io-error': 'read-errors',
  'name-too-long': 'names-too-long',
  'stale-handle': 'stale-handles',
  'link-loop': 'links-in-a-circle',
  'key-missing': 'key-missing',
  other: 'other-errors',
};

const problemOf = (reason: UnreadableReason): string => problems[reason];

const silenceOf = ({ path, note }: ScannedPath): Evidence => ({ subject: path, name: 'silence', value: note, unit: null, source: 'scan' });
