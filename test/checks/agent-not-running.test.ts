import { describe, expect, it } from '@jest/globals';
import { agentNotRunning } from '../../src/checks/agent-not-running.js';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { fill } from '../../src/diagnosis/wording.js';
import type { AgentFacts } from '../../src/facts/agent.js';
import { absent, mapped, observed } from '../../src/facts/observed.js';
import { agent, hidden, lock, onlyLive, processes, service, suspended } from './facts-builders/agents.js';
import { ago, event, group, log } from './facts-builders/log.js';

const judge = (over: Partial<AgentFacts>) => agentNotRunning.judge({ agent: agent(over), log: null }, {});
const noService = absent('no unit file and no init script of driveclient was found');
const mixed = mapped(processes(812, 813), ([first, ...others]) => [...others, { ...first!, state: 'suspended' as const }]);
const stale = observed([lock({ isStale: true })]);

describe('agent-not-running', () => {
  it.each<[string, Partial<AgentFacts>, string]>([
    ['runs, starts at boot', {}, 'ok'],
    ['runs, nobody knows whether at boot', { service: service({ startsAtBoot: null }) }, 'ok'],
    ['runs without a service of its own', { service: noService }, 'ok'],
    ['runs, does not start at boot', { service: service({ startsAtBoot: false }) }, 'warning not-at-boot'],
    ['two processes', { processes: processes(812, 813) }, 'ok'],
    ['stopped', { processes: processes() }, 'critical stopped'],
    ['stopped, no service', { processes: processes(), service: noService }, 'critical stopped'],
    ['stopped and not started at boot', { processes: processes(), service: service({ startsAtBoot: false }) }, 'critical stopped'],
    ['suspended', { processes: suspended(812) }, 'critical suspended'],
    ['suspended, with a stale lock', { processes: suspended(812), locks: stale }, 'critical suspended'],
    ['one of two suspended', { processes: mixed }, 'ok'],
    ['a lock that is held', { locks: observed([lock({ holderPids: [812] })]) }, 'ok'],
    ['an old lock that is not stale', { locks: observed([lock({ ageSeconds: 9_999_999 })]) }, 'ok'],
    ['a stale lock', { locks: stale }, 'warning stale-lock'],
    ['a stale lock and not started at boot', { locks: stale, service: service({ startsAtBoot: false }) }, 'warning stale-lock'],
    ['a stale lock and stopped', { locks: stale, processes: processes() }, 'critical stopped'],
    ['a stale PID file', { locks: observed([lock({ guards: 'process', isStale: true })]) }, 'ok'],
    ['locks that nobody may see', { locks: hidden }, 'ok'],
    ['processes that nobody may see', { processes: hidden }, 'unknown'],
    ['hidden, and not started at boot', { processes: hidden, service: service({ startsAtBoot: false }) }, 'warning not-at-boot'],
    ['host image, starts at boot', { processes: onlyLive, locks: onlyLive }, 'ok'],
    [
      'host image, does not start at boot',
      { processes: onlyLive, locks: onlyLive, service: service({ startsAtBoot: false }) },
      'warning not-at-boot',
    ],
    ['host image, nobody knows', { processes: onlyLive, locks: onlyLive, service: service({ startsAtBoot: null }) }, 'not-applicable'],
    ['host image without a service', { processes: onlyLive, service: noService }, 'not-applicable'],
    [
      'only the registration is left',
      { foundBy: ['registration'], processes: processes(), service: noService },
      'critical program-missing',
    ],
    ['Windows, running', { processes: onlyLive, service: service({ manager: 'windows', startsAtBoot: null, isRunning: true }) }, 'ok'],
    [
      'Windows, stopped',
      { processes: onlyLive, service: service({ manager: 'windows', startsAtBoot: null, isRunning: false }) },
      'critical stopped',
    ],
    ['Windows, just starting', { processes: onlyLive, service: service({ manager: 'windows', startsAtBoot: null }) }, 'not-applicable'],
  ])('%s', (_, over, expected) => {
    const verdict = judge(over);
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(expected);
  });

  it('tells the age of a stale lock, and that nobody holds it', () => {
    expect(judge({ locks: stale })).toMatchObject({
      confidence: 'possible',
      evidence: expect.arrayContaining([
        { subject: '/var/cache/driveclient/backup-running.lock', name: 'lockAgeSeconds', value: 100_000, unit: 'seconds', source: 'stat' },
        { subject: '/var/cache/driveclient/backup-running.lock', name: 'lockHolderCount', value: 0, unit: 'count', source: '/proc/locks' },
      ]),
    });
  });

  it('names a suspended process, so that it can be told to go on', () => {
    expect(judge({ processes: suspended(812, 813) })).toMatchObject({
      evidence: expect.arrayContaining([
        { subject: 'driveclient', name: 'suspendedPids', value: '812 813', unit: null, source: '/proc/PID/stat' },
      ]),
    });
  });

  it('stopped and not started at boot: sentence and steps name both', () => {
    const { evidence = [] } = judge({ processes: processes(), service: service({ startsAtBoot: false }) });
    const { problems, solution } = loadCatalogue('checks.yml').checks['agent-not-running']!;
    expect(fill(problems['stopped']?.says ?? '', evidence)).toMatch(/does not run.*start at boot: no/);
    const steps = solution.filter((step) => step.for?.includes('stopped')).map(({ command }) => JSON.stringify(command));
    expect(steps).toContainEqual(expect.stringContaining('systemctl enable driveclient'));
  });

  it('says why it could not look', () => {
    expect(judge({ processes: hidden })).toEqual({
      status: 'unknown',
      reason: 'the processes of other users are hidden from this account (hidepid): run as root',
    });
  });

  describe('its log’s last word', () => {
    const ended = { lastLineAt: ago(600), events: [event('start', 900), event('stop', 600)] };
    const trouble = group('Timeout was reached (28)', { curlCode: 28, lineCount: 4, firstAt: ago(900), lastAt: ago(620) });
    it.each([
      ['no log', null, []],
      ['an orderly stop', log(ended), [ago(600), false, 'none']],
      ['after its servers were out of reach', log({ ...ended, groups: [trouble] }), [ago(600), false, `4 lines, the last at ${ago(620)}: Timeout was reached (28)`]],
      ['by the updater', log({ ...ended, events: [...ended.events, event('agent-brought-down', 601)] }), [ago(600), true, 'none']],
      ['no stop', log({ lastLineAt: ago(600) }), []],
      ['a stop, and what came then is lost', log({ ...ended, gaps: [{ from: ago(600), to: null }] }), []],
      ['a stop, and it went on', log({ ...ended, lastLineAt: ago(1) }), []],
    ])('%s', (_, told, expected) => {
      const { evidence = [] } = agentNotRunning.judge({ agent: agent({ processes: processes() }), log: told }, {});
      const names = ['orderlyStopAt', 'stoppedByUpdater', 'troubleBeforeStop'];
      expect(evidence.filter(({ name }) => names.includes(name)).map(({ value }) => value)).toEqual(expected);
    });
  });
});
