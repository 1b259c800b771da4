import { describe, expect, it } from '@jest/globals';
import { isStale, type LockSigns } from '../../../src/facts/agents/lock.js';

describe('isStale', () => {
  const old: LockSigns = {
    modifiedAt: '2026-11-21T10:00:00.000Z',
    ageSeconds: 86_400,
    holderPids: [],
    bootedAt: '2026-11-20T10:00:00.000Z',
    agentStartedAt: '2026-11-20T10:01:00.000Z',
  };

  it.each<[string, Partial<LockSigns>, boolean]>([
    ['taken by the running agent, let go since: it just lies there', {}, false],
    ['held, however old', { holderPids: [812], bootedAt: '2026-11-22T10:00:00.000Z' }, false],
    ['older than the boot', { bootedAt: '2026-11-21T10:00:01.000Z' }, true],
    ['as old as the boot', { bootedAt: '2026-11-21T10:00:00.000Z' }, false],
    ['older than the running agent', { agentStartedAt: '2026-11-21T10:00:01.000Z' }, true],
    ['no agent runs', { agentStartedAt: null }, true],
    ['no agent runs, 10 minutes old', { agentStartedAt: null, ageSeconds: 600 }, true],
    ['no agent runs, just under 10 minutes old', { agentStartedAt: null, ageSeconds: 599 }, false],
    ['from the future of a clock that was set back', { agentStartedAt: null, ageSeconds: -30 }, false],
    ['boot unknown', { bootedAt: null }, false],
  ])('%s', (_, change, expected) => {
    expect(isStale({ ...old, ...change })).toBe(expected);
  });
});
