// How the newest ended run went, by its state, its number of errors and their list; never by its reason.
import type { JobError } from '../../facts/api.js';
import { hasSaved } from '../../facts/jobs/job-phase.js';
import { areAllVanished, commonKind, errorsOfKind } from '../../facts/jobs/job-errors.js';
import { pauseAt } from '../../facts/jobs/agent-pauses.js';
import { timeMs, underWay, type Run } from '../../facts/jobs/runs.js';
import type { Evidence } from '../check.js';
import type { Case, Problem } from './case.js';
import { measured, subjectOf, told } from './evidence.js';
import { intervalOf, isSavedOverdue, timelinessOf } from './schedule.js';
import { lockEvidence } from './stuck.js';

/** null where nothing is wrong with it. */
export function problemOf(run: Run, one: Case): Problem | null {
  if (hasSaved(run.state)) return problemOfSaved(run, one);
  switch (run.state) {
    case 'missed':
      return missed(run, one);
    case 'skipped':
      return skipped(one);
    case 'stopped':
      return { problem: 'stopped', isCritical: isSavedOverdue(one) };
    default:
      return { problem: 'failed', isCritical: true };
  }
}

function problemOfSaved(run: Run, one: Case): Problem | null {
  const { errors = [], errorCount = null } = run.report ?? {};
  if (errorsOfKind(errors, 'damaged').length > 0) return { problem: 'blocks-missing', isCritical: true };
  if (timelinessOf(run.at, underWay(one.runs)?.at ?? null, one) === 'overdue') return { problem: 'overdue', isCritical: true };
  const hasErrors = run.state === 'completed-with-errors' || errors.length > 0 || (errorCount ?? 0) > 0;
  return hasErrors && !areAllVanished(errorCount, errors) ? { problem: problemOfErrors(errors), isCritical: false } : null;
}

function problemOfErrors(errors: readonly JobError[]): string {
  if (errorsOfKind(errors, 'no-space').length > 0) return 'space-ran-out';
  const kind = commonKind(errors);
  return kind === 'no-access' ? 'files-denied' : kind === 'in-use' ? 'files-locked' : 'completed-with-errors';
}

/** A state without its number of errors is half of an answer. */
export const isHalfTold = ({ report }: Run): boolean => report === null || (report.errorCount === null && report.errors.length === 0);

function missed(run: Run, one: Case): Problem {
  const isCritical = isSavedOverdue(one);
  const pause = one.log === null ? null : pauseAt(one.log, run.report?.startedAt ?? run.at ?? '');
  if (pause === null) return { problem: 'missed', isCritical };
  const subject = subjectOf(one.configuration);
  const evidence = [
    told(subject, 'stoppedAt', pause.from, "the agent's log"),
    told(subject, 'startedAgainAt', pause.to ?? 'no time that the log tells', "the agent's log"),
  ];
  return { problem: 'missed-while-down', isCritical, evidence };
}

function skipped(one: Case): Problem {
  const isCritical = isSavedOverdue(one);
  const { staleLock } = one;
  if (staleLock !== null) return { problem: 'skipped-behind-lock', isCritical, confidence: 'likely', evidence: lockEvidenceOf(one) };
  const evidence = tooLongEvidence(one);
  return evidence === null
    ? { problem: 'skipped', isCritical }
    : { problem: 'skipped-too-long', isCritical, confidence: 'likely', evidence };
}

/** The subject of a sentence is that of the first evidence. */
const lockEvidenceOf = ({ configuration, staleLock }: Case): readonly Evidence[] =>
  staleLock === null ? [] : [told(subjectOf(configuration), 'isLocked', true, staleLock.path), ...lockEvidence(staleLock)];

/** null where no run is known to take as long as the time until the next one. */
function tooLongEvidence(one: Case): readonly Evidence[] | null {
  const { configuration, limits } = one;
  const interval = intervalOf(configuration);
  const reports = one.runs.flatMap(({ report }) => report ?? []);
  const longest = Math.max(runningSeconds(one), ...reports.map(({ durationSeconds }) => durationSeconds ?? 0));
  if (interval === null || longest < interval) return null;
  const sizes = reports.flatMap((report) => report.savedBytes ?? []);
  const savedBytes = sizes.length === 0 ? null : Math.max(0, ...sizes);
  const subject = subjectOf(configuration);
  return [
    measured(subject, 'durationSeconds', longest, 'seconds'),
    measured(subject, 'uploadedBytes', savedBytes, 'bytes'),
    measured(
      subject,
      'uploadSeconds',
      savedBytes === null ? null : Math.round(savedBytes / limits.uploadBytesPerSecond),
      'seconds',
      'checks.yml',
    ),
    measured(subject, 'uploadBytesPerSecond', limits.uploadBytesPerSecond, 'bytes-per-second', 'checks.yml'),
  ];
}

function runningSeconds({ runs, nowMs }: Case): number {
  const since = timeMs(underWay(runs)?.at ?? null);
  return since === null || nowMs === null ? 0 : (nowMs - since) / 1000;
}
