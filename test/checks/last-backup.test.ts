import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadCatalogue } from '../../src/catalogue/load.js';
import type { Finding, Verdict } from '../../src/checks/check.js';
import { lastBackup } from '../../src/checks/last-backup.js';
import { solutionOf } from '../../src/diagnosis/solution.js';
import { causeOf } from '../../src/diagnosis/consequences.js';
import type { Lock } from '../../src/facts/agent.js';
import type { Activity, ApiFacts, ApiFault, BackupConfiguration, BackupReport } from '../../src/facts/api.js';
import { jobStates } from '../../src/facts/api.js';
import { gravityOf } from '../../src/facts/jobs/job-phase.js';
import type { LogFacts } from '../../src/facts/log.js';
import { absent, observed, unavailable } from '../../src/facts/observed.js';
import { agent, lock } from './facts-builders/agents.js';
import { registeredAgent } from './facts-builders/api.js';
import * as jobs from './facts-builders/jobs.js';
import {
  activity,
  ago,
  configuration,
  damaged,
  day,
  denied,
  hour,
  inUse,
  jobError,
  log,
  logEvent,
  noSpace,
  report,
  vanished,
} from './facts-builders/jobs.js';
import { answerOf, evidenceOf } from './facts-builders/storage.js';
import { missingWords, sentenceFor, stepsFor } from './facts-builders/words.js';

const catalogue = loadCatalogue('checks.yml');
const { limits } = catalogue.checks['last-backup']!;
const staleLock = lock({ isStale: true });

interface Seen {
  readonly api?: ApiFacts | null;
  readonly log?: LogFacts | null;
  readonly locks?: readonly Lock[];
}

function judge({ api = null, log: logged = null, locks = [] }: Seen): Verdict {
  const verdict = lastBackup.judge({ agent: agent(), api, log: logged, paths: null, 'agent.locks': locks }, limits);
  expect(missingWords('last-backup', verdict)).toEqual([]);
  return verdict;
}

const withRuns = (
  reports: readonly BackupReport[],
  activities: readonly Activity[] = [],
  over: Partial<BackupConfiguration> = {},
): Seen => ({
  api: jobs.api({ configurations: [configuration(over)], activity: activities, reports }),
});

const withErrors = (errorCount: number | null, errors: BackupReport['errors'] = [], over: Partial<BackupReport> = {}): Seen =>
  withRuns([report({ state: 'completed-with-errors', errorCount, errors, ...over })]);

const value = (verdict: Verdict, name: string): unknown => evidenceOf(verdict).find((item) => item.name === name)?.value;
const reasonOf = (verdict: Verdict): string => ('reason' in verdict ? verdict.reason : '');

