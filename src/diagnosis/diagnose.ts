// Findings in, one diagnosis out: consequences folded under their causes, causes ranked, solutions in order.
// Pure, and independent of the order in which the findings come.
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Confidence, Finding } from '../checks/check.js';
import { causeOf, type FindingsById } from './consequences.js';
import type { Cause, CheckResult, Diagnosis, NotRun } from './diagnosis.js';
import { exitCodes, headlineOf, overallStatus } from './overall.js';
import { withoutRepeats, solutionOf, type Examined } from './solution.js';
import { symptomResults } from './symptoms.js';
import { waive } from './waivers.js';
import { fill, withNotes } from './wording.js';

export interface DiagnosisInput {
  readonly findings: readonly Finding[];
  readonly notRun: readonly NotRun[];
  readonly catalogue: Catalogue;
  readonly examined: Examined;
  /** Why there is no agent to judge; null where there is one. */
  readonly missingAgent: string | null;
  /** When the host was looked at, ISO 8601 UTC: waivers hold until a day. */
  readonly at: string;
}

export function diagnose({ findings, notRun, catalogue, examined, missingAgent, at }: DiagnosisInput): Diagnosis {
  const order = Object.keys(catalogue.checks);
  const sorted = [...findings].sort((a, b) => order.indexOf(a.checkId) - order.indexOf(b.checkId));
  const waived = waive(sorted, catalogue, at);
  // What is waived counts as healthy: it is no cause, and explains nothing that was found beside it.
  const counted = sorted.map((finding) => (waived.ids.has(finding.checkId) ? asHealthy(finding) : finding));
  const byId: FindingsById = new Map(counted.map((finding) => [finding.checkId, finding]));
  const checks = sorted.map((finding) => checkResult(finding, byId, catalogue, waived.ids));
  const causes = withoutRepeats(rank(checks.flatMap((check) => toCause(check, checks, byId, catalogue, examined))));
  const status = overallStatus(counted, catalogue, missingAgent);
  return {
    status,
    exitCode: exitCodes[status],
    headline: headlineOf(status, causes, checks, catalogue, missingAgent),
    symptoms: symptomResults(checks, catalogue, missingAgent),
    causes,
    checks,
    notRun: [...notRun].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)),
    waivers: waived.waivers,
  };
}

const asHealthy = (finding: Finding): Finding => ({ ...finding, verdict: { status: 'ok', evidence: finding.verdict.evidence ?? [] } });

function checkResult(finding: Finding, byId: FindingsById, catalogue: Catalogue, waivedIds: ReadonlySet<string>): CheckResult {
  const { checkId, verdict, tookMs, stack } = finding;
  const entry = catalogue.checks[checkId];
  return {
    id: checkId,
    title: entry?.title ?? checkId,
    status: verdict.status,
    problem: 'problem' in verdict ? verdict.problem : null,
    reason: 'reason' in verdict ? verdict.reason : null,
    sentence: sentenceOf(finding, catalogue),
    evidence: withNotes(verdict.evidence ?? [], entry?.notes ?? {}),
    symptoms: entry?.symptoms ?? [],
    dependsOn: entry?.dependsOn ?? [],
    causedBy: causeOf(byId.get(checkId) ?? finding, byId, catalogue),
    tookMs,
    ...(waivedIds.has(checkId) ? { waived: true } : {}),
    ...(stack === undefined ? {} : { stack }),
  };
}

function sentenceOf({ checkId, verdict }: Finding, catalogue: Catalogue): string {
  const entry = catalogue.checks[checkId];
  if ('reason' in verdict) return verdict.reason;
  const template = 'problem' in verdict ? entry?.problems[verdict.problem]?.says : entry?.ok;
  return fill(template ?? ('problem' in verdict ? verdict.problem : verdict.status), verdict.evidence);
}

/** A cause is a fault that no other finding explains. */
function toCause(
  check: CheckResult,
  checks: readonly CheckResult[],
  byId: FindingsById,
  catalogue: Catalogue,
  examined: Examined,
): readonly Cause[] {
  const entry = catalogue.checks[check.id];
  const verdict = byId.get(check.id)?.verdict;
  if (entry === undefined || verdict === undefined || !('problem' in verdict) || check.causedBy !== null) return [];
  const consequences = checks.filter(({ causedBy }) => causedBy === check.id);
  return [
    {
      rank: 0,
      checkId: check.id,
      problem: verdict.problem,
      status: verdict.status,
      confidence: verdict.confidence ?? 'certain',
      sentence: check.sentence,
      evidence: check.evidence,
      consequences: consequences.map(({ id }) => id),
      symptoms: [...new Set([check, ...consequences.filter(({ problem }) => problem !== null)].flatMap(({ symptoms }) => symptoms))],
      solution: solutionOf(entry, verdict.problem, verdict.evidence, examined),
      docs: entry.docs,
      title: entry.problems[verdict.problem]?.title ?? entry.title,
    },
  ];
}

const confidenceOrder: readonly Confidence[] = ['certain', 'likely', 'possible'];

/**
 * The gravest first, and of these what damages backups that exist; then the surest, then the one that explains most; else the
 * catalogue's order.
 */
function rank(causes: readonly Cause[]): readonly Cause[] {
  const gravity = ({ status, confidence, consequences, symptoms }: Cause): readonly number[] => [
    status === 'critical' ? 0 : 1,
    symptoms.includes('corrupted') ? 0 : 1,
    confidenceOrder.indexOf(confidence),
    -consequences.length,
  ];
  return [...causes]
    .sort((a, b) => compareLists(gravity(a), gravity(b)))
    .map((cause, index) => ({ ...cause, rank: index + 1 }));
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, place) => value !== b[place]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
