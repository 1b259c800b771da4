import { describe, expect, it } from '@jest/globals';
import { outdatedAgent } from '../../src/checks/outdated-agent.js';
import type { PublishedVersions } from '../../src/facts/agent.js';
import { absent, observed, unavailable } from '../../src/facts/observed.js';
import { agent, published, version } from './facts-builders/agents.js';

const day = 86_400;
const judge = (installed: string, over: Partial<PublishedVersions> = {}) =>
  outdatedAgent.judge({ agent: agent(), 'agent.version': version(installed), publishedVersions: published(over) }, { rollOutSeconds: day });

describe('outdated-agent', () => {
  it.each<[string, string, string, number | null, string]>([
    ['as published', '2.27.009073', '2.27.009073', 20 * day, 'ok'],
    ['as published, without zeros', '2.27.9073', '2.27.009073', 20 * day, 'ok'],
    ['one build behind', '2.27.009072', '2.27.009073', 20 * day, 'warning outdated'],
    ['one build ahead', '2.27.009074', '2.27.009073', 20 * day, 'ok'],
    ['9 is less than 27', '2.9.010598', '2.27.009073', 20 * day, 'warning outdated'],
    ['a major version behind', '1.99.999999', '2.00.000001', 20 * day, 'warning outdated'],
    ['behind, published just under a day ago', '2.27.009072', '2.27.009073', day - 1, 'ok'],
    ['behind, published a day ago', '2.27.009072', '2.27.009073', day, 'warning outdated'],
    ['behind, published in the future of a wrong clock', '2.27.009072', '2.27.009073', -1, 'ok'],
    ['behind, nobody knows since when', '2.27.009072', '2.27.009073', null, 'warning outdated likely'],
  ])('%s', (_, installed, latest, ageSeconds, expected) => {
    const verdict = judge(installed, { agent: observed(version(latest)), agentPublishedAgeSeconds: ageSeconds });
    const words =
      'problem' in verdict
        ? [verdict.status, verdict.problem, verdict.confidence === 'certain' ? '' : verdict.confidence]
        : [verdict.status];
    expect(words.join(' ').trim()).toBe(expected);
  });

  it.each([
    ['not fetched', absent('not asked with --offline'), { status: 'not-applicable', reason: 'not asked with --offline' }],
    ['unreadable', unavailable('malformed', 'version.txt names no version'), { status: 'unknown', reason: 'version.txt names no version' }],
  ])('a published version that was %s', (_, fact, expected) => {
    expect(judge('2.27.009073', { agent: fact })).toEqual(expected);
  });

  it('never looks at the updater’s version', () => {
    expect(judge('2.27.009073', { updater: observed(version('9.99.999999')) })).toMatchObject({ status: 'ok' });
  });
});
