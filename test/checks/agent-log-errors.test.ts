import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { agentLogErrors } from '../../src/checks/agent-log-errors.js';
import type { Finding, Verdict } from '../../src/checks/check.js';
import { causeOf } from '../../src/diagnosis/consequences.js';
import type { AgentFacts, LogSettings } from '../../src/facts/agent.js';
import type { LogFacts, LogGroup } from '../../src/facts/log.js';
import { line, readText, start, stop } from '../facts/log/read-lines.js';
import { agent, processes } from './facts-builders/agents.js';
import { ago, event, group, log } from './facts-builders/log.js';
import { missingWords, sentenceFor } from './facts-builders/words.js';

const { limits, signatures = [] } = loadCatalogue('checks.yml').checks['agent-log-errors']!;
const settings: LogSettings = {
  path: '/var/log/driveclient.log',
  maxFileBytes: 1,
  maxBackupCount: 1,
  level: 'INFO',
  source: 'log4cxx.xml',
  usedBytes: 1,
};

function judge(facts: LogFacts, { over = {}, level = 'INFO' }: { over?: Partial<AgentFacts>; level?: string | null } = {}): Verdict {
  const { windowSeconds = 0, graceSeconds = 0, quitSeconds = 0 } = limits;
  const seen = { log: facts, agent: agent(over), 'agent.logSettings': { ...settings, level } };
  return agentLogErrors.judge(seen, { windowSeconds, graceSeconds, quitSeconds }, signatures);
}

