import { describe, expect, it } from '@jest/globals';
import { cloudBackupUnreachable } from '../../src/checks/cloud-backup-unreachable.js';
import type { AgentFacts } from '../../src/facts/agent.js';
import type { ApiFacts } from '../../src/facts/api.js';
import { absent, observed } from '../../src/facts/observed.js';
import { agent, processes, registration } from './facts-builders/agents.js';
import { apiFacts, asked, blind, login, registeredAgent } from './facts-builders/api.js';
import { missingWords, sentenceFor } from './facts-builders/words.js';

const graceSeconds = 10;

const refusedLogin = (status: number, body = ''): ApiFacts =>
  apiFacts({ login: blind('the login was refused'), agent: blind('nobody was logged in'), faults: [asked('login', { status, body })] });
const agentEnded = (reply: Parameters<typeof asked>[1], changes: Partial<ApiFacts> = {}): ApiFacts =>
  apiFacts({ agent: blind('the agent: refused'), faults: [asked('agent', reply)], ...changes });
const unknownAgent = (changes: Partial<ApiFacts> = {}): ApiFacts =>
  apiFacts({ agent: absent('Cloud Backup knows no agent 119991'), ...changes });
const told = (changes: Parameters<typeof registeredAgent>[0]): ApiFacts => apiFacts({ agent: observed(registeredAgent(changes)) });
const health = (offlineParts: readonly string[]): ApiFacts => apiFacts({ health: observed({ source: 'https://…/health', offlineParts }) });
const otherAccount: Partial<ApiFacts> = { login: observed(login({ accountId: '4711' })) };
/** Asked at 14:00:00. */
const startedAt = (time: string): AgentFacts =>
  agent({ processes: observed([{ pid: 812, user: 'root', uid: 0, startedAt: `2026-11-21T${time}Z`, state: 'running' }]) });
const running = agent();
const stopped = agent({ processes: processes() });

const judge = (api: ApiFacts, here: AgentFacts | null = running, over: Parameters<typeof registration>[0] = {}) =>
  cloudBackupUnreachable.judge({ api, agent: here, 'agent.registration': here === null ? null : registration(over) }, { graceSeconds });
const answerOf = (verdict: ReturnType<typeof judge>): string =>
  'problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status;

