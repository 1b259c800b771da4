// Which finding explains which. What could not be looked at is explained by a sick dependency; what was measured, only by
// a problem that the catalogue says explains it: a dead resolver makes no clock wrong.
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Finding, Status } from '../checks/check.js';

export type FindingsById = ReadonlyMap<string, Finding>;

export const isFailing = ({ status }: { readonly status: Status }): boolean =>
  status === 'critical' || status === 'warning' || status === 'unknown';

/** The id of the root cause of a finding, or null where it stands for itself. */
export function causeOf(finding: Finding, findings: FindingsById, catalogue: Catalogue): string | null {
  return rootOf(finding, findings, catalogue, new Set([finding.checkId]));
}

/** Explanations may point back at where they came from: nothing is visited twice. */
function rootOf(finding: Finding, findings: FindingsById, catalogue: Catalogue, visited: Set<string>): string | null {
  if (!isFailing(finding.verdict)) return null;
  for (const other of findings.values()) {
    if (visited.has(other.checkId) || !explains(other, finding, catalogue)) continue;
    visited.add(other.checkId);
    return rootOf(other, findings, catalogue, visited) ?? other.checkId;
  }
  return null;
}

const explains = (other: Finding, finding: Finding, catalogue: Catalogue): boolean =>
  blinds(other, finding, catalogue) || causes(other, finding, catalogue);

function blinds({ checkId, verdict }: Finding, finding: Finding, { checks }: Catalogue): boolean {
  const isBlind = finding.verdict.status === 'unknown' && (verdict.status === 'critical' || verdict.status === 'unknown');
  return isBlind && checks[finding.checkId]?.dependsOn.includes(checkId) === true;
}

const gravity: Readonly<Partial<Record<Status, number>>> = { unknown: 1, warning: 2, critical: 3 };

/** What is grave is never buried under what is less so. */
function causes({ checkId, verdict }: Finding, finding: Finding, { checks }: Catalogue): boolean {
  if (!('problem' in verdict) || (gravity[verdict.status] ?? 0) < (gravity[finding.verdict.status] ?? 0)) return false;
  return (checks[checkId]?.problems[verdict.problem]?.explains ?? []).some((target) => isMeant(target, finding));
}

/** What explains one of its problems says nothing of why a check could not look. */
function isMeant(target: string, { checkId, verdict }: Finding): boolean {
  const [id, problem] = target.split('/');
  return id === checkId && (problem === undefined || ('problem' in verdict && verdict.problem === problem));
}