describe('how the newest run ended', () => {
  it.each<[string, Seen, string]>([
    ['completed without errors', withRuns([report()]), 'ok'],
    ['completed, and the reason is nothing we know', withRuns([report({ reason: 'Sonstiges' })]), 'ok'],
    ['completed with errors, and the reason is "Success"', withErrors(2, [inUse, inUse]), 'warning files-locked'],
    ['completed, and two errors are counted', withRuns([report({ errorCount: 2 })]), 'warning completed-with-errors'],
    [
      'completed, and one error is listed that nobody counted',
      withRuns([report({ errorCount: 0, errors: [inUse] })]),
      'warning files-locked',
    ],
    ['with errors, and none is listed', withErrors(1), 'warning completed-with-errors'],
    ['with errors, and none is counted', withErrors(0), 'warning completed-with-errors'],
    ['errors of several kinds', withErrors(2, [inUse, denied]), 'warning completed-with-errors'],
    ['a code that nobody documented', withErrors(1, [jobError({ code: 4711 })]), 'warning completed-with-errors'],
    ['only denied files', withErrors(1, [denied]), 'warning files-denied'],
    ['denied files, and one that vanished', withErrors(2, [denied, vanished]), 'warning files-denied'],
    ['no space', withErrors(2, [inUse, noSpace]), 'warning space-ran-out'],
    ['files that lack blocks', withErrors(2, [inUse, damaged]), 'critical blocks-missing'],
    ['only files that vanished: documented as harmless', withErrors(1, [vanished]), 'ok'],
    ['vanished files, and one more error that is not listed', withErrors(2, [vanished]), 'warning completed-with-errors'],
    [
      'a name that is not UTF-8 and so is never found',
      withErrors(1, [{ ...vanished, path: '/srv/caf\ufffd' }]),
      'warning completed-with-errors',
    ],
    ['failed', withRuns([report({ state: 'failed' })]), 'critical failed'],
    ['failed, though only files vanished', withRuns([report({ state: 'failed', errorCount: 1, errors: [vanished] })]), 'critical failed'],
    [
      'stopped, and yesterday there was a backup',
      withRuns([report({ state: 'stopped' })], [activity({ backupId: '99', at: ago(day) })]),
      'warning stopped',
    ],
    ['stopped, and never was there a backup', withRuns([report({ state: 'stopped' })]), 'critical stopped'],
    [
      'failed, where the list of activities says more than the report',
      withRuns([report()], [activity({ state: 'failed' })]),
      'critical failed',
    ],
    ['the report is written, and the list still says in progress', withRuns([report()], [activity({ state: 'in-progress' })]), 'ok'],
    [
      'two runs at one moment: the worse one counts',
      withRuns([report()], [activity(), activity({ backupId: '101', state: 'failed' })]),
      'critical failed',
    ],
    [
      'a newer failure than the report',
      withRuns([report()], [activity({ backupId: '101', state: 'failed', at: ago(60) })]),
      'critical failed',
    ],
    ['an older failure than the report', withRuns([report()], [activity({ backupId: '98', state: 'failed', at: ago(day) })]), 'ok'],
    [
      'the newest entry has no time',
      withRuns([report()], [activity({ backupId: '101', state: 'failed', at: null }), activity()]),
      'critical failed',
    ],
    ['completed, and nobody tells how many errors', withRuns([], [activity()]), 'unknown'],
    ['completed, and the report does not count errors', withRuns([report({ errorCount: null })]), 'unknown'],
    [
      'a state that nobody documented',
      withRuns([report()], [activity({ backupId: '101', state: 'other', stateText: 'Errored', at: ago(60) })]),
      'unknown',
    ],
    ['an end before its beginning', withRuns([report({ startedAt: ago(60), durationSeconds: -1740 })]), 'ok'],
  ])('%s', (_, seen, expected) => expect(answerOf(judge(seen))).toBe(expected));

  it('takes the age of a run from its report', () => {
    expect(value(judge(withRuns([report({ completedAt: ago(hour) })], [activity({ at: ago(2 * hour) })])), 'ageSeconds')).toBe(hour);
  });

  it('says so where no error is listed', () => {
    expect(sentenceFor('last-backup', judge(withRuns([], [activity({ state: 'failed', stateText: 'Failed' })])))).toBe(
      'The last backup of Nightly failed at 2026-11-22 05:30 UTC (state Failed, diagnostics: unknown). Errors: unknown; the gravest that its report lists: none.',
    );
  });

  it('names a state that nobody documented', () => {
    expect(
      reasonOf(judge(withRuns([report()], [activity({ backupId: '101', state: 'other', stateText: 'Errored', at: ago(60) })]))),
    ).toContain('Errored');
  });

  it('says how many of the errors it can name', () => {
    const verdict = judge(withErrors(5, [vanished, inUse]));
    expect([value(verdict, 'errorCount'), value(verdict, 'listedErrorCount'), value(verdict, 'errorKinds')]).toEqual([
      5,
      2,
      'in-use 1, vanished 1',
    ]);
    expect(sentenceFor('last-backup', verdict)).toContain('tempdb.mdf: File in use: being used by another process');
  });

  it('shows the bandwidth both ways', () => {
    const verdict = judge(withRuns([report({ bandwidthPerSecond: 16_628_982 })]));
    expect([value(verdict, 'uploadIfBits'), value(verdict, 'uploadIfBytes')]).toEqual([2_078_622.75, 16_628_982]);
  });
});

