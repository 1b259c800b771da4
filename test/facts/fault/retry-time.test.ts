import { describe, expect, it } from '@jest/globals';
import { findRetryTime } from '../../../src/facts/fault/retry-time.js';
import { interpret, receivedAt } from './reply.js';

describe('one value', () => {
  it.each([
    ['seconds as a number', 30, '2026-11-21T14:32:10Z', 30],
    ['seconds as text', '30', '2026-11-21T14:32:10Z', 30],
    ['blanks around', ' 30 ', '2026-11-21T14:32:10Z', 30],
    ['a unit', '30s', '2026-11-21T14:32:10Z', 30],
    ['parts of a second are rounded up', '1.2', '2026-11-21T14:31:42Z', 2],
    ['zero', 0, '2026-11-21T14:31:40Z', 0],
    ['54 is seconds, not a year', '54', '2026-11-21T14:32:34Z', 54],
    ['a month at most', 2_678_400, '2026-12-22T14:31:40Z', 2_678_400],
    ['ISO 8601', '2026-11-21T14:32:10Z', '2026-11-21T14:32:10Z', 30],
    ['ISO 8601 with milliseconds keeps them', '2026-11-21T14:32:09.890Z', '2026-11-21T14:32:09.890Z', 30],
    ['milliseconds that are zero', '2026-11-21T14:32:10.000Z', '2026-11-21T14:32:10Z', 30],
    ['an offset', '2026-11-21T09:32:10-05:00', '2026-11-21T14:32:10Z', 30],
    ['an offset without colon', '2026-11-21T15:32:10+0100', '2026-11-21T14:32:10Z', 30],
    ['the suffix UTC', '2026-11-21T14:32:10UTC', '2026-11-21T14:32:10Z', 30],
    ['no zone is UTC', '2026-11-21T14:32:10', '2026-11-21T14:32:10Z', 30],
    ['a blank for the T', '2026-11-21 14:32:10', '2026-11-21T14:32:10Z', 30],
    ['no seconds', '2026-11-21T14:33Z', '2026-11-21T14:33:00Z', 80],
    ['an HTTP date', 'Sat, 21 Nov 2026 14:32:10 GMT', '2026-11-21T14:32:10Z', 30],
    ['an RFC 850 date', 'Saturday, 21-Nov-26 14:32:10 GMT', '2026-11-21T14:32:10Z', 30],
    ['an RFC 850 date with a short day and a long year', 'Sat, 21-Nov-2026 14:32:10 GMT', '2026-11-21T14:32:10Z', 30],
    ['a date without its weekday', '21 Nov 2026 14:32:10 GMT', '2026-11-21T14:32:10Z', 30],
    ['a date with an offset', 'Sat, 21 Nov 2026 15:32:10 +0100', '2026-11-21T14:32:10Z', 30],
    ['in quotes', '"30"', '2026-11-21T14:32:10Z', 30],
    ['a date in quotes', '"Sat, 21 Nov 2026 14:32:10 GMT"', '2026-11-21T14:32:10Z', 30],
    ['minutes', '2 minutes', '2026-11-21T14:33:40Z', 120],
    ['parts of a minute', '1.5m', '2026-11-21T14:33:10Z', 90],
    ['an hour', '1 hour', '2026-11-21T15:31:40Z', 3600],
    ['milliseconds are rounded up', '1500ms', '2026-11-21T14:31:42Z', 2],
    ['a fraction', '29.5', '2026-11-21T14:32:10Z', 30],
    ['an asctime date', 'Sat Nov 21 14:32:10 2026', '2026-11-21T14:32:10Z', 30],
    ['asctime with one digit', 'Thu Nov  5 14:32:10 2026', '2026-11-05T14:32:10Z', 0],
    ['the past stays, the wait is over', '2010-08-01T00:00:00Z', '2010-08-01T00:00:00Z', 0],
  ])('%s: %j', (_what, value, retryAt, retryAfterSeconds) => {
    expect(findRetryTime([value], receivedAt)).toMatchObject({ retryAt, retryAfterSeconds });
  });

  it.each([
    '',
    ' ',
    'soon',
    'Retry-After [DATE ISO_8601]',
    '2012-11-~~~:51:28UTC',
    '-5',
    '2 moons',
    '800 hours',
    '""',
    ', ,',
    'soon, later',
    -5,
    '1e3',
    '0x10',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1_448_000_000,
    '1448000000',
    '1448000000000',
    2_678_401,
    '20261121',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-21T25:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    'Fri, 31 Dec 9999 23:59:59 GMT',
    'Foo, 21 Bar 2026 14:32:10 GMT',
    '2028-01-01T00:00:00Z',
    null,
    undefined,
    true,
    {},
    [],
    'x'.repeat(100_000),
    '1'.repeat(100_000),
  ])('%j is no time', (value) => {
    expect(findRetryTime([value], receivedAt)).toEqual({ retryAt: null, retryAfterSeconds: null, isZero: false, isLongest: false });
  });

  it('without a known time of receipt, seconds stay seconds and a date stays a date', () => {
    expect(findRetryTime(['30'], '')).toMatchObject({ retryAt: null, retryAfterSeconds: 30 });
    expect(findRetryTime(['2026-11-21T14:32:10Z'], 'yesterday')).toMatchObject({
      retryAt: '2026-11-21T14:32:10Z',
      retryAfterSeconds: null,
    });
  });
});

