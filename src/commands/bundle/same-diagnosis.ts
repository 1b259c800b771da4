import type { Report } from '../../report/report.js';

/** @returns ids of the checks that find something else in one report than in the other */
export function describeDifference(one: Report, other: Report): readonly string[] {
  const found = (report: Report): ReadonlyMap<string, string> =>
    new Map(report.checks.map(({ id, status, problem, causedBy, waived }) => [id, JSON.stringify([status, problem, causedBy, waived])]));
  const [before, after] = [found(one), found(other)];
  return [...before].filter(([id, finding]) => after.get(id) !== finding).map(([id]) => id);
}
