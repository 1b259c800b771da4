import { describe, expect, it } from '@jest/globals';
import { agentUpdater } from '../../src/checks/agent-updater.js';
import type { Updater } from '../../src/facts/agent.js';
import { absent } from '../../src/facts/observed.js';
import { hidden, onlyLive, processes, service, suspended, updater, version } from './facts-builders/agents.js';

const judge = (over: Partial<Updater>, agentVersion: string | null = '2.27.009073') =>
  agentUpdater.judge({ 'agent.updater': updater(over), 'agent.version': agentVersion === null ? null : version(agentVersion) }, {});

const none = { isInstalled: false, processes: processes(), service: absent('no service'), version: absent('no package') };

describe('agent-updater', () => {
  it.each<[string, Partial<Updater>, string | null, string]>([
    ['runs, starts at boot', {}, '2.27.009073', 'ok'],
    ['runs, nobody knows whether at boot', { service: service({ startsAtBoot: null }) }, '2.27.009073', 'ok'],
    ['runs, does not start at boot', { service: service({ startsAtBoot: false }) }, '2.27.009073', 'warning updater-not-at-boot'],
    ['stopped', { processes: processes() }, '2.27.009073', 'warning updater-stopped'],
    ['suspended', { processes: suspended(900) }, '2.27.009073', 'warning updater-suspended'],
    [
      'stopped and not started at boot',
      { processes: processes(), service: service({ startsAtBoot: false }) },
      '2.27.009073',
      'warning updater-stopped',
    ],
    ['missing', none, '2.27.009073', 'warning updater-missing'],
    ['missing, the first agent that brings one', none, '1.28.000001', 'warning updater-missing'],
    ['missing, an agent just before that', none, '1.27.999999', 'not-applicable'],
    ['missing, a much older agent', none, '1.05.005848', 'not-applicable'],
    ['missing, agent of unknown version', none, null, 'warning updater-missing'],
    ['an old agent with an updater that is stopped', { processes: processes() }, '1.05.005848', 'warning updater-stopped'],
    ['missing on a host image', { ...none, processes: onlyLive }, '2.27.009073', 'warning updater-missing'],
    ['host image, starts at boot', { processes: onlyLive }, '2.27.009073', 'ok'],
    ['host image, nobody knows', { processes: onlyLive, service: service({ startsAtBoot: null }) }, '2.27.009073', 'not-applicable'],
    ['processes that nobody may see', { processes: hidden }, '2.27.009073', 'unknown'],
    [
      'Windows, running',
      { processes: onlyLive, service: service({ manager: 'windows', startsAtBoot: null, isRunning: true }) },
      null,
      'ok',
    ],
    [
      'Windows, stopped',
      { processes: onlyLive, service: service({ manager: 'windows', startsAtBoot: null, isRunning: false }) },
      null,
      'warning updater-stopped',
    ],
  ])('%s', (_, over, agentVersion, expected) => {
    const verdict = judge(over, agentVersion);
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(expected);
  });

  it('names the updater and counts its processes', () => {
    expect(judge({ processes: processes() })).toMatchObject({
      evidence: expect.arrayContaining([
        { subject: 'cloudbackup-updater', name: 'processCount', value: 0, unit: 'count', source: '/proc' },
      ]),
    });
  });
});