describe('several values', () => {
  it.each([
    ['seconds are preferred to a date', ['2026-11-21T14:40:00Z', '54'], 54],
    ['also where the date stands in the header', ['Sat, 21 Nov 2026 14:40:00 GMT', 54], 54],
    ['the first of equals, which is the header', ['6', '54'], 6],
    ['garbage is passed over', ['garbage', null, '2026-11-21T14:32:10Z'], 30],
  ])('%s', (_what, values, retryAfterSeconds) => {
    expect(findRetryTime(values, receivedAt).retryAfterSeconds).toBe(retryAfterSeconds);
  });
});

describe('a header that was sent more than once and joined with commas', () => {
  it.each([
    ['the longest counts', '30, 60', 60, true],
    ['in any order', '60,30', 60, true],
    ['dates, which have a comma of their own', 'Sat, 21 Nov 2026 14:33:10 GMT, Sat, 21 Nov 2026 14:32:10 GMT', 90, true],
    ['a date and seconds', '30, Sat, 21 Nov 2026 14:33:10 GMT', 90, true],
    ['each in quotes', '"30", "60"', 60, true],
    ['garbage among them is passed over', 'soon, 30', 30, false],
    ['twice the same is one', '30, 30', 30, false],
    ['a comma before the parts of a second is none', '2026-11-21T14:32:09,890Z', 30, false],
  ])('%s: %s', (_what, value, retryAfterSeconds, isLongest) => {
    expect(findRetryTime([value], receivedAt)).toMatchObject({ retryAfterSeconds, isLongest });
  });

  it('in a saved answer it stands twice', () => {
    expect(interpret(null, 'HTTP/1.1 503 x\r\nRetry-After: 60\r\nretry-after: 30\r\n\r\n').retryAfterSeconds).toBe(60);
    expect(interpret(503, '', { 'Retry-After': '60', 'retry-after': '30' }).retryAfterSeconds).toBe(60);
  });

  it('the sentence says why', () => {
    expect(interpret(503, '', { 'Retry-After': '30, 60' }).sentence).toContain(
      'wait 60 s, until 2026-11-21T14:32:40Z, the longest of the times that it names',
    );
    expect(interpret(503, '', { 'Retry-After': '60' }).sentence).not.toContain('longest');
  });
});

describe('where it stands', () => {
  const limit = (more: object): string => JSON.stringify({ overLimit: { code: 413, message: 'OverLimit Retry...', ...more } });

  it.each<[string, string, Record<string, string>]>([
    ['Retry-After', '', { 'Retry-After': '30' }],
    ['retry-after', '', { 'retry-after': '30' }],
    ['RETRY-AFTER', '', { 'RETRY-AFTER': '30' }],
    ['Reply-After', '', { 'Reply-After': '2026-11-21T14:32:10Z' }],
    ['retryAfter, a number', limit({ retryAfter: 30 }), {}],
    ['retryAfter, text', limit({ retryAfter: '30' }), {}],
    ['replyAfter', limit({ replyAfter: '2026-11-21T14:32:10Z' }), {}],
    ['retryAt', limit({ retryAt: '2026-11-21T14:32:10UTC' }), {}],
    ['retry_after', limit({ retry_after: 30 }), {}],
    ['Retry-After inside the body', limit({ 'Retry-After': '30' }), {}],
    ['beside the element', '{"overLimit": {"message": "x"}, "retryAfter": 30}', {}],
    ['rootless', '{"message": "OverLimit Retry...", "code": 413, "retryAfter": 30}', {}],
    ['XML attribute', '<overLimit code="413" retryAfter="2026-11-21T14:32:10Z"><message>x</message></overLimit>', {}],
    ['XML attribute replyAfter', '<overLimit code="413" replyAfter="2026-11-21T14:32:10Z"><message>x</message></overLimit>', {}],
    ['XML child', '<overLimit code="413"><message>x</message><retryAfter>30</retryAfter></overLimit>', {}],
    ['words of the message', limit({ message: 'Rate limited. Please retry after 30 seconds.' }), {}],
    ['other words of the message', limit({ message: 'Rate limited, try again in 0.5 minutes' }), {}],
    ['a saved header', 'HTTP/1.1 413 Request Entity Too Large\r\nRetry-After: 30\r\n\r\n', {}],
  ])('%s', (_where, body, headers) => {
    const { retryAt, retryAfterSeconds, category, sentence } = interpret(413, body, headers);
    expect({ retryAt, retryAfterSeconds, category }).toEqual({
      retryAt: '2026-11-21T14:32:10Z',
      retryAfterSeconds: 30,
      category: 'rate_limited',
    });
    expect(sentence).toContain('wait 30 s, until 2026-11-21T14:32:10Z');
  });

  it('503 keeps it, a quota does not: waiting does not help there', () => {
    expect(interpret(503, '', { 'Retry-After': '120' })).toMatchObject({ retryAfterSeconds: 120, retryable: true });
    expect(interpret(413, limit({ message: 'Quota exceeded', retryAfter: 0 }))).toMatchObject({
      category: 'quota',
      retryable: false,
      retryAt: null,
      retryAfterSeconds: null,
    });
  });

  it('a time that is over says so', () => {
    const { sentence, solution } = interpret(413, limit({ retryAfter: '2010-08-01T00:00:00Z' }));
    expect(sentence).toContain('the time to wait for is over since 2010-08-01T00:00:00Z');
    expect(solution[0]?.text).toContain('send the request again now');
  });
});
