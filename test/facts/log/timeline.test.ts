import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { line, readText, start, stop, torn } from './read-lines.js';

const lines = (...all: readonly string[]): string => all.join('\n');
const refusal = (time: string): string => line(time, 'GET https://rse.drivesrvr.com/x: 403 Forbidden', { level: 'WARN' });
const at = (time: string): string => `2026-11-21T${time}.000Z`;

describe('events', () => {
  it('tells starts, stops and backups, oldest first', () => {
    const { events, lineCount, lastLineAt, readBackTo } = readText(
      lines(
        start('08:00:00'),
        line('08:00:05', 'Preparing the backup (14)', { level: 'INFO' }),
        line('08:00:06', 'Still at the backup (14)', { level: 'INFO' }),
        line('08:01:00', 'Backup: Unable to complete the backup (14). Details: 1: x'),
        line('08:01:01', 'Failed to start backup: 1: x'),
        stop('08:02:00'),
      ),
    );
    expect(events.map(({ kind, at: time, backupId }) => [kind, time.slice(11, 19), backupId])).toEqual([
      ['start', '08:00:00', null],
      ['backup-failed', '08:01:00', '14'],
      ['backup-not-started', '08:01:01', null],
      ['stop', '08:02:00', null],
    ]);
    expect({ lineCount, lastLineAt, readBackTo }).toEqual({ lineCount: 6, lastLineAt: at('08:02:00'), readBackTo: at('08:00:00') });
  });

  it('names a backup once, as it was last named', () => {
    const { events } = readText(
      lines(line('08:00:05', 'at the backup (14)', { level: 'INFO' }), line('08:00:06', 'at the backup (14)', { level: 'INFO' })),
    );
    expect(events).toEqual([{ kind: 'backup-named', at: at('08:00:06'), writer: 'agent', backupId: '14' }]);
  });

  it('those before the window count, their errors do not', () => {
    const text = lines(
      start('08:00:00'),
      line('08:00:30', 'too old'),
      line('09:00:00', 'in the window'),
      line('08:59:59', 'a clock that was set back'),
    );
    const { events, groups } = readText(text, { windowBeganAt: at('09:00:00') });
    expect(events.map(({ kind }) => kind)).toEqual(['start']);
    expect(groups.map(({ message }) => message)).toEqual(['in the window']);
  });

  it('what the updater did', () => {
    const text = lines(
      '2026-11-21 03:00:00,100 [INFO]: Agent brought down',
      '2026-11-21 03:00:09,100 [INFO]: driveclient is upgraded',
      '2026-11-21 03:00:10,100 [INFO]: Agent brought up',
    );
    const { events, lineCount, lastLineAt } = readText(text, { writer: 'updater' });
    expect(events.map(({ kind }) => kind)).toEqual(['agent-brought-down', 'agent-upgraded', 'agent-brought-up']);
    expect({ lineCount, lastLineAt }).toEqual({ lineCount: 0, lastLineAt: null });
  });
});

describe('groups', () => {
  it('counts lines of one kind and quotes the newest', () => {
    const { groups } = readText(
      lines(line('08:00:00', 'cannot open /a: no 1'), line('08:00:05', 'cannot open /b: no 2'), line('08:00:09', 'other')),
    );
    expect(groups.map(({ message, lineCount, firstAt, lastAt }) => [message, lineCount, firstAt, lastAt])).toEqual([
      ['other', 1, at('08:00:09'), at('08:00:09')],
      ['cannot open /b: no 2', 2, at('08:00:00'), at('08:00:05')],
    ]);
  });

  it('tells apart what differs in level, function, code or host', () => {
    const { groups } = readText(
      lines(
        line('08:00:00', 'x Ex Code(1)'),
        line('08:00:00', 'x Ex Code(2)'),
        line('08:00:00', 'x Ex Code(2)', { level: 'WARN' }),
        line('08:00:00', 'x Ex Code(2)', { from: 'rax::Other' }),
        line('08:00:00', 'x https://a.example/'),
        line('08:00:00', 'x https://b.example/'),
      ),
    );
    expect(groups).toHaveLength(6);
  });

  it('keeps its size in a log of endless kinds, and every line counts', () => {
    const word = (index: number): string => String(index).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
    const { groups } = readText(lines(...Array.from({ length: 5_000 }, (_, index) => line('08:00:00', `kind ${word(index)}`))));
    expect(groups).toHaveLength(301);
    expect(groups.reduce((sum, { lineCount }) => sum + lineCount, 0)).toBe(5_000);
  });
});