describe('the age of the newest backup against its schedule', () => {
  const aged = (seconds: number, over: Partial<BackupConfiguration> = {}): Seen =>
    withRuns([report({ completedAt: ago(seconds) })], [], over);

  it.each<[string, Seen, string]>([
    ['daily, at the limit of 36 h', aged(36 * hour), 'ok'],
    ['daily, a second over 36 h', aged(36 * hour + 1), 'critical overdue'],
    ['hourly, at the limit of 13 h', aged(13 * hour, { frequency: 'hourly', intervalSeconds: hour }), 'ok'],
    ['hourly, a second over', aged(13 * hour + 1, { frequency: 'hourly', intervalSeconds: hour }), 'critical overdue'],
    ['weekly, at the limit of 7.5 days', aged(7.5 * day, { frequency: 'weekly', intervalSeconds: 7 * day }), 'ok'],
    ['weekly, a second over', aged(7.5 * day + 1, { frequency: 'weekly', intervalSeconds: 7 * day }), 'critical overdue'],
    ['monthly, told as 30 days, in a month of 31', aged(31.5 * day, { frequency: 'monthly', intervalSeconds: 30 * day }), 'ok'],
    ['monthly, a second over', aged(31.5 * day + 1, { frequency: 'monthly', intervalSeconds: 30 * day }), 'critical overdue'],
    ['started by hand, a year ago', aged(365 * day, { frequency: 'manually', intervalSeconds: null }), 'ok'],
    ['nobody knows the schedule', aged(hour, { frequency: null, intervalSeconds: null }), 'unknown'],
    ['an hour ahead of this clock', aged(-hour), 'ok'],
    ['more than an hour ahead', aged(-hour - 1), 'unknown'],
    ['overdue, and with errors', withErrors(1, [inUse], { completedAt: ago(40 * hour) }), 'critical overdue'],
    [
      'overdue but for a job that began in time',
      withRuns([report({ completedAt: ago(60 * hour) })], [activity({ backupId: '101', state: 'in-progress', at: ago(24 * hour) })]),
      'ok',
    ],
    [
      'a job that began too late',
      withRuns([report({ completedAt: ago(60 * hour) })], [activity({ backupId: '101', state: 'in-progress', at: ago(20 * hour) })]),
      'critical overdue',
    ],
    ['its runs are not in the lists, and it ran in time', withRuns([]), 'unknown'],
    ['its runs are not in the lists, and it ran long ago', withRuns([], [], { lastRunAt: ago(37 * hour) }), 'critical overdue'],
  ])('%s', (_, seen, expected) => expect(answerOf(judge(seen))).toBe(expected));

  it('takes the time of the look from a refused call where no agent was told', () => {
    const none = absent('not told');
    const reply = { url: 'x', status: 404, errorCode: null, headers: {}, body: '', askedAt: ago(0) } as unknown as ApiFault['reply'];
    const api = jobs.api(
      { reports: [report()] },
      { agent: none, agentsOfThisServer: none, faults: [{ call: 'agent', reply, hasPassed: false }] },
    );
    expect(answerOf(judge({ api }))).toBe('ok');
  });

  it('trusts the clocks of the servers more than its own', () => {
    const ahead = { agent: observed(registeredAgent({ askedAt: ago(-40 * hour) })), agentsOfThisServer: absent('not asked') };
    const api = jobs.api({ reports: [report()] }, ahead);
    const at = ago(-40 * hour);
    const cell = {
      endpoint: { host: 'rse.drivesrvr.com' },
      handshake: null,
      reply: { url: 'x', headers: { date: new Date(Date.parse(ago(0))).toUTCString() }, askedAt: at },
    };
    const judgeWith = (paths: unknown) =>
      lastBackup.judge({ agent: agent(), api, log: null, paths: paths as never, 'agent.locks': [] }, limits);
    expect([answerOf(judgeWith(null)), answerOf(judgeWith([cell]))]).toEqual(['critical overdue', 'ok']);
  });
});