describe('cloud-backup-unreachable', () => {
  it.each([
    ['the agent is online', apiFacts(), running, 'ok'],
    ['a status that nobody documents', told({ status: 'unknown' }), running, 'ok'],

    // the login
    [
      'a wrong key',
      refusedLogin(401, '{"unauthorized":{"code":401,"message":"Unable to authenticate user"}}'),
      running,
      'warning credentials-refused',
    ],
    [
      'a user that is not there',
      refusedLogin(404, '{"itemNotFound":{"code":404,"message":"no such user"}}'),
      running,
      'warning credentials-refused',
    ],
    ['a disabled user', refusedLogin(403, '{"forbidden":{"code":403,"message":"User disabled"}}'), running, 'warning user-disabled'],
    [
      'a second factor',
      refusedLogin(403, '{"forbidden":{"code":403,"message":"Multi-Factor Authentication required"}}'),
      running,
      'warning second-factor-needed',
    ],
    ['forbidden without a reason', refusedLogin(403), running, 'warning login-forbidden'],
    ['identity is down: api-fault says so', refusedLogin(503), running, 'unknown'],
    ['identity limits its rate', refusedLogin(413), running, 'unknown'],
    [
      'identity was not reached: the network checks say so',
      apiFacts({ login: blind('identity… was not reached (ECONNREFUSED)') }),
      running,
      'unknown',
    ],

    // who asks is not let in
    ['a sub-user without a role', agentEnded({ status: 403 }), running, 'warning access-forbidden'],
    ['the token is refused', agentEnded({ status: 401 }), running, 'warning token-refused'],
    [
      'the agent is seen, its jobs are not',
      apiFacts({ faults: [asked('activity', { status: 403 })] }),
      running,
      'warning access-forbidden',
    ],
    ['refused just within the grace after a start', agentEnded({ status: 403 }), startedAt('13:59:51'), 'unknown'],
    ['refused at the end of the grace', agentEnded({ status: 403 }), startedAt('13:59:50'), 'warning access-forbidden'],
    ['refused before it started', agentEnded({ status: 401 }), startedAt('14:00:05'), 'warning token-refused'],
    ['refused, for another account', agentEnded({ status: 403 }, otherAccount), running, 'warning wrong-account'],
    ['refused once, then answered', apiFacts({ faults: [asked('agent', { status: 403 }, true)] }), running, 'ok'],

    // the service
    ['HTTP 500', agentEnded({ status: 500 }), running, 'critical unhealthy'],
    ['HTTP 503', agentEnded({ status: 503 }), running, 'critical unhealthy'],
    ['HTTP 503 for its jobs alone', apiFacts({ faults: [asked('activity', { status: 503 })] }), running, 'warning unhealthy'],
    ['HTTP 503, and right the second time', apiFacts({ faults: [asked('agent', { status: 503 }, true)] }), running, 'ok'],
    ['silence', agentEnded({ status: null, errorCode: 'ETIMEDOUT' }), running, 'critical no-answer'],
    ['an answer without an end', agentEnded({ status: 200, errorCode: 'ETIMEDOUT', isBodyTruncated: true }), running, 'critical no-answer'],
    ['a redirect: api-fault says so', agentEnded({ status: 302 }), running, 'unknown'],
    ['a rate limit: api-fault says so', agentEnded({ status: 429 }), running, 'unknown'],
    ['not reached: the network checks say so', apiFacts({ agent: blind('dfw… was not reached (EHOSTUNREACH)') }), running, 'unknown'],
    ['an answer of another form', apiFacts({ agent: blind('not the documented form') }), running, 'unknown'],
    ['every part is online', health([]), running, 'ok'],
    ['a part is offline', health(['storage.cassandra']), running, 'warning dependency-down'],

    // the agent
    ['nobody knows it', unknownAgent(), running, 'critical agent-unknown'],
    ['nobody knows it in another account', unknownAgent(otherAccount), running, 'warning wrong-account'],
    ['nobody knows it, and this host has no agent', unknownAgent(), null, 'unknown'],
    ['disabled', told({ isDisabled: true }), running, 'critical agent-disabled'],
    ['whether it is disabled was not told', told({ isDisabled: null }), running, 'ok'],
    ['offline, as idle agents are', told({ status: 'offline' }), running, 'unknown'],
    ['offline after it was woken', told({ status: 'offline', wasWoken: true }), running, 'critical agent-offline'],
    ['offline, and it does not run here', told({ status: 'offline', wasWoken: true }), stopped, 'ok'],
    ['online after it was woken', told({ wasWoken: true }), running, 'ok'],
  ] as const)('%s', (_what, api, here, answer) => {
    const verdict = judge(api, here);
    expect(answerOf(verdict)).toBe(answer);
    expect(missingWords('cloud-backup-unreachable', verdict)).toEqual([]);
  });

  it.each([
    [graceSeconds - 1, 'unknown'],
    [graceSeconds, 'critical agent-unknown'],
  ])('unknown to the service %d s after its registration', (ageSeconds, answer) => {
    expect(answerOf(judge(unknownAgent(), running, { ageSeconds }))).toBe(answer);
  });

  it('says how to tell an idle agent from a deaf one', () => {
    expect(judge(told({ status: 'offline' }))).toMatchObject({ reason: expect.stringContaining('--wake') });
  });

  it.each([
    [refusedLogin(401), 'identity.api.rackspacecloud.com does not accept the credentials that were given for this look (HTTP 401)'],
    [agentEnded({ status: 403 }), 'forbids this user to see agent 119991 (HTTP 403). Its roles are: identity:user-admin'],
    [unknownAgent(otherAccount), 'The credentials are of account 4711, and agent 119991 is registered in account 991199'],
    [health(['event.rse', 'storage.cassandra']), 'a part that it needs is down: event.rse, storage.cassandra'],
    [told({ isDisabled: true }), 'Agent 119991 is disabled in dfw.backup.api.rackspacecloud.com'],
  ])('says whose fault it is', (api, sentence) => {
    expect(sentenceFor('cloud-backup-unreachable', judge(api))).toContain(sentence);
  });
});