describe('the grace after a start', () => {
  it.each([
    ['10 s after a start', lines(start('08:00:00'), refusal('08:00:10')), [[true, at('08:00:00')]]],
    ['11 s after a start', lines(start('08:00:00'), refusal('08:00:11')), [[false, at('08:00:00')]]],
    ['before a start', lines(refusal('07:59:59'), start('08:00:00')), [[false, null]]],
    ['in the same second before it', lines(refusal('08:00:00'), start('08:00:00')), [[false, at('08:00:00')]]],
    ['of a log that begins with it', refusal('08:00:00'), [[false, null]]],
    [
      'both',
      lines(start('08:00:00'), refusal('08:00:03'), refusal('08:00:30')),
      [
        [false, at('08:00:00')],
        [true, at('08:00:00')],
      ],
    ],
    ['the later of two starts', lines(start('07:00:00'), start('08:00:00'), refusal('08:30:00')), [[false, at('08:00:00')]]],
    [
      'with lines of other levels between',
      lines(start('08:00:00'), line('08:00:04', 'at work', { level: 'DEBUG' }), refusal('08:00:05')),
      [[true, at('08:00:00')]],
    ],
    [
      'and the agent lived on',
      lines(start('08:00:00'), refusal('08:00:03'), line('08:00:11', 'at work', { level: 'INFO' }), stop('08:00:12')),
      [[true, at('08:00:00')]],
    ],
    [
      'and its last word before it was stopped came within the grace',
      lines(start('08:00:00'), refusal('08:00:03'), line('08:00:10', 'at work', { level: 'INFO' }), stop('09:00:00')),
      [[false, at('08:00:00')]],
    ],
    [
      'and it was started again before it had lived past the grace',
      lines(start('08:00:00'), refusal('08:00:03'), start('08:05:00'), line('08:06:00', 'at work', { level: 'INFO' })),
      [[false, at('08:00:00')]],
    ],
    [
      'and what came then is lost',
      lines(start('08:00:00'), refusal('08:00:03'), torn, start('08:05:00'), line('08:06:00', 'at work', { level: 'INFO' })),
      [[true, at('08:00:00')]],
    ],
    [
      'in round after round, each ended by a stop',
      lines(...['08', '09', '10'].flatMap((hour) => [start(`${hour}:00:00`), refusal(`${hour}:00:03`), stop(`${hour}:00:05`)])),
      [[false, at('10:00:00')]],
    ],
  ] as const)('%s', (_, text, expected) =>
    expect(readText(text).groups.map(({ isRightAfterStart, startedAt }) => [isRightAfterStart, startedAt])).toEqual(expected),
  );
});

describe('lines that go on', () => {
  it('belong to the line above', () => {
    const { groups, unparsedLineCount } = readText(lines(line('08:00:00', 'it failed:'), '  because of this', '  and that', ''));
    expect(groups[0]?.message).toBe('it failed:   because of this   and that');
    expect(unparsedLineCount).toBe(0);
  });

  it('without a line above are of no known form', () =>
    expect(readText(lines('garbage', 'more', line('08:00:00', 'x'))).unparsedLineCount).toBe(2));

  it('a page of garbage belongs to no line', () =>
    expect(readText(lines(line('08:00:00', 'x'), ...Array.from({ length: 1_000 }, () => 'garbage'))).unparsedLineCount).toBe(800));
});

it('tells silences of an hour and more', () => {
  const text = lines(
    start('01:00:00'),
    line('01:59:59', 'x'),
    line('02:59:59', 'x'),
    line('03:59:58', 'x'),
    line('03:00:00', 'the clock was set back'),
  );
  expect(readText(text).silences).toEqual([{ from: at('01:59:59'), to: at('02:59:59') }]);
});

