import { describe, expect, it } from '@jest/globals';
import type { Activity, BackupReport } from '../../../src/facts/api.js';
import { jobStates } from '../../../src/facts/api.js';
import { gravityOf, phaseOf } from '../../../src/facts/jobs/job-phase.js';
import { runsOf, underWay } from '../../../src/facts/jobs/runs.js';
import { activity, ago, day, hour, report } from '../../checks/facts-builders/jobs.js';

const statesOf = (jobs: readonly Activity[], reports: readonly BackupReport[] = []): readonly string[] =>
  runsOf('7', jobs, reports).map(({ backupId, state }) => `${backupId ?? '?'} ${state}`);

describe('the runs of a configuration', () => {
  it.each<[string, readonly Activity[], readonly BackupReport[], readonly string[]]>([
    [
      'of other configurations and kinds are left out',
      [activity({ configurationId: '8' }), activity({ kind: 'cleanup' })],
      [report({ configurationId: '8' })],
      [],
    ],
    [
      'newest first, whatever their order',
      [activity({ backupId: '1', at: ago(day) }), activity({ backupId: '2', at: ago(hour) })],
      [],
      ['2 completed', '1 completed'],
    ],
    [
      'a report and its activity are one run, told by the worse end',
      [activity({ state: 'completed' })],
      [report({ state: 'completed-with-errors' })],
      ['100 completed-with-errors'],
    ],
    ['a report ends what the list calls running', [activity({ state: 'preparing' })], [report()], ['100 completed']],
    ['a report whose run is not listed', [activity({ backupId: '101', at: ago(60) })], [report()], ['101 completed', '100 completed']],
    [
      'at one time the worse one stands first',
      [activity({ backupId: '1' }), activity({ backupId: '2', state: 'missed' })],
      [],
      ['2 missed', '1 completed'],
    ],
    [
      'without a time it is no older than the next',
      [activity({ backupId: '2', state: 'failed', at: 'soon' }), activity({ backupId: '1' })],
      [],
      ['2 failed', '1 completed'],
    ],
  ])('%s', (_, jobs, reports, expected) => expect(statesOf(jobs, reports)).toEqual(expected));

  it('wait for the oldest that has not ended since the last one that worked', () => {
    const jobs = [
      activity({ backupId: '5', state: 'skipped', at: ago(60) }),
      activity({ backupId: '4', state: 'queued', at: ago(hour) }),
      activity({ backupId: '3', state: 'in-progress', at: ago(2 * hour) }),
      activity({ backupId: '2', state: 'failed', at: ago(day) }),
      activity({ backupId: '1', state: 'in-progress', at: ago(2 * day) }),
    ];
    expect(underWay(runsOf('7', jobs, []))?.backupId).toBe('3');
    expect(underWay(runsOf('7', jobs.slice(3), []))).toBeNull();
  });

  it('are in states that all have a phase and a rank', () => {
    for (const state of [...jobStates, 'other' as const])
      expect([phaseOf(state), gravityOf(state) >= 0]).toEqual([expect.any(String), true]);
  });
});
