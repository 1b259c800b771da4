// The evidence about one configuration. Every name is always there, so that no sentence takes the value of another one.
import type { BackupConfiguration, JobError } from '../../facts/api.js';
import { explainAgentErrorCode } from '../../facts/fault/agent-error-codes.js';
import { errorsOfKind, gravestError, jobErrorKinds } from '../../facts/jobs/job-errors.js';
import { newestSaved, timeMs, type Run } from '../../facts/jobs/runs.js';
import { printable } from '../../facts/storage/printable.js';
import type { Evidence, Unit } from '../check.js';

export const apiSource = 'Cloud Backup API';

const maxTextLength = 300;

export const textOf = (text: string | null): string | null => (text === null ? null : printable(text.slice(0, maxTextLength)));

export const subjectOf = ({ id, name }: BackupConfiguration): string => textOf(name === '' ? `configuration ${id}` : name) ?? '';

export const told = (subject: string, name: string, value: string | boolean | null, source = apiSource): Evidence => ({
  ...{ subject, name, value, unit: null, source },
});

/** Without a number there is no unit either. */
export const measured = (subject: string, name: string, value: number | null, unit: Unit, source = apiSource): Evidence =>
  value === null || !Number.isFinite(value) ? told(subject, name, null, source) : { subject, name, value, unit, source };

export function runEvidence(
  configuration: BackupConfiguration,
  run: Run | null,
  runs: readonly Run[],
  nowMs: number | null,
): readonly Evidence[] {
  const subject = subjectOf(configuration);
  const report = run?.report ?? null;
  const dueAt = report?.startedAt ?? run?.at ?? configuration.lastRunAt;
  return [
    told(subject, 'state', textOf(run?.stateText ?? null)),
    told(subject, 'completedAt', run?.at ?? configuration.lastRunAt),
    measured(subject, 'ageSeconds', ageSeconds(run?.at ?? configuration.lastRunAt, nowMs), 'seconds'),
    told(subject, 'dueAt', dueAt),
    told(subject, 'lastSavedAt', newestSaved(runs)?.at ?? null),
    told(subject, 'frequency', configuration.frequency),
    measured(subject, 'intervalSeconds', configuration.intervalSeconds, 'seconds'),
    told(subject, 'nextRunAt', configuration.nextRunAt),
    told(subject, 'backupId', textOf(run?.backupId ?? null)),
    measured(subject, 'fileCount', report?.savedFileCount ?? null, 'count'),
    measured(subject, 'searchedBytes', report?.searchedBytes ?? null, 'bytes'),
    measured(subject, 'savedBytes', report?.savedBytes ?? null, 'bytes'),
    measured(subject, 'runSeconds', positive(report?.durationSeconds ?? null), 'seconds'),
    ...bandwidthEvidence(subject, report?.bandwidthPerSecond ?? null),
    ...errorEvidence(subject, report?.errorCount ?? null, report?.errors ?? []),
    told(subject, 'diagnostics', textOf(report?.diagnostics ?? null)),
  ];
}

/** The service has sent ends that lie before their beginning. */
const positive = (value: number | null): number | null => (value !== null && value >= 0 ? value : null);

/** A run stamped a little ahead of this clock is as old as nothing. */
export function ageSeconds(at: string | null, nowMs: number | null): number | null {
  const ms = timeMs(at);
  return ms === null || nowMs === null ? null : Math.max(0, Math.round((nowMs - ms) / 1000));
}

/** Nobody says what the service counts here: eight times as much, or this. */
const bandwidthEvidence = (subject: string, perSecond: number | null): readonly Evidence[] =>
  perSecond === null
    ? []
    : [
        measured(subject, 'uploadIfBits', perSecond / 8, 'bytes-per-second'),
        measured(subject, 'uploadIfBytes', perSecond, 'bytes-per-second'),
      ];

function errorEvidence(subject: string, errorCount: number | null, errors: readonly JobError[]): readonly Evidence[] {
  const error = gravestError(errors)?.error ?? null;
  return [
    // A list that is longer than its count is believed.
    measured(subject, 'errorCount', errorCount === null && errors.length === 0 ? null : Math.max(errorCount ?? 0, errors.length), 'count'),
    measured(subject, 'listedErrorCount', errors.length, 'count'),
    told(subject, 'errorKinds', kindsOf(errors)),
    told(subject, 'path', textOf(error?.path ?? null)),
    told(subject, 'errorCode', error?.code === undefined || error.code === null ? null : String(error.code)),
    told(
      subject,
      'gravestError',
      [textOf(error?.path ?? null), meaningOf(error)].filter((part) => part !== null && part !== '').join(': ') || 'none',
    ),
  ];
}

/** `in-use 2, vanished 1` */
const kindsOf = (errors: readonly JobError[]): string =>
  jobErrorKinds
    .map((kind) => [kind, errorsOfKind(errors, kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ') || 'none';

function meaningOf(error: JobError | null): string | null {
  const name = explainAgentErrorCode(error?.code ?? 0)?.name ?? null;
  const message = textOf(error?.message ?? error?.type ?? null);
  return name === null || message === null ? (name ?? message) : `${name}: ${message}`;
}
