// The published forms of the JSON outputs are those of the code, and the built program keeps them.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { compareJsonSchema, faultJsonSchema, historyDiffJsonSchema, historyJsonSchema, listJsonSchema, reportJsonSchema, storiesJsonSchema } from '../../src/report/schema.js';
import { breaches, parseFault, parseList, parseReport, parseStories } from './published-json.js';
import { runProgram } from './run-program.js';

describe('the published schemas (where one is not current, run: node scripts/generate-docs.mjs)', () => {
  it.each([
    ['report', reportJsonSchema],
    ['compare', compareJsonSchema],
    ['fault', faultJsonSchema],
    ['history', historyJsonSchema],
    ['history-diff', historyDiffJsonSchema],
    ['list', listJsonSchema],
    ['stories', storiesJsonSchema],
  ])('%s is current', (name, schema) => {
    expect(readFileSync(`schemas/${name}.schema.json`, 'utf8')).toBe(`${JSON.stringify(schema(), null, 2)}\n`);
  });
});

describe('fault --format json keeps its form', () => {
  const answers: readonly (readonly [string, readonly string[], string])[] = [
    ['JSON', ['--status', '413'], '{"overLimit":{"code":413,"message":"Slow down","retryAfter":"30"}}'],
    ['XML', [], '<itemNotFound code="404"><message>gone</message></itemNotFound>'],
    ['an HTML page', ['--status', '502'], '<html><head><title>Bad Gateway</title></head><body>no</body></html>'],
    ['plain text', ['--header', 'Retry-After: Wed, 21 Oct 2026 07:28:00 GMT'], 'HTTP/1.1 503 Service Unavailable\n\nbusy'],
    ['nothing', ['--status', '401'], ''],
    ['nonsense', [], '{"code": 1e400, \u0000 \ud800'],
  ];
  it.each(answers)('%s', (_, args, input) => {
    const { exitCode, stdout } = runProgram(['fault', '--format', 'json', ...args], { input });
    expect(exitCode).toBe(0);
    expect(parseFault(stdout).schemaVersion).toBe('1');
  });
});

describe('list --format json keeps its form', () => {
  it('with every check', () => {
    expect(parseList(runProgram(['list', '--format', 'json']).stdout).checks.length).toBeGreaterThan(20);
  });
});

describe('demo --format json keeps its form', () => {
  it('with every packaged story', () => {
    const { stories } = parseStories(runProgram(['demo', '--format', 'json']).stdout);
    expect(stories.map(({ name }) => name)).toEqual(expect.arrayContaining(['clone', 'healthy', 'no-agent']));
  });
});

describe('the tests themselves', () => {
  it('notice a report of another form', () => {
    const report = parseReport(runProgram(['demo', 'clone', '--format', 'json']).stdout);
    const broken = JSON.stringify({ ...report, causes: report.causes.map((cause) => ({ ...cause, rank: 'first' })) });
    expect(() => parseReport(broken)).toThrow(/\/causes\/0\/rank/);
    expect(breaches('list', { schemaVersion: '1', checks: [{}] })).not.toEqual([]);
    expect(breaches('stories', { schemaVersion: '1', stories: [{ name: 'No Story' }] })).not.toEqual([]);
  });
});
