import { describe, expect, it } from '@jest/globals';
import { parseRecording } from '../src/recording-file.js';
import { recordingOf } from './sample-recording.js';

const saved = (change: (data: Record<string, unknown>) => void): string => {
  const data = JSON.parse(JSON.stringify(recordingOf())) as Record<string, unknown>;
  change(data);
  return JSON.stringify(data);
};

describe('a saved recording', () => {
  it('reads back as it was', () => {
    expect(parseRecording(saved(() => undefined), 'r.json')).toEqual(recordingOf());
  });

  it('may begin with a byte order mark', () => {
    expect(parseRecording(`\uFEFF${saved(() => undefined)}`, 'r.json')).toEqual(recordingOf());
  });

  const rows: readonly (readonly [string, string, RegExp])[] = [
    ['empty', '', /r\.json is not valid JSON; make a recording/],
    ['cut off', saved(() => undefined).slice(0, 100), /is not valid JSON/],
    ['a list', '[]', /holds no JSON object/],
    ['something else', '{"format":"other"}', /is not a recording/],
    ['of a later format', saved((data) => (data['formatVersion'] = 2)), /recording format 2; this version reads format 1/],
    ['without conditions', saved((data) => delete data['conditions']), /"conditions" must be an object/],
    ['without facts', saved((data) => delete data['facts']), /"facts" must be an object/],
    ['with a fact missing', saved((data) => (data['facts'] = {})), /"facts\.host" must be an object with a state/],
    ['with a fact in no known state', saved((data) => ((data['facts'] as Record<string, unknown>)['scan'] = { state: 'x' })), /"facts\.scan" must be/],
    ['with a duration in words', saved((data) => (data['durationMs'] = 'long')), /"durationMs" must be a number/],
  ];
  it.each(rows)('that is %s is refused in one sentence', (_, text, sentence) => {
    expect(() => parseRecording(text, 'r.json')).toThrow(sentence);
  });
});
