import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderJunit } from '../../../src/report/junit/render-junit.js';
import { foreignText, hidden } from '../hostile-words.js';
import { noAgent, oneCause, report, samples, withTexts } from '../sample-reports.js';
import { parseJunit } from './junit-reader.js';

describe('the JUnit report', () => {
  it('has one test case for each check, with its verdict', () => {
    const { cases } = parseJunit(renderJunit(oneCause()));
    const found = Object.fromEntries(cases.map(({ name, outcome }) => [name, outcome]));
    expect(found).toMatchObject({
      'low-disk-space': 'failure',
      'agent-not-running': 'failure',
      'agent-updater': 'error',
      'dns-failure': 'error',
      'cloned-agent': 'passed',
      'clock-skew': 'skipped',
    });
  });

  it('tells a finding with its values, and what it follows from', () => {
    const xml = renderJunit(oneCause());
    expect(xml)
      .toContain(`<testcase name="low-disk-space" classname="backup-doctor.sometimes-fail" time="0.002"><failure message="/var/cache/driveclient has only 58.4 MiB free; below 100 MiB the agent throttles its log and its database can be damaged." type="critical">critical cache-nearly-full
/var/cache/driveclient freeBytes: 61234176 bytes
/var/cache/driveclient floorBytes: 104857600 bytes
/var/cache/driveclient mountPoint: /</failure></testcase>`);
    expect(xml).toContain('type="could-not-look">follows from low-disk-space</error>');
  });

  it('skips what does not apply and what was not run, with the reason', () => {
    const { cases } = parseJunit(renderJunit(noAgent()));
    expect(cases.find(({ name }) => name === 'cloned-agent')).toMatchObject({
      outcome: 'skipped',
      message: expect.stringContaining('No backup agent was found') as unknown,
    });
    expect(cases.find(({ name }) => name === 'path-mtu')?.message).toBe('planned: no check judges it in this version');
  });

  it.each(Object.entries(samples))('keeps the form of the common schemas: %s', (_, make) => {
    const sample = make();
    expect(parseJunit(renderJunit(sample)).cases).toHaveLength(sample.checks.length + sample.notRun.length);
  });

  it('keeps it without any check', () => {
    expect(parseJunit(renderJunit(report())).cases).toEqual([]);
  });

  it('keeps it whatever text comes, and shows every character that XML has no place for', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const xml = renderJunit(withTexts(text));
        expect(xml).not.toMatch(hidden);
        expect(xml).not.toMatch(/[\ufffe\uffff]/);
        expect(parseJunit(xml).cases).toHaveLength(withTexts(text).checks.length + 1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the reader of these tests', () => {
  it.each([
    ['no XML', '<a'],
    ['another root', '<?xml version="1.0"?><a/>'],
    ['a count that is wrong', renderJunit(oneCause()).replace(/failures="\d+"/, 'failures="9"')],
    ['an attribute too few', renderJunit(oneCause()).replace(' hostname="web-07"', '')],
    ['an attribute too many', renderJunit(oneCause()).replace('<testcase ', '<testcase lives="9" ')],
    ['a time with a zone', renderJunit(oneCause()).replace(/timestamp="([^"]+)"/, 'timestamp="$1Z"')],
  ])('refuses %s', (_, xml) => {
    expect(() => parseJunit(xml)).toThrow();
  });
});