describe('a configuration that never ran', () => {
  const never = (over: Partial<BackupConfiguration>): Seen => withRuns([], [], { lastRunAt: null, ...over });

  it.each<[string, Seen, string]>([
    ['is due tomorrow', never({ nextRunAt: ago(-day) }), 'unknown'],
    ['was due half a day ago', never({ nextRunAt: ago(12 * hour) }), 'unknown'],
    ['was due a second more than half a day ago', never({ nextRunAt: ago(12 * hour + 1) }), 'critical never'],
    ['is never due', never({ nextRunAt: null }), 'warning never'],
    ['is started by hand', never({ nextRunAt: null, frequency: 'manually', intervalSeconds: null }), 'warning never'],
    [
      'has its first run in progress',
      { api: jobs.api({ configurations: [configuration({ lastRunAt: null })], activity: [activity({ state: 'in-progress' })] }) },
      'unknown',
    ],
    ['is not active', never({ isActive: false }), 'critical no-schedule'],
    ['is deleted', never({ isDeleted: true }), 'critical no-schedule'],
    ['is not there at all', { api: jobs.api({ configurations: [] }) }, 'critical no-schedule'],
    ['may be active: nobody told', never({ isActive: null, isDeleted: null, nextRunAt: ago(day) }), 'critical never'],
  ])('%s', (_, seen, expected) => expect(answerOf(judge(seen))).toBe(expected));
});

describe('a job that should have gone on', () => {
  const locked = (seen: Seen): Seen => ({ ...seen, locks: [staleLock] });
  const only = (state: Activity['state'], seconds: number): Seen => withRuns([], [activity({ state, at: ago(seconds) })]);

  it.each<[string, Seen, string]>([
    ['queued just under a day', only('queued', day - 1), 'unknown'],
    ['queued a day', only('queued', day), 'critical stuck'],
    ['preparing a day', only('preparing', day), 'critical stuck'],
    ['in progress just under a week', only('in-progress', 7 * day - 1), 'unknown'],
    ['in progress a week', only('in-progress', 7 * day), 'critical stuck'],
    ['scheduled for its next day', only('start-scheduled', day), 'unknown'],
    ['scheduled, and its day is over', only('start-scheduled', 2 * day), 'critical stuck'],
    ['queued just under an hour behind a lock', locked(only('queued', hour - 1)), 'unknown'],
    ['queued an hour behind a lock', locked(only('queued', hour)), 'critical stuck-behind-lock'],
    ['queued an hour, and the lock is held', { ...only('queued', hour), locks: [lock({ holderPids: [7] })] }, 'unknown'],
    [
      'queued, and the stale lock guards something else',
      { ...only('queued', hour), locks: [lock({ guards: 'process', isStale: true })] },
      'unknown',
    ],
    ['in progress an hour behind a lock', locked(only('in-progress', hour)), 'critical stuck-behind-lock'],
    [
      'a cleanup that prepares for days is normal',
      withRuns([report()], [activity({ kind: 'cleanup', state: 'preparing', at: ago(9 * day) })]),
      'ok',
    ],
    [
      'a restore that is queued for days is no backup',
      withRuns([report()], [activity({ kind: 'restore', state: 'queued', at: ago(9 * day) })]),
      'ok',
    ],
    [
      'an old record that nobody closed',
      withRuns([report({ backupId: '99' })], [activity({ state: 'in-progress', at: ago(30 * day) })]),
      'ok',
    ],
  ])('%s', (_, seen, expected) => expect(answerOf(judge(seen))).toBe(expected));

  it('names the lock, and the job that waits for it', () => {
    const verdict = judge(locked(only('queued', 5 * hour)));
    expect(sentenceFor('last-backup', verdict)).toBe(
      'A backup of Nightly has been in state queued for 5 h, and the lock /var/cache/driveclient/backup-running.lock, 28 h old, is held by no process: every job waits for it.',
    );
    expect(stepsFor('last-backup', verdict).join()).toContain('fuser {lockPath} || rm {lockPath}');
  });
});

