// One status, one exit code, one sentence for the whole run; the same for every format.
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Finding, Status } from '../checks/check.js';
import type { Cause, CheckResult, OverallStatus } from './diagnosis.js';

export const exitCodes = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const satisfies Record<OverallStatus, number>;

/** The worst counts. Blindness counts where the check matters, and when nothing worse was found. */
export function overallStatus(findings: readonly Finding[], catalogue: Catalogue, missingAgent: string | null): OverallStatus {
  const isEssential = ({ checkId }: Finding): boolean => catalogue.checks[checkId]?.essential === true;
  const has = (status: Status, among = findings): boolean => among.some(({ verdict }) => verdict.status === status);
  const essential = findings.filter(isEssential);
  // Without an agent nobody can say whether backups work, whatever else was found.
  if (essential.some(({ verdict }) => asksForAgent(verdict, missingAgent))) return 'unknown';
  // Nothing was asked, or nothing could be seen: then nothing is known.
  if (findings.length === 0 || (has('unknown') && !has('ok') && !has('warning') && !has('critical'))) return 'unknown';
  if (has('critical')) return 'critical';
  if (has('warning')) return 'warning';
  return has('unknown', essential) ? 'unknown' : 'ok';
}

const asksForAgent = (verdict: Finding['verdict'], missingAgent: string | null): boolean =>
  verdict.status === 'not-applicable' && verdict.reason === missingAgent;

export function headlineOf(
  status: OverallStatus,
  causes: readonly Cause[],
  checks: readonly CheckResult[],
  catalogue: Catalogue,
  missingAgent: string | null,
): string {
  const [first] = causes;
  const title = first?.title ?? '';
  const others = causes.length > 1 ? `, and ${count(causes.length - 1, 'other cause')}` : '';
  switch (status) {
    case 'critical':
      return `Backups of this host fail or are at risk: ${lowerFirst(title)}${others}.`;
    case 'warning':
      return `Backups of this host deserve attention: ${lowerFirst(title)}${others}.`;
    case 'ok':
      return `Nothing was found that would stop backups of this host${exceptWaived(checks)}.`;
    case 'unknown':
      return `Whether backups of this host work cannot be told: ${(missingAgent ?? blindReason(checks, catalogue)).replace(/\.$/, '')}.`;
  }
}

/** A healthy host and one whose troubles were accepted must not read alike. */
function exceptWaived(checks: readonly CheckResult[]): string {
  const titles = checks.filter(({ waived }) => waived === true).map(({ title }) => lowerFirst(title));
  return titles.length === 0 ? '' : `, except what is waived: ${titles.join(', ')}`;
}

function blindReason(checks: readonly CheckResult[], catalogue: Catalogue): string {
  const unknown = checks.filter(({ status }) => status === 'unknown');
  const blind = unknown.find(({ id }) => catalogue.checks[id]?.essential === true) ?? unknown[0];
  return blind?.reason ?? 'no check of this selection could run';
}

/** Proper names keep their capitals: only a plain word is lowered. */
const lowerFirst = (text: string): string => (/^[A-Z][a-z]+ [a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
