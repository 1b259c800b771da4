// Which finding explains which: a fault whose dependency is itself at fault is a consequence, still visible.
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Finding, Status } from '../checks/check.js';

export type FindingsById = ReadonlyMap<string, Finding>;

export const isFailing = ({ status }: { readonly status: Status }): boolean =>
  status === 'critical' || status === 'warning' || status === 'unknown';

/** The id of the root cause of a finding, or null where it stands for itself. */
export function causeOf(finding: Finding, findings: FindingsById, catalogue: Catalogue): string | null {
  if (!isFailing(finding.verdict)) return null;
  for (const id of catalogue.checks[finding.checkId]?.dependsOn ?? []) {
    const dependency = findings.get(id);
    if (dependency !== undefined && explains(dependency, finding)) return causeOf(dependency, findings, catalogue) ?? id;
  }
  return null;
}

/** A measured fault is never buried under something that nobody could look at. */
function explains(dependency: Finding, finding: Finding): boolean {
  const { status } = dependency.verdict;
  return status === 'critical' || (status === 'unknown' && finding.verdict.status === 'unknown');
}