describe('a run that did not take place', () => {
  const missing = (
    state: 'missed' | 'skipped',
    savedSecondsAgo: number | null,
    over: Partial<BackupConfiguration> = {},
    kept = report(),
  ): Seen =>
    withRuns(
      savedSecondsAgo === null ? [] : [{ ...kept, completedAt: ago(savedSecondsAgo) }],
      [activity({ backupId: '101', state, at: ago(60) })],
      over,
    );
  const lone = activity({ backupId: '102', state: 'missed', at: ago(60) });
  const blind = unavailable('timed-out', 'the report gave no answer within 5000 ms');
  const agentSaved = (seconds: number): Seen => ({
    api: jobs.api({ activity: [lone] }, { agent: observed(registeredAgent({ lastSuccessfulBackupAt: ago(seconds) })) }),
  });
  const adviceOf = (verdict: Verdict): readonly string[] =>
    solutionOf(catalogue.checks['last-backup']!, 'skipped-too-long', evidenceOf(verdict), { osFamily: 'linux', options: [], isImage: false }).map(
      ({ text }) => text,
    );
  const slow = report({ durationSeconds: 26 * hour, savedBytes: 1e11 });

  it.each<[string, Seen, string]>([
    ['missed, a day after the last good one', missing('missed', day), 'warning missed'],
    ['missed, 36 h after the last good one', missing('missed', 36 * hour), 'warning missed'],
    ['missed, a second later than that', missing('missed', 36 * hour + 1), 'critical missed'],
    ['missed, and no good one is known', missing('missed', null), 'critical missed'],
    ['missed, and by hand nothing is due', missing('missed', null, { frequency: 'manually' }), 'warning missed'],
    ['missed, the agent had a good one a day ago, and the list is short', agentSaved(day), 'warning missed'],
    ['missed, the agent had its last good one two days ago', agentSaved(2 * day), 'critical missed'],
    ['missed, and the reports could not be read', { api: jobs.api({ activity: [lone] }, { reports: blind }) }, 'warning missed'],
    [
      'skipped while the first run of all is in progress',
      withRuns([], [{ ...lone, state: 'skipped' }, activity({ backupId: '101', state: 'in-progress', at: ago(2 * hour) })]),
      'warning skipped',
    ],
    ['skipped, a day after the last good one', missing('skipped', day), 'warning skipped'],
    ['skipped, two days after', missing('skipped', 2 * day), 'critical skipped'],
    ['skipped behind a lock', { ...missing('skipped', day), locks: [staleLock] }, 'warning skipped-behind-lock'],
    [
      'skipped, and a run takes as long as the interval',
      missing('skipped', day, {}, report({ durationSeconds: day })),
      'warning skipped-too-long',
    ],
    ['skipped, and a run takes a second less', missing('skipped', day, {}, report({ durationSeconds: day - 1 })), 'warning skipped'],
    [
      'skipped while a run of the day before is still in progress',
      withRuns(
        [report({ backupId: '99', completedAt: ago(30 * hour) })],
        [
          activity({ backupId: '102', state: 'skipped', at: ago(60) }),
          activity({ backupId: '101', state: 'in-progress', at: ago(25 * hour) }),
        ],
      ),
      'warning skipped-too-long',
    ],
  ])('%s', (_, seen, expected) => expect(answerOf(judge(seen))).toBe(expected));

  it('tells with numbers that a run cannot fit', () => {
    const verdict = judge(missing('skipped', day, {}, slow));
    expect(sentenceFor('last-backup', verdict)).toContain('a run takes 26 h, and one is due every 24 h');
    expect([value(verdict, 'uploadedBytes'), value(verdict, 'uploadSeconds')]).toEqual([1e11, 50_000]);
    expect(adviceOf(verdict)).toContain('Reckon with 14 h for the upload alone: so long do the 93.1 GiB of the largest known run take.');
  });

  it('says nothing of the upload where no run tells its size', () => {
    const verdict = judge(missing('skipped', day, {}, report({ durationSeconds: 26 * hour, savedBytes: null })));
    expect([value(verdict, 'uploadedBytes'), value(verdict, 'uploadSeconds')]).toEqual([null, null]);
    expect(adviceOf(verdict)).toEqual([
      'Give the backup time: it uploads at most 2 MB/s. Let it run less often, or back up less in one configuration.',
    ]);
  });

  it('looks in the log at the time when it was due, which its report tells', () => {
    const due = report({ backupId: '101', state: 'missed', startedAt: ago(3 * hour), completedAt: ago(60) });
    const turns = [logEvent('stop', ago(4 * hour)), logEvent('start', ago(hour))];
    const verdict = judge({ ...withRuns([due, report({ completedAt: ago(day) })]), log: log(turns) });
    expect([answerOf(verdict), value(verdict, 'dueAt')]).toEqual(['warning missed-while-down', ago(3 * hour)]);
  });

  const events = [logEvent('start', ago(5 * day)), logEvent('stop', ago(2 * hour)), logEvent('start', ago(30))];
  it.each<[string, LogFacts, string]>([
    ['stopped before and started after', log(events), 'warning missed-while-down'],
    ['stopped before, and never started', log(events.slice(0, 2)), 'warning missed-while-down'],
    ['running at the time', log(events.slice(0, 1)), 'warning missed'],
    ['stopped and started before', log([...events.slice(0, 2), logEvent('start', ago(hour))]), 'warning missed'],
    ['brought down by the updater', log([logEvent('agent-brought-down', ago(hour), { writer: 'updater' })]), 'warning missed-while-down'],
    ['the updater itself stopped: that is not the agent', log([logEvent('stop', ago(hour), { writer: 'updater' })]), 'warning missed'],
    ['a log that does not reach back', log([]), 'warning missed'],
  ])('the log shows the agent %s', (_, logged, expected) =>
    expect(answerOf(judge({ ...missing('missed', day), log: logged }))).toBe(expected),
  );
});

