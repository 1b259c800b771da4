import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { Facts } from '../src/facts/facts.js';
import { parseRecording } from '../src/recording-file.js';
import type { deepFacts } from '../src/recording-schema.js';
import { recordingOf } from './sample-recording.js';

/** Does not compile where the schema and the types of the facts disagree. */
type Deep = z.infer<typeof deepFacts>;
const asTyped = (facts: Deep): Pick<Facts, keyof Deep> => facts;
const asInSchema = (facts: Pick<Facts, keyof Deep>): Deep => facts;

const saved = (change: (data: Record<string, unknown>) => void): string => {
  const data = JSON.parse(JSON.stringify(recordingOf())) as Record<string, unknown>;
  change(data);
  return JSON.stringify(data);
};

describe('a saved recording', () => {
  it('reads back as it was', () => {
    expect(
      parseRecording(
        saved(() => undefined),
        'r.json',
      ),
    ).toEqual(recordingOf());
  });

  it('of an earlier version, which did not measure, says so', () => {
    const text = saved((data) => delete (data['facts'] as Record<string, unknown>)['throughput']);
    expect(parseRecording(text, 'r.json').facts.throughput).toEqual({
      state: 'absent',
      reason: 'an earlier version that does not measure it made this recording',
    });
  });

  it('of an earlier version, which did not look for files in use, says so', () => {
    const text = saved((data) => delete (data['facts'] as Record<string, unknown>)['inUse']);
    expect(parseRecording(text, 'r.json').facts.inUse).toEqual({
      state: 'absent',
      reason: 'an earlier version that does not look at it made this recording',
    });
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
    ['without conditions', saved((data) => delete data['conditions']), /"conditions": expected object, received undefined/],
    ['without facts', saved((data) => delete data['facts']), /"facts": expected object, received undefined/],
    ['with a fact missing', saved((data) => (data['facts'] = {})), /"facts\.host": expected the state observed, absent or unavailable/],
    [
      'with a fact in no known state',
      saved((data) => ((data['facts'] as Record<string, unknown>)['scan'] = { state: 'x' })),
      /"facts\.scan\.state": expected the state observed, absent or unavailable/,
    ],
    ['with a duration in words', saved((data) => (data['durationMs'] = 'long')), /"durationMs": expected number, received string/],
  ];
  it.each(rows)('that is %s is refused in one sentence', (_, text, sentence) => {
    expect(() => parseRecording(text, 'r.json')).toThrow(sentence);
  });
});

describe('a fact of a saved recording', () => {
  const story = readFileSync('test/recordings/clone/facts.json', 'utf8');

  it.each(['host', 'agent', 'publishedVersions', 'identity', 'networks', 'volumes', 'scan'] as const)('%s stands in the story', (name) => {
    const { facts } = parseRecording(story, 'r.json');
    expect(asTyped(asInSchema(facts))[name].state).toBe('observed');
  });

  it.each([
    [
      'a list that is missing',
      /"missingKeys"/,
      '"missing"',
      '"facts.agent.value.registration.value.missingKeys": expected array, received undefined',
    ],
    [
      'a time in words',
      /"modifiedAt": "[^"]*"/,
      '"modifiedAt": "yesterday"',
      '"facts.agent.value.registration.value.modifiedAt": expected a time in ISO 8601, UTC',
    ],
    [
      'a number in words',
      /"ageSeconds": \d+/,
      '"ageSeconds": "x"',
      '"facts.agent.value.registration.value.ageSeconds": expected number, received string',
    ],
    [
      'a word that is none of its',
      /"keySet": "new"/,
      '"keySet": "odd"',
      '"facts.agent.value.registration.value.keySet": expected one of "old"|"new"',
    ],
    [
      'a place in a list',
      /"root": "disk"/,
      '"root": 7',
      '"facts.identity.value.signals.0.root": expected one of "disk"|"hypervisor"|"instance"|"network"|"name"',
    ],
    [
      'less than nothing',
      /"freeBytes": \d+/,
      '"freeBytes": -1',
      '"facts.volumes.value.volumes.0.space.value.freeBytes": expected number to be >=0',
    ],
  ])('that is damaged is refused with its key: %s', (_, good, bad, key) => {
    expect(() => parseRecording(story.replace(good, bad), 'r.json')).toThrow(`r.json is damaged: ${key}; gather it again`);
  });
});
