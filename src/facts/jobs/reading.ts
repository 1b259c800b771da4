// Whether the backup set can be read, and what of it is in use, from both who can tell: a look of today, and the reports of the
// newest runs.
import type { ApiFacts, BackupReport, JobError } from '../api.js';
import type { FilesInUse } from '../files-in-use.js';
import { observed, valueOf, type Observed } from '../observed.js';
import type { ScanFacts } from '../scan.js';
import { errorsOfKind, type JobErrorKind } from './job-errors.js';

export interface Reading {
  /** null where no set was scanned; then there is a denial. */
  readonly scan: ScanFacts | null;
  readonly denials: readonly Denial[];
}

export interface Usage {
  /** null where nobody looked for files in use; then there is a denial. */
  readonly inUse: FilesInUse | null;
  /** Other programs kept the agent from them. */
  readonly denials: readonly Denial[];
}

/** A path that the agent could not read in a run. */
export interface Denial {
  readonly path: string;
  readonly error: JobError;
  readonly report: BackupReport;
}

/** Without a scan and without a denial it is as missing as the scan. */
export function readingOf(scan: Observed<ScanFacts>, api: Observed<ApiFacts>): Observed<Reading> {
  const denials = denialsIn(api, 'no-access');
  if (scan.state === 'observed') return { ...scan, value: { scan: scan.value, denials } };
  return denials.length === 0 ? scan : observed({ scan: null, denials }, scan.state === 'unavailable' ? scan.tookMs : 0);
}

/** Without a look and without a denial it is as missing as the look. */
export function usageOf(inUse: Observed<FilesInUse>, api: Observed<ApiFacts>): Observed<Usage> {
  const denials = denialsIn(api, 'in-use');
  if (inUse.state === 'observed') return { ...inUse, value: { inUse: inUse.value, denials } };
  return denials.length === 0 ? inUse : observed({ inUse: null, denials }, inUse.state === 'unavailable' ? inUse.tookMs : 0);
}

function denialsIn(api: Observed<ApiFacts>, kind: JobErrorKind): readonly Denial[] {
  const reports = api.state === 'observed' ? (valueOf(api.value.reports) ?? []) : [];
  return reports.flatMap((report) =>
    errorsOfKind(report.errors, kind).flatMap((error) => (error.path === null || error.path === '' ? [] : [{ path: error.path, error, report }])),
  );
}
