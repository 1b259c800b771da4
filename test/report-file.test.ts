import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderJson } from '../src/report/json/render-json.js';
import { parseReport } from '../src/report-file.js';
import { readFileSync } from 'node:fs';
import { recordingOf } from './sample-recording.js';
import { oneCause, samples } from './report/sample-reports.js';

type Data = Record<string, unknown>;

const saved = (change: (data: Data) => void): string => {
  const data = JSON.parse(readFileSync('test/recordings/clone/expected/report.2.json', 'utf8')) as Data;
  change(data);
  return JSON.stringify(data);
};
const part = (data: unknown, ...path: readonly (string | number)[]): Data =>
  path.reduce<unknown>((value, key) => (value as Data)[key], data) as Data;

describe('a saved report', () => {
  it.each(Object.entries(samples))('reads back as it was: %s', (_, make) => {
    const json = renderJson(make());
    expect(parseReport(json, 'r.json')).toEqual(JSON.parse(json));
  });

  const rows: readonly (readonly [string, string, RegExp])[] = [
    ['empty', '', /^r\.json is not valid JSON; make a report with backup-doctor --format json --output FILE$/],
    ['cut off', saved(() => undefined).slice(0, 100), /is not valid JSON/],
    ['a list', '[]', /is not a report: it holds no JSON object/],
    ['a recording', JSON.stringify(recordingOf()), /is a recording, not a report; judge it with/],
    ['something else', '{"name":"x"}', /lacks "schemaVersion"; this version reads reports with "schemaVersion": "1"/],
    ['of a later major version', saved((data) => (data['schemaVersion'] = '2')), /has the schemaVersion "2"/],
    ['without a status', saved((data) => delete data['status']), /"status": /],
    ['with an exit code beyond 3', saved((data) => (data['exitCode'] = 9)), /"exitCode": /],
    [
      'with a rank in words',
      saved((data) => (part(data, 'causes', 0)['rank'] = 'first')),
      /"causes\.0\.rank": expected number, received string/,
    ],
    ['with causes that are none', saved((data) => (data['causes'] = [null])), /"causes\.0": expected object/],
    [
      'with an evidence without a unit',
      saved((data) => delete part(data, 'checks', 0, 'evidence', 0)['unit']),
      /"checks\.0\.evidence\.0": of a wrong form/,
    ],
    ['with a fact in no known state', saved((data) => (part(data, 'facts')['scan'] = { state: 'x' })), /"facts\.scan\.state": /],
    [
      'with a wrong value deep in a fact',
      saved((data) => (part(data, 'facts', 'paths', 'value', 0)['tookMs'] = 'long')),
      /"facts\.paths\.value\.0\.tookMs": expected number/,
    ],
  ];
  it.each(rows)('that is %s is refused in one sentence', (_, text, sentence) => {
    expect(() => parseReport(text, 'r.json')).toThrow(sentence);
  });

  it('is refused without a word of what it holds', () => {
    expect(() =>
      parseReport(
        saved((data) => (data['deadlineMs'] = 'hunter2')),
        'r.json',
      ),
    ).toThrow(/^(?!.*hunter2)/);
  });
});

describe('a report of an earlier version', () => {
  it('says nothing of what came later', () => {
    const older = saved((data) => {
      delete part(data, 'agent')['updaterVersion'];
      delete part(data, 'conditions')['agent'];
      delete part(data, 'causes', 0)['title'];
      delete part(data, 'facts')['log'];
    });
    const report = parseReport(older, 'r.json');
    expect(report.agent?.updaterVersion).toBe(null);
    expect(report.conditions.agent).toBe('auto');
    expect(report.causes[0]?.title).toBe('Cloned agent');
    expect(report.facts.log.state).toBe('absent');
  });

  it('loses a fact of which it told less, and nothing else', () => {
    const report = parseReport(
      saved((data) => delete part(data, 'facts', 'paths', 'value', 0)['gatewayAnswers']),
      'r.json',
    );
    expect(report.facts.paths).toMatchObject({ state: 'unavailable', failure: { kind: 'malformed' } });
    expect(report.facts.identity.state).toBe('observed');
    expect(report.causes).toHaveLength(1);
  });

  it('of a later minor version keeps what is new', () => {
    expect(parseReport(JSON.stringify({ ...oneCause(), addition: 1 }), 'r.json')).toMatchObject({ addition: 1 });
  });
});

it('whatever JSON comes, the answer is a report or one sentence', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.constantFrom('causes', 'checks', 'host', 'facts', 'agent', 'conditions', 'redaction'),
      (value, key) => {
        const text = JSON.stringify({ ...oneCause(), [key]: JSON.parse(value) as unknown });
        try {
          expect(parseReport(text, 'r.json').schemaVersion).toBe('1');
        } catch (error) {
          expect((error as Error).name).toBe('UsageError');
        }
      },
    ),
  );
});
