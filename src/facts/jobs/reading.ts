// Whether the backup set can be read, from both who can tell: a scan of today, and the reports of the newest runs.
import type { ApiFacts, BackupReport, JobError } from '../api.js';
import { observed, valueOf, type Observed } from '../observed.js';
import type { ScanFacts } from '../scan.js';
import { errorsOfKind } from './job-errors.js';

export interface Reading {
  /** null where no set was scanned; then there is a denial. */
  readonly scan: ScanFacts | null;
  readonly denials: readonly Denial[];
}

/** A path that the agent was not allowed to read in a run. One that was in use or had vanished is none. */
export interface Denial {
  readonly path: string;
  readonly error: JobError;
  readonly report: BackupReport;
}

/** Without a scan and without a denial it is as missing as the scan. */
export function readingOf(scan: Observed<ScanFacts>, api: Observed<ApiFacts>): Observed<Reading> {
  const reports = api.state === 'observed' ? (valueOf(api.value.reports) ?? []) : [];
  const denials = reports.flatMap(denialsIn);
  if (scan.state === 'observed') return { ...scan, value: { scan: scan.value, denials } };
  return denials.length === 0 ? scan : observed({ scan: null, denials }, scan.state === 'unavailable' ? scan.tookMs : 0);
}

const denialsIn = (report: BackupReport): readonly Denial[] =>
  errorsOfKind(report.errors, 'no-access').flatMap((error) =>
    error.path === null || error.path === '' ? [] : [{ path: error.path, error, report }],
  );