const saidOf = (verdict: Verdict): string => ('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status);

const stopped = { processes: processes() };
const aborted = (why: string, over: Partial<LogGroup> = {}): LogGroup =>
  group(`Backup: Unable to complete the backup (1486201). Details: ${why}`, over);
const http = 'Ex Code(2000): Could not perform an HTTP request.';
const timeout = { agentErrorCode: 2000, curlCode: 28 };
const warn = { level: 'WARN' } as const;
const snet = group('HTTP: Connection timed out while waiting for https://snet-storage101.lon3.clouddrive.com/v1.0/', {
  ...warn,
  host: 'snet-storage101.lon3.clouddrive.com',
});
const refused = (host: string, over: Partial<LogGroup> = {}): LogGroup =>
  group(`GET https://${host}/ returned HTTP 403`, { ...warn, host, httpStatus: 403, ...over });

describe('one kind of line', () => {
  it.each([
    ['nothing but lines without errors', [], 'ok'],
    ['the container was deleted', [group('Container does not exist')], 'critical container-missing'],
    ['in another case', [group('CONTAINER DOES NOT EXIST')], 'critical container-missing'],
    [
      'the configuration is corrupt',
      [group('Invalid snapshot id and engine, and check config_backup.json id')],
      'critical container-missing',
    ],
    ['a file lacks blocks', [group('A vault validation determined that the specified file is missing blocks.')], 'critical vault-damaged'],
    ['no password for the vault', [group('Missing Password for encrypted volume')], 'critical missing-volume-password'],
    ['disk full, by its words', [group('WRITE failed (3042): No space left on device', { agentErrorCode: 9016 })], 'critical disk-full'],
    ['disk full, by its code', [group('Ex Code(3042): WRITE', { agentErrorCode: 3042 })], 'critical disk-full'],
    ['out of disk space', [group('Out of Disk Space')], 'critical disk-full'],
    ['ServiceNet timed out, no backup was given up', [snet], 'warning servicenet-timeout'],
    ['PublicNet timed out', [group(`${http} Timeout was reached (28)`, { ...warn, ...timeout })], 'warning http-failure'],
    [
      'a name was not found',
      [group(`${http} Couldn't resolve host name (6)`, { agentErrorCode: 2000, curlCode: 6 })],
      'warning name-not-resolved',
    ],
    [
      'a certificate was not accepted',
      [group(`${http} Peer certificate (60)`, { agentErrorCode: 2000, curlCode: 60 })],
      'warning tls-rejected',
    ],
    [
      'the connection was refused',
      [group(`${http} Couldn't connect to server (7)`, { agentErrorCode: 2000, curlCode: 7 })],
      'warning http-failure',
    ],
    ['the service had trouble', [group('Server returned HTTP 502', { httpStatus: 502 })], 'warning http-failure'],
    ['a backup was given up', [aborted('1: something')], 'critical backup-aborted'],
    ['a backup could not begin', [group('Failed to start backup: 1: something')], 'critical backup-aborted'],
    ['a backup was given up for a file that it could not read', [aborted('Permission denied')], 'critical file-unreadable'],
    ['an invalid locale', [group('locale::facet::_S_create_c_locale name not valid', { level: 'INFO' })], 'warning locale-invalid'],
    ['the service asked for permissions', [group('Please check your permissions and try again')], 'warning permissions-hint'],
    ['a file in use', [group('Error Code(313): being used by another process', { agentErrorCode: 313 })], 'warning file-in-use'],
    ['a file that vanished', [group('Ex Code(3015): GetLastError', { agentErrorCode: 3015 })], 'warning file-vanished'],
    ['a path that is not there', [group('Path Not Found')], 'warning path-not-found'],
    ['a file that may not be read', [group('Cannot open "/root/x": Permission denied')], 'warning file-unreadable'],
    ['a cleanup that failed', [group('Error deleting object. Server returned HTTP 503', { httpStatus: 503 })], 'warning cleanup-failed'],
    ['an error that nobody knows', [group('Something odd')], 'warning unrecognized-errors'],
    ['a warning that nobody knows', [group('Something odd', warn)], 'ok'],
    ['a known text at the level DEBUG', [group('Container does not exist', { level: 'DEBUG' })], 'critical container-missing'],
    ['an error of the updater', [group('Could not fetch the package', { writer: 'updater' })], 'warning updater-failed'],
    ['a warning of the updater', [group('Connection timed out', { writer: 'updater', ...warn })], 'ok'],
  ] as const)('%s', (_, groups, expected) => {
    const verdict = judge(log({ groups }));
    expect(saidOf(verdict)).toBe(expected);
    expect(missingWords('agent-log-errors', verdict)).toEqual([]);
  });
});

describe('several kinds', () => {
  const given = aborted(`${http} Timeout was reached (28)`, timeout);
  it.each([
    ['a backup was given up after ServiceNet timed out', [given, snet], 'critical servicenet-timeout'],
    ['a backup was given up, and ServiceNet timed out only later', [{ ...given, lastAt: ago(7_201) }, snet], 'critical http-failure'],
    ['a backup was given up as ServiceNet began to time out', [{ ...given, lastAt: ago(7_200) }, snet], 'critical servicenet-timeout'],
    ['what was deleted comes before the network', [given, snet, group('Container does not exist')], 'critical container-missing'],
    ['the grave comes before the harmless', [group('Path Not Found'), aborted('1: x')], 'critical backup-aborted'],
    [
      'a full disk does not hide behind files in use',
      [group('x', { agentErrorCode: 313 }), group('Out of Disk Space')],
      'critical disk-full',
    ],
  ] as const)('%s', (_, groups, expected) => expect(saidOf(judge(log({ groups })))).toBe(expected));

  it('shows the others with count, times and words', () => {
    const { evidence = [] } = judge(
      log({ groups: [group('Container does not exist'), group('Path Not Found', { lineCount: 12 }), group('odd', { lineCount: 1 })] }),
    );
    expect(evidence.filter(({ name }) => name === 'also').map(({ value }) => value)).toEqual([
      `path-not-found: 12 lines, last at ${ago(3_600)}: "Path Not Found"`,
      `unrecognized-errors: 1 line, last at ${ago(3_600)}: "odd"`,
    ]);
  });

  it('adds up lines of one kind', () => {
    const [first, second] = [
      group('Container does not exist', { firstAt: ago(9_000) }),
      group('container does not exist!', { lineCount: 4, lastAt: ago(10) }),
    ];
    const { evidence = [] } = judge(log({ groups: [first, second] }));
    const value = (name: string): unknown => evidence.find((item) => item.name === name)?.value;
    expect(['lineCount', 'firstAt', 'lastAt', 'message'].map(value)).toEqual([7, ago(9_000), ago(10), 'container does not exist!']);
  });
});

describe('401 and 403', () => {
  const [rse, storage] = ['rse.drivesrvr.com', 'storage101.dfw1.clouddrive.com'];
  const long = { firstAt: ago(3_611), lastAt: ago(3_600) };
  const brief = { firstAt: ago(3_610), lastAt: ago(3_600) };
  it.each([
    ['right after a start: normal', [refused(rse, { isRightAfterStart: true })], 'ok'],
    ['right after a start, from Cloud Files', [refused(storage, { isRightAfterStart: true })], 'ok'],
    [
      'another error right after a start is none of that',
      [group('Container does not exist', { isRightAfterStart: true })],
      'critical container-missing',
    ],
    ['later, over more than the grace', [refused(rse, long)], 'critical service-refused'],
    ['later, for no longer than the grace', [refused(rse, brief)], 'warning service-refused'],
    ['401', [refused(rse, { ...long, httpStatus: 401 })], 'critical service-refused'],
    ['409: another fingerprint', [refused('api.drivesrvr.com', { ...long, httpStatus: 409 })], 'critical service-refused'],
    ['from Cloud Files', [refused(storage, long)], 'critical cloud-files-forbidden'],
    ['from Cloud Files over ServiceNet', [refused(`snet-${storage}`, long)], 'critical cloud-files-forbidden'],
    ['from a server that nobody named', [group('HTTP 403', { httpStatus: 403 })], 'warning http-failure'],
  ] as const)('%s', (_, groups, expected) => {
    const verdict = judge(log({ groups }));
    expect(saidOf(verdict)).toBe(expected);
    expect(missingWords('agent-log-errors', verdict)).toEqual([]);
  });
});

describe('401 in round after round, within the grace of each start', () => {
  const refusedAt = (time: string): string => line(time, 'HTTP 401 Unauthorized: POST https://api.drivesrvr.com/v1.0/agents/tokens');
  const round = (hour: string): readonly string[] => [start(`${hour}:00:00`), refusedAt(`${hour}:00:03`), stop(`${hour}:00:05`)];
  const livedOn = [start('11:00:00'), refusedAt('11:00:03'), line('11:00:30', 'at work', { level: 'INFO' })];
  it.each([
    ['two rounds', [...round('09'), ...round('10')], 'critical service-refused'],
    ['one round', round('10'), 'warning service-refused'],
    ['one round that the agent outlived', livedOn, 'ok'],
  ] as const)('%s', (_, lines, expected) => {
    const { groups, events } = readText(lines.join('\n'));
    expect(saidOf(judge(log({ groups, events })))).toBe(expected);
  });

  it('one round, and then it stays away: it quit', () => {
    const { groups, events, lastLineAt } = readText(round('10').join('\n'));
    expect(saidOf(judge(log({ groups, events, lastLineAt }), { over: stopped }))).toBe('critical agent-quit');
  });
});

describe('a stop as the last line', () => {
  const ended = (groups: readonly LogGroup[], over: Partial<LogFacts> = {}): LogFacts =>
    log({ groups, lastLineAt: ago(600), events: [event('start', 900), event('stop', 600)], ...over });
  const trouble = (secondsBefore: number): LogGroup => ({ ...snet, firstAt: ago(900), lastAt: ago(600 + secondsBefore) });
  const takenDown = { events: [event('start', 900), event('stop', 600), event('agent-brought-down', 595)] };
  it.each([
    ['and the agent is stopped, no trouble before', ended([]), stopped, 'ok'],
    ['and the agent runs', ended([trouble(1)]), {}, 'warning servicenet-timeout'],
    ['its servers were out of reach 299 s before', ended([trouble(299)]), stopped, 'critical agent-quit'],
    ['its servers were out of reach 300 s before', ended([trouble(300)]), stopped, 'critical agent-quit'],
    ['its servers were out of reach 301 s before', ended([trouble(301)]), stopped, 'warning servicenet-timeout'],
    ['the updater took it down', ended([trouble(1)], takenDown), stopped, 'warning servicenet-timeout'],
    ['it went on writing', ended([trouble(1)], { lastLineAt: ago(599) }), stopped, 'warning servicenet-timeout'],
    ['something graver stands there, too', ended([trouble(1), group('Container does not exist')]), stopped, 'critical container-missing'],
  ] as const)('%s', (_, facts, over, expected) => {
    const verdict = judge(facts, { over });
    expect(saidOf(verdict)).toBe(expected);
    expect(missingWords('agent-log-errors', verdict)).toEqual([]);
  });
});

describe('a log without errors', () => {
  const old = { lastLineAt: ago(129_601) };
  it.each([
    ['at level OFF', log(), { level: 'OFF' }, 'unknown', 'log4cxx.xml sets the level OFF: errors are not written down'],
    ['at level FATAL', log(), { level: 'FATAL' }, 'unknown', 'log4cxx.xml sets the level FATAL: errors are not written down'],
    ['at level ERROR', log(), { level: 'ERROR' }, 'ok', undefined],
    [
      'empty',
      log({ lastLineAt: null, readBackTo: null, lineCount: 0 }),
      {},
      'unknown',
      '/var/log/driveclient.log holds no line with a time: it is empty',
    ],
    [
      'its last line too old, and later ones that lie in the future',
      log({ ...old, ahead: { lineCount: 2, lastAt: '2099-01-01T00:00:00.000Z' } }),
      {},
      'unknown',
      `the last line of /var/log/driveclient.log is of ${ago(129_601)}: what happened since ${ago(129_600)} does not stand there; 2 lines are stamped more than a day ahead of this look, up to 2099-01-01T00:00:00.000Z, so a clock was wrong, then or now`,
    ],
    [
      'no line but one that lies in the future',
      log({ lastLineAt: null, readBackTo: null, ahead: { lineCount: 1, lastAt: '2099-01-01T00:00:00.000Z' } }),
      {},
      'unknown',
      '/var/log/driveclient.log holds no line whose time can be believed: 1 line is stamped more than a day ahead of this look, up to 2099-01-01T00:00:00.000Z, so a clock was wrong, then or now',
    ],
    ['its last line as old as the window', log({ lastLineAt: ago(129_600) }), {}, 'ok', undefined],
    [
      'its last line a second older',
      log(old),
      {},
      'unknown',
      expect.stringContaining(`the last line of /var/log/driveclient.log is of ${ago(129_601)}`),
    ],
    ['older, and the agent writes warnings only', log(old), { level: 'WARN' }, 'ok', undefined],
    ['older, warnings only, and the agent is stopped', log(old), { level: 'WARN', over: stopped }, 'unknown', expect.anything()],
    [
      'too large for the window',
      log({ stoppedBy: 'size', readBackTo: ago(129_599) }),
      {},
      'unknown',
      expect.stringContaining('too large to be read whole'),
    ],
    ['read just far enough', log({ stoppedBy: 'size', readBackTo: ago(129_600) }), {}, 'ok', undefined],
    ['the time was up', log({ stoppedBy: 'time', readBackTo: ago(10) }), {}, 'unknown', expect.stringContaining('the time was up')],
    [
      'a rollover that may not be read',
      log({ stoppedBy: 'unreadable', readBackTo: ago(10) }),
      {},
      'unknown',
      expect.stringContaining('an older part could not be read'),
    ],
  ] as const)('%s', (_, facts, context, status, reason) => {
    const verdict = judge(facts, context);
    expect([verdict.status, 'reason' in verdict ? verdict.reason : undefined]).toEqual([status, reason]);
    expect(missingWords('agent-log-errors', verdict)).toEqual([]);
  });

  it('an error counts in a log that was not read whole', () =>
    expect(saidOf(judge(log({ stoppedBy: 'time', groups: [group('Container does not exist')] }), { level: 'FATAL' }))).toBe(
      'critical container-missing',
    ));

  it('judges without a word on the agent', () => {
    const seen = { log: log(), agent: null, 'agent.logSettings': null };
    expect(agentLogErrors.judge(seen, { windowSeconds: 1, graceSeconds: 10, quitSeconds: 300 }, signatures).status).toBe('ok');
  });
});

describe('what was measured explains the line', () => {
  const catalogue = loadCatalogue('checks.yml');
  const foundAs = (checkId: string, problem: string, status: 'warning' | 'critical' = 'critical'): Finding => ({
    checkId,
    verdict: { status, problem, evidence: [] },
    tookMs: 0,
  });
  it.each([
    ['low-disk-space', 'below-floor', 'disk-full', true],
    ['low-disk-space', 'nearly-full', 'disk-full', false],
    ['low-inodes', 'inodes-exhausted', 'disk-full', true],
    ['servicenet-unreachable', 'route-missing', 'servicenet-timeout', true],
    ['servicenet-unreachable', 'route-missing', 'http-failure', false],
    ['servicenet-unreachable', 'vault-key-outdated', 'missing-volume-password', true],
    ['publicnet-unreachable', 'default-route-missing', 'http-failure', true],
    ['publicnet-unreachable', 'default-route-missing', 'agent-quit', true],
    ['publicnet-unreachable', 'default-route-missing', 'container-missing', false],
    ['dns-failure', 'all-resolvers-dead', 'name-not-resolved', true],
    ['tls-failure', 'unknown-issuer', 'tls-rejected', true],
    ['cloned-agent', 'cloned', 'vault-damaged', true],
  ] as const)('%s/%s and %s in the log: %s', (checkId, problem, logged, isFolded) => {
    const [cause, line] = [foundAs(checkId, problem), foundAs('agent-log-errors', logged)];
    const findings = new Map([cause, line].map((finding) => [finding.checkId, finding]));
    expect(causeOf(line, findings, catalogue)).toBe(isFolded ? checkId : null);
  });

  it('a critical line is not hidden below a warning', () => {
    const [cause, line] = [
      foundAs('servicenet-unreachable', 'route-missing', 'warning'),
      foundAs('agent-log-errors', 'servicenet-timeout'),
    ];
    expect(causeOf(line, new Map([cause, line].map((finding) => [finding.checkId, finding])), catalogue)).toBeNull();
  });
});

it('the sentence quotes the line', () =>
  expect(sentenceFor('agent-log-errors', judge(log({ groups: [group('Container does not exist')] })))).toMatch(
    /"Container does not exist", 3 times in \/var\/log\/driveclient\.log, last at 2026-11-21 13:00 UTC/,
  ));

it('without signatures every error is of no known kind', () => {
  const seen = { log: log({ groups: [group('Container does not exist')] }), agent: agent(), 'agent.logSettings': null };
  expect(saidOf(agentLogErrors.judge(seen, { windowSeconds: 1, graceSeconds: 10, quitSeconds: 300 }, []))).toBe(
    'warning unrecognized-errors',
  );
});
