import type { CheckResult } from '../diagnosis/diagnosis.js';
import type { Report } from './report.js';

/** What nobody could look at and no cause explains. */
export function blindChecks({ checks, causes }: Pick<Report, 'checks' | 'causes'>): readonly CheckResult[] {
  const explained = new Set(causes.flatMap(({ consequences }) => consequences));
  return checks.filter(({ id, status }) => status === 'unknown' && !explained.has(id));
}
