// A line of the history is a run, or it is passed over: the file may be anybody's.
import { describe, expect, it } from '@jest/globals';
import { RunReader, storedRun } from '../../../src/facts/history/stored-run.js';
import { hours, runAt, withPart } from '../../history/sample-run.js';

const hashOf = (text: string): string => String(text.length);
const whole = runAt(hours(0));
const stored = storedRun(whole, new Map(), hashOf);
const read = (change: object): unknown => new RunReader().read(JSON.stringify({ ...JSON.parse(stored), ...change }));

it('a run is read as it was stored', () => expect(read({})).toEqual(whole));

describe('no run has', () => {
  it.each<[string, object]>([
    ['an id with other characters', { id: 'x\n\u001b[31m' }],
    ['a long id', { id: 'x'.repeat(65) }],
    ['no id', { id: '' }],
    ['a time with words', { at: 'about 2026-10-01T00:00:00Z' }],
    ['a time that no calendar has', { at: '2026-13-01T00:00:00.000Z' }],
    ['a year of six digits', { at: '+022026-10-01T00:00:00.000Z' }],
    ['a cause that is no id', { causes: ['Low disk space!'] }],
    ['another status', { status: 'fine' }],
    ['a later form', { v: 2 }],
  ])('%s', (_, change) => expect(read(change)).toBeNull());

  it.each<[string, string]>([
    ['Call 555-1234 now', 'ok'],
    ['low-disk-space', 'ok; call 555-1234'],
    ['low-disk-space', 'warning <script>'],
  ])('a finding %j: %j', (id, verdict) => {
    expect(new RunReader().read(storedRun(withPart(whole, 'findings', { [id]: verdict }), new Map(), hashOf))).toBeNull();
  });
});
