// Loose types of the services, one member at a time.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesIn, countIn, durationIn, flagIn, idIn, isId, member, textIn, timeIn } from '../../../src/facts/api/fields.js';
import { jobStateOf } from '../../../src/facts/api/job-state.js';
import { hasRun, phaseOf } from '../../../src/facts/jobs/job-phase.js';
import { objectsIn, parseLooseJson } from '../../../src/facts/api/loose-json.js';

describe('member', () => {
  it.each([
    [{ ID: 1 }, 1],
    [{ Id: 1 }, 1],
    [{ id: 1, ID: 2 }, 2],
    [{}, undefined],
    [JSON.parse('{"__proto__": 5}'), undefined],
  ])('finds ID in %j', (json, value) => expect(member(json as never, 'ID')).toBe(value));
});

describe('timeIn', () => {
  it.each([
    ['/Date(1357817400000)/', '2013-01-10T11:30:00.000Z'],
    ['\\/Date(1357817400000)\\/', '2013-01-10T11:30:00.000Z'],
    ['/Date(1357817400000+0000)/', '2013-01-10T11:30:00.000Z'],
    ['2014-08-05T18:22:22.238641Z', '2014-08-05T18:22:22.238Z'],
    ['2014-10-27T18:22:00.238640+00:00', '2014-10-27T18:22:00.238Z'],
    ['2014-08-05T18:22:22', '2014-08-05T18:22:22.000Z'],
    // never, and what is no time
    ['/Date(-62135578800000)/', null],
    ['/Date(0)/', null],
    ['/Date(99999999999999999)/', null],
    ['/Date(999999999999999)/', null],
    ['/Date()/', null],
    ['2014-13-45T99:99:99Z', null],
    ['yesterday', null],
    ['', null],
    [null, null],
    [1_357_817_400_000, null],
    [{}, null],
  ])('%j is %s', (value, time) => expect(timeIn({ At: value }, 'At')).toBe(time));
});

describe('bytesIn', () => {
  it.each([
    ['35.3 MB', 37_014_733],
    ['35.3 KB', 36_147],
    ['3.7 GB', 3_972_844_749],
    ['0 bytes', 0],
    ['1 byte', 1],
    ['12', 12],
    [10_245_674_584, 10_245_674_584],
    [0, 0],
    ['-1 MB', null],
    ['3,7 GB', null],
    ['1e9 bytes', null],
    ['5 parsecs', null],
    ['999999999999999 PB', null],
    [-1, null],
    [1.5, null],
    [null, null],
    [['1 MB'], null],
  ])('%j is %s', (value, bytes) => expect(bytesIn({ Size: value }, 'Size')).toBe(bytes));
});

describe('flagIn, countIn and idIn', () => {
  it.each([
    [true, true],
    ['true', true],
    ['False', false],
    [1, null],
    ['yes', null],
    [null, null],
  ])('flag %j is %s', (value, flag) => expect(flagIn({ X: value }, 'X')).toBe(flag));

  it.each([
    [5, 5],
    ['5', 5],
    ['0', 0],
    ['-5', null],
    ['5.5', null],
    ['99999999999999999999', null],
    [NaN, null],
    [true, null],
  ])('count %j is %s', (value, count) => expect(countIn({ X: value }, 'X')).toBe(count));

  it.each([
    [213_564, '213564'],
    ['8f135b4f-7a69-4b8a-947f-5e80d772fd97', '8f135b4f-7a69-4b8a-947f-5e80d772fd97'],
    [0, null],
    ['', null],
    ['../1', null],
    ['1\r\nX: y', null],
    ['%2e%2e', null],
    ['-1', null],
    [1.5, null],
    [{}, null],
  ])('id %j is %s', (value, id) => expect(idIn({ X: value }, 'X')).toBe(id));
});

describe('durationIn', () => {
  it.each([
    ['00:04:33', 273],
    ['26:00:00', 93_600],
    ['1.02:00:00', 93_600],
    ['00:00:00', 0],
    ['4:33', null],
    [273, null],
    ['', null],
  ])('%j is %s', (value, seconds) => expect(durationIn({ X: value }, 'X')).toBe(seconds));
});

describe('jobStateOf', () => {
  it.each([
    ['Completed', 'completed'],
    ['CompletedWithErrors', 'completed-with-errors'],
    ['Completed WithErrors', 'completed-with-errors'],
    ['completed_with_errors', 'completed-with-errors'],
    ['Stoprequested', 'stop-requested'],
    ['startRequested', 'start-requested'],
    ['In Progress', 'in-progress'],
    ['Paused', 'other'],
    ['', 'other'],
  ])('%j is %s', (text, state) => expect(jobStateOf(text)).toBe(state));

  it.each([
    ['completed', true, true],
    ['failed', true, true],
    ['missed', true, false],
    ['skipped', true, false],
    ['queued', false, false],
    ['other', false, false],
  ] as const)('%s has ended: %s, has run: %s', (state, ended, run) => expect([phaseOf(state) === 'ended', hasRun(state)]).toEqual([ended, run]));
});

describe('parseLooseJson', () => {
  it.each([
    ['{"ExponentHex": 09528}', { ExponentHex: 9_528 }],
    ['[1,]', [1]],
    ['', undefined],
    ['well', undefined],
    ['<html></html>', undefined],
    ['{"a": 1, ....}', undefined],
    ['[{"a": 1}, {"b"', undefined],
  ])('%s', (text, value) => expect(parseLooseJson(text)).toEqual(value));

  it('leaves the broken items of a list out', () => expect(objectsIn([{ a: 1 }, null, 'x', [], { b: 2 }])).toEqual([{ a: 1 }, { b: 2 }]));
});

describe('whatever a member holds', () => {
  it('never throws, and gives strict values or null', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const json = { X: value };
        const time = timeIn(json, 'X');
        if (time !== null) expect(new Date(time).toISOString()).toBe(time);
        for (const number of [bytesIn(json, 'X'), countIn(json, 'X'), durationIn(json, 'X')])
          expect(number === null || number >= 0).toBe(true);
        const id = idIn(json, 'X');
        expect(id === null || (isId(id) && /^[A-Za-z0-9-]{1,64}$/.test(id))).toBe(true);
        expect(textIn(json, 'X')?.match(/[\p{Cc}]/u) ?? null).toBeNull();
        flagIn(json, 'X');
      }),
    );
  });
});
