// low-disk-space with the history of the host: what it foresees, and what it leaves unsaid.
import { describe, expect, it } from '@jest/globals';
import { lowDiskSpace } from '../../src/checks/low-disk-space.js';
import type { ApiFacts, BackupConfiguration } from '../../src/facts/api.js';
import type { HistoryFacts } from '../../src/facts/history.js';
import { observed } from '../../src/facts/observed.js';
import { answerOf, evidenceOf, GB, MB, volume, volumes } from './facts-builders/storage.js';
import { apiFacts } from './facts-builders/api.js';

const limits = { floorBytes: 100 * MB, lowBytes: GB, lowPercent: 5, toleranceBytes: 16 * MB, leastHistoryDays: 7, leastRunCount: 24, warnDays: 7, backupDays: 1 };
const readAt = '2026-11-22T12:00:00.000Z';
const hour = 3_600;

/** One sample each six hours before now. */
function historyOf(freeAt: (daysAgo: number) => number, days = 14, mountPoint = '/'): HistoryFacts {
  const ageSeconds = Array.from({ length: days * 4 }, (_, index) => (days * 4 - index) * 6 * hour);
  const space = [{ mountPoint, ageSeconds, freeBytes: ageSeconds.map((age) => Math.round(freeAt(age / 86_400))) }];
  return { runCount: ageSeconds.length, firstAt: readAt, lastAt: readAt, readAt, space, tornLineCount: 0 };
}

const free = (freeBytes: number) => volumes(volume({ space: { freeBytes, totalBytes: 40 * GB } }));
const judge = (freeBytes: number, history: HistoryFacts | null, api: ApiFacts | null = null) =>
  lowDiskSpace.judge({ volumes: free(freeBytes), 'agent.logSettings': null, history, api }, limits);
const valueOf = (verdict: ReturnType<typeof judge>, name: string): unknown => evidenceOf(verdict).find((item) => item.name === name)?.value;
const forecastOf = (verdict: ReturnType<typeof judge>): unknown => valueOf(verdict, 'forecast');

describe('low-disk-space with a history', () => {
  it.each<[string, number, HistoryFacts, string]>([
    ['steady', 5 * GB, historyOf(() => 5 * GB), 'ok'],
    ['a GB a day, and ten days left', 10 * GB, historyOf((ago) => 10 * GB + ago * GB), 'ok'],
    ['a GB a day, and six days left', 6 * GB, historyOf((ago) => 6 * GB + ago * GB), 'warning fills-up-soon'],
    ['a GB a day, and twenty hours left', 0.9 * GB, historyOf((ago) => 0.9 * GB + ago * GB), 'warning next-backup-will-not-fit'],
    ['a GB a day until the floor was reached', 50 * MB, historyOf((ago) => 50 * MB + ago * GB), 'critical below-floor'],
    ['it grows', 2 * GB, historyOf((ago) => 2 * GB - ago * 0.1 * GB), 'ok'],
    ['six days of history', 2 * GB, historyOf((ago) => 2 * GB + ago * GB, 6), 'ok'],
    ['another volume', 2 * GB, historyOf((ago) => 2 * GB + ago * GB, 14, '/srv'), 'ok'],
    ['a rotation each day', 1.2 * GB, historyOf((ago) => GB + ((ago + 0.9) % 1) * 4 * GB), 'ok'],
    ['a step of 3 GB each week, the next in two days', 2 * GB, historyOf((ago) => 2 * GB + 3 * GB * Math.floor((ago + 2) / 7), 30), 'warning fills-up-soon'],
    ['a step of 3 GB each week, and 4 GB left', 4 * GB, historyOf((ago) => 4 * GB + 3 * GB * Math.floor((ago + 2) / 7), 30), 'ok'],
    ['somebody deleted a lot yesterday', 20 * GB, historyOf((ago) => (ago > 1 ? ago * GB : 20 * GB)), 'ok'],
  ])('%s', (_, freeBytes, history, answer) => expect(answerOf(judge(freeBytes, history))).toBe(answer));

  it('says plainly that there is too little', () => {
    expect(forecastOf(judge(2 * GB, null))).toBe('not enough history to tell (24 runs over 7 days are needed, and none can be read)');
    expect(forecastOf(judge(2 * GB, historyOf((ago) => 2 * GB + ago * GB, 3)))).toBe('not enough history to tell (24 runs over 7 days are needed; there are 13 over 3.0 days)');
    expect(forecastOf(judge(20 * GB, historyOf((ago) => (ago > 1 ? 2 * GB : 20 * GB))))).toMatch(/^not enough history to tell \(.* since the free space jumped at 2026-11-21T/);
  });

  it('names the two times between which the floor is reached', () => {
    const noise = (ago: number) => 6 * GB + ago * GB + Math.sin(ago * 40) * 0.3 * GB;
    const verdict = judge(6 * GB, historyOf(noise));
    const [earliest, latest] = [String(valueOf(verdict, 'fullEarliestAt')), String(valueOf(verdict, 'fullLatestAt'))];
    expect(answerOf(verdict)).toBe('warning fills-up-soon');
    expect(earliest > '2026-11-27' && earliest < '2026-11-28T12').toBe(true);
    expect(latest > '2026-11-28' && latest < '2026-11-29T12').toBe(true);
  });

  it('looks to the next backup that the service has planned', () => {
    const planned = (nextRunAt: string | null, isActive = true) =>
      ({ id: '1', name: 'x', isActive, isDeleted: false, frequency: 'weekly', intervalSeconds: null, lastRunAt: null, nextRunAt, inclusions: [], exclusions: [] }) satisfies BackupConfiguration;
    const with3Days = (configurations: readonly BackupConfiguration[]) =>
      answerOf(judge(3 * GB, historyOf((ago) => 3 * GB + ago * GB), { ...apiFacts(), configurations: observed(configurations) }));
    expect(with3Days([planned('2026-11-23T00:00:00Z')])).toBe('warning fills-up-soon');
    expect(with3Days([planned('2026-11-27T00:00:00Z')])).toBe('warning next-backup-will-not-fit');
    expect(with3Days([planned('2026-11-27T00:00:00Z', false)])).toBe('warning fills-up-soon');
    expect(with3Days([planned('2026-11-20T00:00:00Z'), planned(null)])).toBe('warning fills-up-soon');
  });
});