describe('several configurations', () => {
  const weekly = configuration({ id: '8', name: 'Weekly', frequency: 'weekly', intervalSeconds: 7 * day });
  const both = (state: Activity['state']): Seen => ({
    api: jobs.api({
      configurations: [configuration(), weekly],
      reports: [report(), report({ configurationId: '8', backupId: '200', state })],
    }),
  });

  it('lets the gravest speak, and shows all', () => {
    const verdict = judge(both('failed'));
    expect(answerOf(verdict)).toBe('critical failed');
    expect(sentenceFor('last-backup', verdict)).toContain('of Weekly failed');
    expect(new Set(evidenceOf(verdict).map(({ subject }) => subject))).toEqual(new Set(['Weekly', 'Nightly', 'agent 119991']));
  });

  const many = (count: number, over: Partial<BackupReport> = {}): Seen => {
    const configurations = Array.from({ length: count }, (_, index) => configuration({ id: String(index), name: `Set ${index}` }));
    const reports = configurations.slice(0, 50).map(({ id }) => report({ configurationId: id, backupId: `1${id}` }));
    return {
      api: jobs.api({
        configurations,
        activity: configurations.map(({ id }) => activity({ configurationId: id, backupId: `1${id}`, ...over })),
        reports,
      }),
    };
  };

  it('reads the reports of fifty, and says so of the others', () => {
    expect(answerOf(judge(many(50)))).toBe('ok');
    const verdict = judge(many(51));
    expect([answerOf(verdict), reasonOf(verdict)]).toEqual([
      'unknown',
      'Set 50: the newest run is completed, and how many errors it had is not told (only 50 reports are read)',
    ]);
  });

  it('is ok where all are, and leaves out what is switched off', () => {
    expect(answerOf(judge(both('completed')))).toBe('ok');
    const off = configuration({ id: '9', isActive: false, lastRunAt: null });
    expect(answerOf(judge({ api: jobs.api({ configurations: [configuration(), off], reports: [report()] }) }))).toBe('ok');
  });
});

