import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lowDiskSpace } from '../../src/checks/low-disk-space.js';
import type { LogSettings } from '../../src/facts/agent.js';
import { absent } from '../../src/facts/observed.js';
import type { Volume } from '../../src/facts/volumes.js';
import { answerOf, evidenceOf, GB, hung, logSettings, MB, volume, volumes } from './facts-builders/storage.js';

const limits = { floorBytes: 100 * MB, lowBytes: GB, lowPercent: 5, toleranceBytes: 16 * MB, leastHistoryDays: 7, leastRunCount: 24, warnDays: 7, backupDays: 1 };
const judge = (items: readonly Volume[], logs: LogSettings | null = null) =>
  lowDiskSpace.judge({ volumes: volumes(...items), 'agent.logSettings': logs, history: null, api: null }, limits);

const free = (freeBytes: number, totalBytes = 40 * GB) => volume({ space: { freeBytes, totalBytes } });
const logs = (freeBytes: number) => volume({ role: 'log', path: '/var/log', space: { freeBytes } });
const shared = (role: 'cache' | 'log', freeBytes: number) => volume({ role, path: `/var/${role}`, space: { freeBytes } });
const other = { mountPoint: '/mnt/nfs', device: 'server:/x', fsType: 'nfs4' };

describe('low-disk-space', () => {
  it.each<[string, readonly Volume[], LogSettings | null, string]>([
    ['plenty', [free(20 * GB)], null, 'ok'],
    ['at the floor of a small volume', [free(100 * MB, GB)], null, 'ok'],
    ['just below the floor', [free(100 * MB - 1, GB)], null, 'critical below-floor'],
    ['nothing left', [free(0)], null, 'critical below-floor'],
    ['1 GB of a large volume', [free(GB)], null, 'ok'],
    ['just below 1 GB of a large volume', [free(GB - 1)], null, 'warning nearly-full'],
    ['just below 1 GB, and exactly 5 %', [free(950 * MB, 19 * GB)], null, 'ok'],
    ['just below 1 GB, and just below 5 %', [free(950 * MB - 1, 19 * GB)], null, 'warning nearly-full'],
    ['4 % of a very large volume are much', [free(160 * GB, 4_000 * GB)], null, 'ok'],
    ['exactly room for the floor and 11 log files of 500 MB', [logs(5_600 * MB)], logSettings(), 'ok'],
    ['a byte less', [logs(5_600 * MB - 1)], logSettings(), 'warning no-room-for-logs'],
    ['what the log takes already counts', [logs(2_600 * MB)], logSettings({ usedBytes: 3 * GB }), 'ok'],
    [
      'a log that is longer than its settings allow',
      [logs(200 * MB)],
      logSettings({ maxBackupCount: 0, usedBytes: 9 * GB }),
      'warning nearly-full',
    ],
    ['smaller logs need less', [logs(1_100 * MB)], logSettings({ maxFileBytes: 10 * MB }), 'ok'],
    ['the log lies on another volume', [free(3 * GB)], logSettings(), 'ok'],
    ['cache and log share a volume', [shared('cache', 3 * GB), shared('log', 3 * GB)], logSettings(), 'warning no-room-for-logs'],
    [
      'one volume is fine, the other full',
      [free(20 * GB), volume({ path: '/tmp', mount: { mountPoint: '/tmp' }, space: { freeBytes: 5 * MB } })],
      null,
      'critical below-floor',
    ],
    ['a volume on a dead server', [free(20 * GB), volume({ mount: other, space: hung })], null, 'unknown'],
    ['a full volume is told of, dead server or not', [free(MB), volume({ mount: other, space: hung })], null, 'critical below-floor'],
    [
      'a CD is full by nature',
      [free(20 * GB), volume({ mount: { mountPoint: '/opt', fsType: 'squashfs' }, space: { freeBytes: 0 } })],
      null,
      'ok',
    ],
    ['a host image', [volume({ space: absent('the free space of a host image …') })], null, 'not-applicable'],
    ['no folder at all', [], null, 'not-applicable'],
  ])('%s', (_, items, settings, expected) => expect(answerOf(judge(items, settings))).toBe(expected));

  it('tells the worst volume first, each with its place', () => {
    const verdict = judge([
      free(20 * GB),
      volume({ path: '/var/log', mount: { mountPoint: '/var/log', device: '/dev/xvdb1' }, space: { freeBytes: 61 * MB } }),
    ]);
    expect(verdict.status).toBe('critical');
    const evidence = evidenceOf(verdict);
    expect(evidence[0]).toEqual({ subject: '/var/log', name: 'freeBytes', value: 61 * MB, unit: 'bytes', source: 'statfs' });
    expect(evidence.filter(({ subject }) => subject === '/var/log').map(({ name, value }) => [name, value])).toEqual([
      ...[
        ['freeBytes', 61 * MB],
        ['totalBytes', 40 * GB],
        ['freePercent', 0.1],
        ['floorBytes', 100 * MB],
      ],
      ...[
        ['mountPoint', '/var/log'],
        ['device', '/dev/xvdb1'],
        ['forUser', 'root'],
        ['forecast', 'not enough history to tell (24 runs over 7 days are needed, and none can be read)'],
      ],
    ]);
    expect(evidence.filter(({ name }) => name === 'freeBytes')).toHaveLength(2);
  });

  it('tells the fullest volume first where all are fine', () => {
    const verdict = judge([free(20 * GB), volume({ path: '/tmp', mount: { mountPoint: '/tmp' }, space: { freeBytes: 2 * GB } })]);
    expect(evidenceOf(verdict)[0]?.subject).toBe('/tmp');
  });

  it('judges a volume once for all the folders on it', () => {
    const verdict = judge([shared('cache', 3 * GB), shared('log', 3 * GB)]);
    expect(evidenceOf(verdict).filter(({ name }) => name === 'freeBytes')).toHaveLength(1);
  });

  it('says which mount gave no answer', () => {
    expect(judge([volume({ path: '/mnt/nfs/cache', mount: other, space: hung })])).toMatchObject({
      status: 'unknown',
      reason: 'the volume of /mnt/nfs/cache (nfs4 at /mnt/nfs) could not be looked at: /mnt/nfs gave no answer within 3000 ms',
    });
  });

  it.each([
    ['agrees within the tolerance', 16 * MB, false],
    ['differs by more', 16 * MB + 1, true],
    ['sees less', -17 * MB, true],
  ])('a second reader that %s', (_, differenceBytes, isTold) => {
    const verdict = judge([volume({ crossCheck: { source: 'df', availableBytes: 7 * GB, differenceBytes } })]);
    expect(verdict.status).toBe('ok');
    const told = evidenceOf(verdict).find(({ name }) => name === 'otherReaderBytes');
    expect(told).toEqual(
      isTold ? { subject: '/var/cache/driveclient', name: 'otherReaderBytes', value: 7 * GB, unit: 'bytes', source: 'df' } : undefined,
    );
  });

  it('never looks healthier with less free space', () => {
    const rank = (freeBytes: number, settings: LogSettings | null) =>
      ['ok', 'warning', 'critical'].indexOf(judge([logs(freeBytes)], settings).status);
    const bytes = fc.integer({ min: 0, max: 40 * GB });
    fc.assert(
      fc.property(bytes, bytes, fc.boolean(), (one, two, hasLogs) => {
        const settings = hasLogs ? logSettings() : null;
        expect(rank(Math.min(one, two), settings)).toBeGreaterThanOrEqual(rank(Math.max(one, two), settings));
      }),
    );
  });
});
