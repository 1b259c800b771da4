// What earlier runs of this host kept, as far back as a forecast looks.
import type { HistoryFacts } from '../../facts/history.js';
import { isGood } from '../../facts/history/good-run.js';
import { spaceSeriesOf } from '../../facts/history/space-series.js';
import { absent, observed, unavailable, type Observed } from '../../facts/observed.js';
import { defaultStateFolder } from '../identity/gather-identity.js';
import type { System } from '../platform/system.js';
import { readHistory } from './read-history.js';

/** Longer ago, a host was used in other ways. */
const windowDays = 30;

export async function gatherHistory(system: System, stateFolder: string): Promise<Observed<HistoryFacts>> {
  const now = system.now();
  const since = new Date(now.getTime() - windowDays * 86_400_000).toISOString();
  const folder = system.root === null ? stateFolder : defaultStateFolder;
  const kept = await readHistory(system.files, folder, since);
  if (kept.state !== 'observed') return kept;
  const { runs, unread, tornLineCount } = kept.value;
  const [first, last] = [runs[0], runs.at(-1)];
  const [blind] = unread;
  if (first === undefined || last === undefined) {
    return blind === undefined ? absent('no run was kept of late') : unavailable(blind.failure.kind, blind.failure.detail, { code: blind.failure.code });
  }
  const readAt = now.toISOString();
  const lastGoodAt = runs.findLast(isGood)?.at ?? null;
  return observed({ runCount: runs.length, firstAt: first.at, lastAt: last.at, lastGoodAt, readAt, space: spaceSeriesOf(runs, readAt), tornLineCount });
}