describe('what could not be asked', () => {
  const failed = unavailable('timed-out', 'the list of activities gave no answer within 5000 ms');

  it.each<[string, Seen, string, string]>([
    ['no credentials, no log', {}, 'unknown', '--credentials FILE'],
    ['no credentials, a log without failures', { log: log([logEvent('start', ago(day))]) }, 'unknown', 'proves no success'],
    [
      'the login failed',
      { api: jobs.api({}, { login: failed, configurations: failed, activity: failed, reports: failed }) },
      'unknown',
      'gave no answer',
    ],
    [
      'the lists failed',
      { api: jobs.api({ configurations: [configuration({ lastRunAt: null })] }, { activity: failed, reports: failed }) },
      'unknown',
      'gave no answer',
    ],
    [
      'the reports failed, and nothing else tells of a run',
      { api: jobs.api({ configurations: [configuration({ lastRunAt: null, nextRunAt: ago(3 * day) })] }, { reports: failed }) },
      'unknown',
      'gave no answer',
    ],
    [
      'the schedule failed, and the run was good',
      { api: jobs.api({ reports: [report()] }, { configurations: failed }) },
      'unknown',
      'its schedule',
    ],
    [
      'the schedule failed, and the run failed',
      { api: jobs.api({ reports: [report({ state: 'failed' })] }, { configurations: failed }) },
      'critical failed',
      '',
    ],
    [
      'the activity failed, and the newest run that can be restored was good',
      { api: jobs.api({ reports: [report()] }, { activity: failed }) },
      'unknown',
      'newer runs that failed or were missed cannot be seen: the list of activities gave no answer',
    ],
    [
      'the activity failed, and a good run was started by hand',
      { api: jobs.api({ configurations: [configuration({ frequency: 'manually' })], reports: [report()] }, { activity: failed }) },
      'unknown',
      'newer runs that failed',
    ],
    [
      'the activity failed, and the newest run had errors',
      { api: jobs.api({ reports: [report({ state: 'completed-with-errors', errorCount: 1, errors: [denied] })] }, { activity: failed }) },
      'warning files-denied',
      '',
    ],
    [
      'the activity failed, and the newest run that can be restored is too old',
      { api: jobs.api({ reports: [report({ completedAt: ago(36 * hour + 1) })] }, { activity: failed }) },
      'critical overdue',
      '',
    ],
    [
      'the schedule failed, and why',
      { api: jobs.api({ activity: [activity()], reports: [report()] }, { configurations: failed }) },
      'unknown',
      'is not known (the list of activities gave no answer',
    ],
    [
      'nobody knows what time it was',
      { api: jobs.api({ reports: [report()] }, { agent: failed, agentsOfThisServer: failed }) },
      'unknown',
      'time of the look',
    ],
  ])('%s', (_, seen, expected, reason) => {
    const verdict = judge(seen);
    expect(answerOf(verdict)).toBe(expected);
    expect(reasonOf(verdict)).toContain(reason);
  });
});

describe("the agent's log alone", () => {
  const failure = (seconds: number) => logEvent('backup-failed', ago(seconds), { backupId: '1486201' });

  it.each<[string, LogFacts, string]>([
    ['a failure just under 36 h ago', log([failure(36 * hour - 1)]), 'critical failed-in-log likely'],
    ['a failure 36 h ago: a later backup may have succeeded', log([failure(36 * hour)]), 'warning failed-in-log possible'],
    ['a backup that could not start', log([logEvent('backup-not-started', ago(60))]), 'critical failed-in-log likely'],
    [
      'a failure, and later another backup',
      log([failure(hour), logEvent('backup-named', ago(60), { backupId: '1486202' })]),
      'warning failed-in-log possible',
    ],
    [
      'a failure, and later a line about the same backup',
      log([failure(hour), logEvent('backup-named', ago(60), { backupId: '1486201' })]),
      'critical failed-in-log likely',
    ],
    [
      'a log that ended with the failure weeks ago',
      log([failure(20 * day)], { lastLineAt: ago(20 * day) }),
      'critical failed-in-log likely',
    ],
    ['a backup that is named, and no failure: no proof', log([logEvent('backup-named', ago(60), { backupId: '1' })]), 'unknown'],
  ])('%s', (_, logged, expected) => {
    const verdict = judge({ log: logged });
    expect(`${answerOf(verdict)} ${'confidence' in verdict ? verdict.confidence : ''}`.trim()).toBe(expected);
  });
});

