import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { parseLogLine, type LogLine } from '../../../src/facts/log/log-line.js';
import { functionIn } from '../../../src/facts/log/named-in-line.js';

const utc = (ms: number): number => ms;
const agentLine = (text: string): LogLine | null => parseLogLine('agent', text, utc);
const at = (line: LogLine | null): string | null => (line === null ? null : new Date(line.atMs).toISOString());

describe('a line of the agent', () => {
  it.each([
    ['a date in ISO form', '[2013-08-26 10:27:24|T12|WARN |Http|rax::X::Y(474)] text', '2013-08-26T10:27:24.000Z'],
    ['the older form', '[26 Aug 2013 10:27:24|T12|WARN |Http|rax::X::Y(474)] text', '2013-08-26T10:27:24.000Z'],
    ['with milliseconds', '[2013-08-26 10:27:24,123|T12|WARN |Http|rax::X::Y(474)] text', '2013-08-26T10:27:24.000Z'],
    ['a leap second', '[2016-12-31 23:59:60|T12|WARN |Http|rax::X::Y(474)] text', '2017-01-01T00:00:00.000Z'],
    ['a month that is none', '[26 Abc 2013 10:27:24|T12|WARN |Http|rax::X::Y(474)] text', null],
    ['a 13th month', '[2013-13-26 10:27:24|T12|WARN |Http|rax::X::Y(474)] text', null],
    ['an hour that is none', '[2013-08-26 24:00:00|T12|WARN |Http|rax::X::Y(474)] text', null],
    ['no brackets', '2013-08-26 10:27:24|T12|WARN |Http|rax::X::Y(474)] text', null],
    ['a level that is none', '[2013-08-26 10:27:24|T12|LOUD |Http|rax::X::Y(474)] text', null],
    ['too few columns', '[2013-08-26 10:27:24|T12|WARN |Http', null],
    ['a continuation', '    at line 12', null],
    ['empty', '', null],
  ])('%s', (_, text, expected) => expect(at(agentLine(text))).toBe(expected));

  const curl = 'rax::HttpResponse local::<unnamed>::CurlEasyPerformWrapper(CURL*, rax::HttpContext&)';
  it.each([
    ['a plain name', 'rax::Backup::PerformBackup(202)] text', 'rax::Backup::PerformBackup', 'rax::Backup::PerformBackup', 'text'],
    ['a result and a parameter list', `${curl}(239)] text`, curl, 'local::<unnamed>::CurlEasyPerformWrapper', 'text'],
    [
      'a template',
      'std::map<int, rax::Id> phx::Store<int, long>::Get(int)(7)] text',
      'std::map<int, rax::Id> phx::Store<int, long>::Get(int)',
      'phx::Store<int, long>::Get',
      'text',
    ],
    ['an index and a call operator', 'int rax::A::operator()(int[])(7)] text', 'int rax::A::operator()(int[])', 'rax::A::operator', 'text'],
    ['a message with the same ending', 'rax::A::B(1)] it says C::D(2)] again', 'rax::A::B', 'rax::A::B', 'it says C::D(2)] again'],
    ['bars in the message', 'rax::A::B(1)] a|b|c', 'rax::A::B', 'rax::A::B', 'a|b|c'],
    ['an empty message', 'rax::A::B(1)] ', 'rax::A::B', 'rax::A::B', ''],
    ['an empty message, blank cut', 'rax::A::B(1)]', 'rax::A::B', 'rax::A::B', ''],
    ['no source line', 'text without its origin', null, null, 'text without its origin'],
  ])('its origin: %s', (_, rest, context, writtenBy, message) => {
    const line = agentLine(`[2013-08-26 10:27:24|...|INFO |root|${rest}`);
    expect(line).toMatchObject({ context, message, level: 'INFO' });
    expect(functionIn(line?.context ?? null)).toBe(writtenBy);
  });
});

describe('a line of the updater', () => {
  const berlin = (ms: number): number => ms - 7_200_000;
  it.each([
    [
      '2015-03-31 10:00:00,123 [INFO]: Agent brought down',
      { atMs: Date.parse('2015-03-31T08:00:00.123Z'), level: 'INFO', message: 'Agent brought down' },
    ],
    ['2015-03-31 10:00:00,123 [CRITICAL]: no', { atMs: Date.parse('2015-03-31T08:00:00.123Z'), level: 'FATAL', message: 'no' }],
    ['2015-03-31 10:00:00,123 [WARNING]: no', { atMs: Date.parse('2015-03-31T08:00:00.123Z'), level: 'WARN', message: 'no' }],
  ])('%s', (text, expected) =>
    expect(parseLogLine('updater', text, berlin)).toMatchObject({ writer: 'updater', context: null, ...expected }),
  );

  it.each(['2015-03-31 10:00:00 [INFO]: no', '2015-03-31 10:00:00,123 INFO: no', 'Traceback (most recent call last):'])(
    '%s is none',
    (text) => expect(parseLogLine('updater', text, utc)).toBeNull(),
  );
});

const pieces = fc.constantFrom('[', ']', '|', '(1)] ', '2013-08-26 10:27:24', 'WARN ', 'a', ' ', '\0', '\xff', '<', '>', '(', ')', '1');
it('no text crashes the parser', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces).map((parts) => parts.join('')),
      ),
      (text) => {
        for (const writer of ['agent', 'updater'] as const) {
          const line = parseLogLine(writer, text, utc);
          expect(line === null || Number.isFinite(line.atMs)).toBe(true);
          expect(typeof functionIn(line?.context ?? text)).toMatch(/string|object/);
        }
      },
    ),
  );
});
