// Which finding explains which: a fault whose dependency is itself at fault is a consequence, still visible.
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Finding, Status } from '../checks/check.js';

export type FindingsById = ReadonlyMap<string, Finding>;

export const isFailing = ({ status }: { readonly status: Status }): boolean =>
  status === 'critical' || status === 'warning' || status === 'unknown';

/** The id of the root cause of a finding, or null where it stands for itself. */
export function causeOf(finding: Finding, findings: FindingsById, catalogue: Catalogue): string | null {
  return rootOf(finding, findings, catalogue, new Set([finding.checkId]));
}

/** Explanations by problem may point back at where they came from: nothing is visited twice. */
function rootOf(finding: Finding, findings: FindingsById, catalogue: Catalogue, visited: Set<string>): string | null {
  if (!isFailing(finding.verdict)) return null;
  for (const id of explanationsOf(finding, findings, catalogue)) {
    const explanation = findings.get(id);
    if (explanation === undefined || visited.has(id) || !explains(explanation, finding)) continue;
    visited.add(id);
    return rootOf(explanation, findings, catalogue, visited) ?? id;
  }
  return null;
}

/** A problem that explains another check is not in turn explained by that check. */
function explanationsOf(finding: Finding, findings: FindingsById, { checks }: Catalogue): readonly string[] {
  const { dependsOn = [], explainedBy = {} } = checks[finding.checkId] ?? {};
  const byProblem = Object.entries(explainedBy).filter(([id, problems]) => hasProblem(findings.get(id), problems));
  const asSuch = dependsOn.filter((id) => !hasProblem(finding, checks[id]?.explainedBy[finding.checkId] ?? []));
  return [...byProblem.map(([id]) => id), ...asSuch];
}

const hasProblem = (finding: Finding | undefined, problems: readonly string[]): boolean =>
  finding !== undefined && 'problem' in finding.verdict && problems.includes(finding.verdict.problem);

/** A measured fault is never buried under something that nobody could look at. */
function explains(dependency: Finding, finding: Finding): boolean {
  const { status } = dependency.verdict;
  return status === 'critical' || (status === 'unknown' && finding.verdict.status === 'unknown');
}