describe('what explains it', () => {
  const { checks } = catalogue;
  const verdict = (problem: string, status: 'warning' | 'critical'): Verdict => ({ status, problem, evidence: [] });
  const finding = (place: string, status: 'warning' | 'critical'): Finding => {
    const [checkId = '', problem = ''] = place.split('/');
    expect(checks[checkId]?.problems).toHaveProperty([problem]);
    return { checkId, verdict: verdict(problem, status), tookMs: 0 };
  };

  it.each<[string, string, 'warning' | 'critical', boolean]>([
    ['agent-not-running/stopped', 'missed', 'critical', true],
    ['agent-not-running/stopped', 'stuck', 'critical', true],
    ['agent-not-running/stopped', 'failed', 'critical', false],
    ['agent-not-registered/keys-missing', 'overdue', 'critical', true],
    ['low-disk-space/below-floor', 'failed', 'critical', true],
    ['low-disk-space/below-floor', 'space-ran-out', 'warning', true],
    ['low-disk-space/below-floor', 'files-locked', 'warning', false],
    ['read-only-volume/mounted-read-only', 'failed', 'critical', true],
    ['servicenet-unreachable/route-missing', 'failed', 'critical', true],
    ['servicenet-unreachable/route-missing', 'missed', 'critical', false],
    ['unreadable-files/folder-closed', 'files-denied', 'warning', true],
    ['unreadable-files/folder-closed', 'completed-with-errors', 'warning', false],
    ['publicnet-unreachable/endpoint-timed-out', 'missed', 'critical', true],
    ['cloned-agent/cloned', 'failed', 'critical', false],
  ])('%s explains %s: %#', (place, problem, status, isExplained) => {
    const consequence = finding(`last-backup/${problem}`, status);
    const cause = finding(place, status);
    const root = causeOf(consequence, new Map([cause, consequence].map((one) => [one.checkId, one])), catalogue);
    expect(root).toBe(isExplained ? cause.checkId : null);
  });

  it('tells a lock once, with the job that it holds up', () => {
    const [lockAlone, stuckJob] = [
      finding('agent-not-running/stale-lock', 'warning'),
      finding('last-backup/stuck-behind-lock', 'critical'),
    ];
    const both = new Map([lockAlone, stuckJob].map((one) => [one.checkId, one]));
    expect([causeOf(lockAlone, both, catalogue), causeOf(stuckJob, both, catalogue)]).toEqual(['last-backup', null]);
  });
});

describe('any answer', () => {
  const time = fc.constantFrom(null, 'nonsense', ago(-day), ago(60), ago(day), ago(9 * day));
  const state = fc.constantFrom(...jobStates, 'other' as const);
  const amount = fc.constantFrom(null, -5, 0, 3, 1e15);
  const text = fc.constantFrom(null, '', '\u001b[31m\n</x>', 'Permission denied', 'No space left');
  const anyError = fc.record({ code: fc.constantFrom(null, 313, 2000, 3015, 3042, 9016, 7), type: text, path: text, message: text });
  const anyJob = fc.record({
    state,
    at: time,
    backupId: fc.constantFrom('100', '101', null),
    kind: fc.constantFrom('backup', 'cleanup', 'restore'),
  });
  const anyReport = fc.record({
    ...{ state, startedAt: time, completedAt: time, errorCount: amount, durationSeconds: amount, savedBytes: amount },
    ...{ bandwidthPerSecond: amount, errors: fc.array(anyError, { maxLength: 3 }), diagnostics: text },
  });
  const anyConfiguration = fc.record({
    ...{ intervalSeconds: fc.constantFrom(null, 0, -1, hour, day), lastRunAt: time, nextRunAt: time },
    ...{
      frequency: fc.constantFrom('manually', 'hourly', 'daily', 'weekly', 'monthly', null),
      isActive: fc.constantFrom(true, false, null),
    },
  });
  const order = ['ok', 'unknown', 'warning', 'critical'];

  it('is judged, without a throw and without a control character', () => {
    fc.assert(
      fc.property(
        anyConfiguration,
        fc.array(anyJob, { maxLength: 4 }),
        fc.array(anyReport, { maxLength: 3 }),
        (one, activities, reports) => {
          const verdict = judge(
            withRuns(
              reports.map((item) => report(item as never)),
              activities.map((item) => activity(item as never)),
              one,
            ),
          );
          expect(order).toContain(verdict.status);
          expect(JSON.stringify(verdict)).not.toMatch(/\\u001b/);
        },
      ),
    );
  });

  it('never looks healthier in a worse state', () => {
    const rank = (one: Activity['state'], age: number): number =>
      order.indexOf(judge(withRuns([report({ state: one, completedAt: ago(age) })])).status);
    const ended = fc.constantFrom(...(['completed', 'completed-with-errors', 'stopped', 'skipped', 'missed', 'failed'] as const));
    fc.assert(
      fc.property(ended, ended, fc.nat(3 * day), fc.nat(3 * day), (a, b, young, more) => {
        const [better, worse] = gravityOf(a) <= gravityOf(b) ? [a, b] : [b, a];
        expect(rank(worse, young)).toBeGreaterThanOrEqual(rank(better, young));
        expect(rank(better, young + more)).toBeGreaterThanOrEqual(rank(better, young));
      }),
    );
  });
});
