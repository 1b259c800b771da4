// The four troubles that a person sees, as the troubleshooting page groups them.
import { symptomIds, type Catalogue } from '../catalogue/catalogue.js';
import type { CheckResult, OverallStatus, SymptomResult } from './diagnosis.js';
import { isFailing } from './consequences.js';

export function symptomResults(checks: readonly CheckResult[], { symptoms }: Catalogue, missingAgent: string | null): readonly SymptomResult[] {
  return symptomIds.map((id) => {
    const own = checks.filter((check) => check.symptoms.includes(id)).map(asCounted);
    const failing = own.filter(isFailing);
    return { id, title: symptoms[id].title, status: worst(own, missingAgent), checkIds: failing.map((check) => check.id) };
  });
}

const asCounted = (check: CheckResult): CheckResult => (check.waived === true ? { ...check, status: 'ok' } : check);

/** Where part of a trouble needs an agent and there is none, nobody can say that it is not there. */
function worst(checks: readonly CheckResult[], missingAgent: string | null): OverallStatus {
  for (const status of ['critical', 'warning', 'unknown'] as const) {
    if (checks.some((check) => check.status === status)) return status;
  }
  if (missingAgent !== null && checks.some(({ reason }) => reason === missingAgent)) return 'unknown';
  return checks.some(({ status }) => status === 'ok') ? 'ok' : 'unknown';
}
