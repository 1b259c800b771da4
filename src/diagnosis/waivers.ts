// Which findings somebody has accepted for a while. A waiver is told in every report, whatever it does; it hides no finding, only
// takes it out of the count. What could not be looked at is never waived.
import type { Catalogue, Waiver } from '../catalogue/catalogue.js';
import type { Finding } from '../checks/check.js';
import type { WaiverResult } from './diagnosis.js';

export interface Waived {
  /** Checks whose findings do not count. */
  readonly ids: ReadonlySet<string>;
  readonly waivers: readonly WaiverResult[];
}

/** @param at when the host was looked at: the same recording gives the same report, on any day */
export function waive(findings: readonly Finding[], { waivers, checks }: Catalogue, at: string): Waived {
  const byId = new Map(findings.map((finding) => [finding.checkId, finding]));
  const isExpired = ({ expires }: Waiver): boolean => at.slice(0, 10) > expires;
  const uncovered = (id: string): readonly string[] => {
    const live = waivers.filter((waiver) => waiver.id === id && !isExpired(waiver));
    return affectedBy(byId.get(id)).filter((subject) => !live.some((waiver) => covers(waiver, subject)));
  };
  const results = waivers.map((waiver) => {
    const finding = byId.get(waiver.id);
    const matched = affectedBy(finding).some((subject) => covers(waiver, subject));
    const state = { matched, isExpired: isExpired(waiver), others: uncovered(waiver.id) };
    return resultOf(waiver, state, `${checks[waiver.id]?.title ?? waiver.id}: ${wordsFor(waiver, state, finding)}`);
  });
  const ids = results.filter((one) => one.matched && !one.isExpired && uncovered(one.id).length === 0).map(({ id }) => id);
  return { ids: new Set(ids), waivers: results };
}

interface State {
  /** What it names was found. */
  readonly matched: boolean;
  readonly isExpired: boolean;
  /** What else is affected, and waived by nobody. */
  readonly others: readonly string[];
}

const resultOf = ({ id, target, reason, expires, by }: Waiver, { matched, isExpired }: State, sentence: string): WaiverResult => ({
  id,
  target: target ?? null,
  reason,
  expires,
  by: by ?? null,
  matched,
  isExpired,
  sentence,
});

const covers = ({ target }: Waiver, subject: string): boolean => target === undefined || target === subject;

/** Nothing where nothing was found. */
function affectedBy(finding: Finding | undefined): readonly string[] {
  if (finding === undefined || !('problem' in finding.verdict)) return [];
  const { affected, evidence } = finding.verdict;
  const subjects = [...new Set(affected ?? evidence.map(({ subject }) => subject))];
  return subjects.length > 0 ? subjects : [finding.checkId];
}

function wordsFor({ target, reason, expires, by }: Waiver, { matched, isExpired, others }: State, finding: Finding | undefined): string {
  const what = target === undefined ? '' : ` for ${target}`;
  const why = `${reason}${by === undefined ? '' : ` (${by})`}`;
  if (isExpired) return `the waiver${what} expired on ${expires} and no longer holds; ${matched ? 'what it named is still there' : 'remove it'}: ${why}`;
  if (!matched) return `nothing to waive${what}, ${whyNothing(finding)}; until ${expires}: ${why}`;
  if (others.length > 0) return `the waiver${what} does not suffice, the finding is about ${others.slice(0, 3).join(', ')}, too; until ${expires}: ${why}`;
  return `waived${what} until ${expires}: ${why}`;
}

function whyNothing(finding: Finding | undefined): string {
  if (finding === undefined) return 'the check was not run';
  return finding.verdict.status === 'unknown' ? 'it could not be looked at' : 'it was not found';
}