it.each([
  ['within one file', [line('01:00:00', 'x'), line('02:00:00', 'x')], ['01:00:00–02:00:00'], []],
  ['where lines may be missing', [line('01:00:00', 'x'), torn, line('02:00:00', 'x')], [], ['01:00:00–02:00:00']],
  ['shorter, where lines may be missing', [line('01:00:01', 'x'), torn, line('02:00:00', 'x')], [], []],
  ['before the first line', [torn, line('02:00:00', 'x')], [], []],
  ['after the last line', [line('01:00:00', 'x'), torn], [], ['01:00:00–now']],
])('a pause %s', (_, all, silences, gaps) => {
  const spans = (list: readonly { readonly from: string; readonly to: string | null }[] = []): readonly string[] =>
    list.map(({ from, to }) => `${from.slice(11, 19)}–${to?.slice(11, 19) ?? 'now'}`);
  const facts = readText(lines(...all));
  expect([spans(facts.silences), spans(facts.gaps)]).toEqual([silences, gaps]);
});

describe('lines that are stamped ahead of the look', () => {
  const text = lines(start('08:00:00'), line('09:00:00', 'x'), stop('10:00:00'));
  const future = lines(text, stop('08:00:00').replace('2026-11-21', '2099-01-01'));
  const eventTimes = ({ events }: { events: readonly { at: string }[] }): readonly string[] => events.map((event) => event.at);

  it.each([
    ['by a day: clocks differ', '2026-11-20T10:00:00.000Z', { lastLineAt: at('10:00:00'), ahead: null }],
    ['by a second more', '2026-11-20T09:59:59.000Z', { lastLineAt: at('09:00:00'), ahead: { lineCount: 1, lastAt: at('10:00:00') } }],
    ['all of them', '2020-01-01T00:00:00.000Z', { lastLineAt: null, ahead: { lineCount: 3, lastAt: at('10:00:00') } }],
  ])('%s', (_, lookedAt, expected) => expect(readText(text, {}, lookedAt)).toMatchObject(expected));

  it('are neither the end of the log nor the end of its silence', () => {
    const facts = readText(future);
    expect(facts).toMatchObject({ lastLineAt: at('10:00:00'), lineCount: 4, silences: readText(text).silences });
    expect(facts.gaps).toEqual([{ from: at('10:00:00'), to: null }]);
    expect(eventTimes(facts)).toEqual([at('08:00:00'), at('10:00:00')]);
  });
});

it('takes names of the machine by the API’s own words, and nothing else', () => {
  const text = lines(
    line('08:00:00', '{"MachineName": "web-1", "IPAddress": "192.0.2.10"}', { level: 'DEBUG' }),
    line('09:00:00', 'MachineName: web-1, HostName=other.example', { level: 'DEBUG' }),
    line('09:30:00', 'FileName: x, IPAddress: none', { level: 'DEBUG' }),
  );
  expect(readText(text).machines).toEqual([
    { kind: 'host-name', value: 'web-1', firstAt: at('08:00:00'), lastAt: at('09:00:00') },
    { kind: 'address', value: '192.0.2.10', firstAt: at('08:00:00'), lastAt: at('08:00:00') },
    { kind: 'host-name', value: 'other.example', firstAt: at('09:00:00'), lastAt: at('09:00:00') },
  ]);
});

const anyLine = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(start('08:00:00'), stop('08:00:01'), refusal('08:00:02'), line('07:00:00', 'AgentKey: 0123456789abcdef0123456789abcdef')),
);
it('any lines make facts of bounded size, without a secret', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 60 }), (all) => {
      const facts = readText(all.join('\n'));
      expect(JSON.stringify(facts)).not.toContain('0123456789abcdef');
      expect(facts.groups.every(({ firstAt, lastAt, lineCount }) => firstAt <= lastAt && lineCount > 0)).toBe(true);
      expect([...facts.events].sort((a, b) => (a.at < b.at ? -1 : 0))).toEqual(facts.events);
    }),
    { numRuns: 300 },
  );
});
