// Whether a verdict is worth telling: it differs from the one that was told last, or is still bad after the time of a reminder.
import type { Report } from '../../report/report.js';

export interface Told {
  readonly status: Report['status'];
  /** `low-disk-space/below-floor` of each cause, sorted: what is found, whatever its measured values. */
  readonly causes: readonly string[];
  /** ISO 8601 UTC */
  readonly toldAt: string;
}

export type Why = 'changed' | 'reminder';

export const toldNow = ({ status, causes, finishedAt }: Report): Told => ({
  status,
  causes: causes.map(({ checkId, problem }) => `${checkId}/${problem}`).sort(),
  toldAt: finishedAt,
});

/** @param last null where nothing was told yet: then all was well, as far as anybody knows */
export function whyTell(last: Told | null, now: Told, remindSeconds: number | null): Why | null {
  const { status, causes, toldAt } = last ?? { status: 'ok', causes: [], toldAt: now.toldAt };
  if (status !== now.status || causes.join() !== now.causes.join()) return 'changed';
  if (now.status === 'ok' || remindSeconds === null) return null;
  return Date.parse(now.toldAt) - Date.parse(toldAt) >= remindSeconds * 1000 ? 'reminder' : null;
}
