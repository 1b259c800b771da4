import { describe, expect, it } from '@jest/globals';
import { agentNotRegistered } from '../../src/checks/agent-not-registered.js';
import type { AgentFacts, Registration } from '../../src/facts/agent.js';
import { absent, observed, unavailable } from '../../src/facts/observed.js';
import { agent, registration } from './facts-builders/agents.js';

const judge = (fact: AgentFacts['registration']) =>
  agentNotRegistered.judge({ agent: agent({ registration: fact }) }, { settlingSeconds: 60 });
const path = '/etc/driveclient/bootstrap.json';

describe('agent-not-registered: what the file says', () => {
  it.each<[string, Partial<Registration>, string]>([
    ['registered', {}, 'ok'],
    ['registered, old key set without a key pair', { keySet: 'old', hasKeyPair: false }, 'ok'],
    ['registered, password of the template still there', { hasPassword: true }, 'ok'],
    ['not registered', { isRegistered: false }, 'critical not-registered'],
    ['not registered, keys missing', { isRegistered: false, missingKeys: ['AgentKey'] }, 'critical not-registered'],
    ['one key missing', { missingKeys: ['AgentKey'], hasAgentKey: false }, 'critical keys-missing'],
    ['does not say whether', { isRegistered: null, missingKeys: ['IsRegistered'] }, 'critical keys-missing'],
    ['one key malformed', { malformedKeys: ['AgentId'], agentId: null }, 'critical keys-malformed'],
    ['one key missing, another malformed', { missingKeys: ['AgentKey'], malformedKeys: ['AgentId'] }, 'critical keys-missing'],
    ['malformed, written just now', { malformedKeys: ['AgentId'], ageSeconds: 0 }, 'warning registration-settling'],
    ['malformed, written 60 s ago', { malformedKeys: ['AgentId'], ageSeconds: 60 }, 'critical keys-malformed'],
    ['not registered, written just now', { isRegistered: false, ageSeconds: 0 }, 'warning registration-settling'],
    ['key missing, written 59 s ago', { missingKeys: ['AgentKey'], ageSeconds: 59 }, 'warning registration-settling'],
    ['key missing, written 60 s ago', { missingKeys: ['AgentKey'], ageSeconds: 60 }, 'critical keys-missing'],
    ['key missing, written in the future', { missingKeys: ['AgentKey'], ageSeconds: -1 }, 'critical keys-missing'],
    ['complete, written just now', { ageSeconds: 0 }, 'ok'],
    ['readable by everybody', { modeOctal: '0644', isReadableByOthers: true }, 'warning registration-exposed'],
    ['open file in a closed folder', { modeOctal: '0644', isReadableByOthers: false }, 'ok'],
    ['open file without a secret', { isReadableByOthers: true, hasAgentKey: false, hasKeyPair: false }, 'ok'],
    ['open file and not registered: the worse first', { isRegistered: false, isReadableByOthers: true }, 'critical not-registered'],
  ])('%s: %s', (_, over, expected) => {
    const verdict = judge(observed(registration(over)));
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(expected);
  });

  it('names the missing and malformed keys and what it read', () => {
    expect(judge(observed(registration({ missingKeys: ['AgentId', 'AgentKey'], malformedKeys: ['ApiHostName'] })))).toMatchObject({
      evidence: expect.arrayContaining([
        { subject: path, name: 'missingKeys', value: 'AgentId, AgentKey', unit: null, source: path },
        { subject: path, name: 'malformedKeys', value: 'ApiHostName', unit: null, source: path },
        { subject: path, name: 'isRegistered', value: true, unit: null, source: path },
      ]),
    });
  });
});

describe('agent-not-registered: the file itself', () => {
  it.each([
    ['missing', absent(`${path} does not exist`), 'critical registration-missing'],
    ['malformed', unavailable('malformed', `${path} is empty`), 'critical registration-unusable'],
    ['closed to us', unavailable('permission-denied', `${path} could not be read (EACCES): run as root`), 'unknown'],
    ['on a mount that hangs', unavailable('timed-out', '/etc gave no answer within 3000 ms'), 'unknown'],
    ['our own crash', unavailable('crashed', 'reading failed'), 'unknown'],
  ])('%s', (_, fact, expected) => {
    const verdict = judge(fact);
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status).toBe(expected);
    expect(JSON.stringify(verdict)).toContain(
      fact.state === 'absent' ? fact.reason : fact.state === 'unavailable' ? fact.failure.detail : '',
    );
  });
});
