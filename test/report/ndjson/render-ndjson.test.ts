import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderNdjson } from '../../../src/report/ndjson/render-ndjson.js';
import { foreignText } from '../hostile-words.js';
import { clone, oneCause, report, samples, withTexts } from '../sample-reports.js';

const linesOf = (text: string): readonly Record<string, unknown>[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the findings for log shippers', () => {
  it('stand one a line, each with its run, host and agent', () => {
    const [first] = linesOf(renderNdjson(oneCause()));
    expect(first).toEqual({
      ...{ schemaVersion: '1', time: '2026-11-21T14:32:12.980Z', runId: '6f1c2f3e-0d5b-4c7e-9a61-2f4b8c1d7e90', host: 'web-07' },
      ...{
        agent: 'driveclient',
        agentId: '95874',
        toolVersion: '0.1.0',
        checkId: 'low-disk-space',
        title: 'Low disk space',
        status: 'critical',
      },
      ...{
        problem: 'cache-nearly-full',
        reason: null,
        sentence: oneCause().causes[0]?.sentence,
        symptoms: ['sometimes-fail'],
        causedBy: null,
      },
      ...{ evidence: oneCause().causes[0]?.evidence, causeRank: 1, confidence: 'certain', waived: false, waivers: [] },
    });
  });

  it.each([
    ['a cause has its rank and how sure it is', clone(), 'cloned-agent', { causeRank: 1, confidence: 'likely' }],
    ['a consequence names its cause', oneCause(), 'agent-updater', { causedBy: 'low-disk-space', causeRank: null, confidence: null }],
    ['what could not look says why', oneCause(), 'dns-failure', { status: 'unknown', reason: 'The DNS probe timed out after 5 s.' }],
  ])('%s', (_, sample, checkId, expected) => {
    expect(linesOf(renderNdjson(sample)).find((line) => line['checkId'] === checkId)).toMatchObject(expected);
  });

  it.each(Object.entries(samples))('there are as many lines as checks: %s', (_, make) => {
    expect(linesOf(renderNdjson(make()))).toHaveLength(make().checks.length);
  });

  it('without a check there is nothing', () => {
    expect(renderNdjson(report())).toBe('');
  });

  it('whatever text comes, each line is JSON of printable characters and keeps its value', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const output = renderNdjson(withTexts(text));
        expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        const [first] = linesOf(output);
        if (!/\p{Cs}/u.test(text)) expect(first?.['host']).toBe(text);
        expect(linesOf(output)).toHaveLength(withTexts(text).checks.length);
      }),
    );
  });
});
