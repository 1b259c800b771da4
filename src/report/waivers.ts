// What every format tells of waivers: the expired ones loudly, the others with what they waive.
import type { CheckResult, WaiverResult } from '../diagnosis/diagnosis.js';
import type { Report } from './report.js';

export const expired = ({ waivers }: Pick<Report, 'waivers'>): readonly WaiverResult[] => waivers.filter(({ isExpired }) => isExpired);

export const isWaived = ({ waived }: CheckResult): boolean => waived === true;

/** What was found and does not count. */
export const waivedFinding = ({ id }: WaiverResult, { checks }: Pick<Report, 'checks'>): CheckResult | null =>
  checks.find((check) => check.id === id && isWaived(check)) ?? null;
