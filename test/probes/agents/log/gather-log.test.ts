// The reader of logs on real files, through its child process.
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { LogFacts } from '../../../../src/facts/log.js';
import type { Observed } from '../../../../src/facts/observed.js';
import { gatherLog } from '../../../../src/probes/agents/log/gather-log.js';
import { hostImage, type HostImage, type ImageEntry } from '../host-image.js';
import { canLookAsOrdinaryUser, describeWithHangs, inLab, lookAsOrdinaryUser } from '../../../lab/storage-lab.js';
import { line, start } from '../../../facts/log/read-lines.js';

const path = '/var/log/driveclient.log';
const updaterPath = '/var/log/cloudbackup-updater.log';
const places = [
  { writer: 'updater', path: updaterPath, rolloverCount: 5 },
  { writer: 'agent', path, rolloverCount: 12 },
] as const;
const request = { places, windowSeconds: 36_000, graceSeconds: 10, limitMs: 10_000 };
const now = new Date('2026-11-21T12:00:00.000Z');

let image: HostImage | null = null;
afterEach(() => {
  image?.remove();
  image = null;
});

function look(entries: Readonly<Record<string, ImageEntry>>, over: Partial<typeof request> = {}): Promise<Observed<LogFacts>> {
  image = hostImage(entries);
  return gatherLog({ ...image.system, now: () => now }, { ...request, ...over }, new AbortController().signal);
}

async function factsOf(entries: Readonly<Record<string, ImageEntry>>): Promise<LogFacts> {
  const fact = await look(entries);
  if (fact.state !== 'observed') throw new Error(JSON.stringify(fact));
  return fact.value;
}

const messages = ({ groups }: LogFacts): readonly string[] => groups.map(({ message }) => message).sort();
const text = (...lines: readonly string[]): string => lines.map((each) => `${each}\n`).join('');

const at = (time: string): string => `2026-11-21T${time}.000Z`;

describe('a pause of the agent', () => {
  const [one, two] = [text(line('01:00:00', 'x')), text(line('08:00:00', 'x'))];
  const pause = { from: at('01:00:00'), to: at('08:00:00') };
  const open = { from: at('01:00:00'), to: null };
  it.each<[string, Readonly<Record<string, ImageEntry>>, Pick<LogFacts, 'silences' | 'gaps'>]>([
    ['within a file is a silence', { [path]: one + two }, { silences: [pause], gaps: [] }],
    ['between two files is none', { [path]: two, [`${path}.1`]: one }, { silences: [], gaps: [pause] }],
    ['where a file is missing is none', { [path]: two, [`${path}.2`]: one }, { silences: [], gaps: [pause] }],
    ['around a run of NUL is none', { [path]: `${one}${'\0'.repeat(600_000)}${two}` }, { silences: [], gaps: [pause] }],
    ['around one NUL in a line is none', { [path]: `${one.trimEnd()}\0${two}` }, { silences: [], gaps: [pause] }],
    ['below a head of NUL is none', { [path]: `\0\0\0${two}` }, { silences: [], gaps: [] }],
    ['after which the log was emptied is none', { [path]: '', [`${path}.1`]: one }, { silences: [], gaps: [open] }],
    ['after which the log was removed is none', { [`${path}.1`]: one }, { silences: [], gaps: [open] }],
    ['after which NUL stands is none', { [path]: `${one}\0\0` }, { silences: [], gaps: [open] }],
  ])('%s', async (_, entries, expected) => {
    expect(await factsOf(entries)).toMatchObject(expected);
  });
});

describe('a log with its rollovers', () => {
  it('is read from the newest line to the oldest', async () => {
    const facts = await factsOf({
      [path]: text(line('11:00:00', 'c')),
      [`${path}.1`]: text(line('10:00:00', 'b')),
      [`${path}.3`]: text(line('09:00:00', 'a')),
    });
    expect(messages(facts)).toEqual(['a', 'b', 'c']);
    expect(facts).toMatchObject({ stoppedBy: 'beginning', lineCount: 3, unparsedLineCount: 0, windowBeganAt: '2026-11-21T02:00:00.000Z' });
    expect(facts.files.map((file) => [file.path, file.readBytes === file.sizeBytes])).toEqual([
      [path, true],
      [`${path}.1`, true],
      [`${path}.3`, true],
    ]);
  });

  it.each([
    ['within its origin', 30],
    ['within its message', 75],
    ['before its end of line', 80],
  ])('a line that the rotation cut %s is one line', async (_, cut) => {
    const whole = text(line('10:00:00', 'a message that was cut somewhere'));
    const facts = await factsOf({
      [`${path}.1`]: text(line('09:00:00', 'a')) + whole.slice(0, cut),
      [path]: whole.slice(cut) + text(line('11:00:00', 'c')),
    });
    expect(messages(facts)).toEqual(['a', 'a message that was cut somewhere', 'c']);
    expect(facts.unparsedLineCount).toBe(0);
  });

  it('an older file that ends within a line does not swallow the next one', async () => {
    const facts = await factsOf({ [`${path}.1`]: line('10:00:00', 'never finis'), [path]: text(line('11:00:00', 'c')) });
    expect(messages(facts)).toEqual(['c', 'never finis']);
  });

  it('a file that comes by under two names, as it rolls over, is read once', async () => {
    image = hostImage({ [path]: text(line('11:00:00', 'c')) });
    execFileSync('ln', [`${image.root}${path}`, `${image.root}${path}.1`]);
    const fact = await gatherLog({ ...image.system, now: () => now }, request, new AbortController().signal);
    expect(fact).toMatchObject({ value: { lineCount: 1 } });
  });

  it('just rolled over, and the new one is not there yet', async () => {
    expect(messages(await factsOf({ [`${path}.1`]: text(line('11:00:00', 'c')) }))).toEqual(['c']);
  });

  it('the updater has a log of its own, in the local time of its host', async () => {
    const facts = await factsOf({
      [path]: text(line('11:00:00', 'c')),
      [updaterPath]: '2026-11-21 06:00:00,100 [ERROR]: no package\n',
      '/etc/localtime': { link: '/usr/share/zoneinfo/America/New_York' },
    });
    expect(facts.groups.map(({ writer, firstAt }) => [writer, firstAt])).toEqual([
      ['updater', '2026-11-21T11:00:00.100Z'],
      ['agent', '2026-11-21T11:00:00.000Z'],
    ]);
    expect(facts.lineCount).toBe(1);
  });

  it('of the updater alone says nothing of the agent', async () =>
    expect(await look({ [updaterPath]: '2026-11-21 06:00:00,100 [INFO]: Agent brought up\n' })).toEqual({
      state: 'absent',
      reason: `${path} does not exist`,
    }));
});

describe('a strange log', () => {
  it.each([
    ['empty', '', [], 0],
    ['no end of line', line('11:00:00', 'c'), ['c'], 0],
    ['line ends of Windows', `${line('11:00:00', 'b')}\r\n${line('11:00:01', 'c')}\r\n`, ['b', 'c'], 0],
    ['NUL where a crash lost lines', `${line('11:00:00', 'b')}\n\0\0\0\0${line('11:00:01', 'c')}\n\0\0`, ['b', 'c'], 0],
    ['escape codes', text(line('11:00:00', 'red \x1b[31m')), ['red \\x1b[31m'], 0],
    ['garbage', 'not a log\nat all\n', [], 2],
  ])('%s', async (_, content, expected, unparsed) => {
    const facts = await factsOf({ [path]: content });
    expect([messages(facts), facts.unparsedLineCount]).toEqual([expected, unparsed]);
  });

  it('bytes that are no UTF-8 are shown as such', async () => {
    image = hostImage({ [path]: '' });
    const bytes = Buffer.concat([Buffer.from(line('11:00:00', 'Path Not Found: /a/')), Buffer.from([0xe9, 0x74, 0xe9, 0x0a])]);
    execFileSync('tee', [`${image.root}${path}`], { input: bytes });
    const fact = await gatherLog({ ...image.system, now: () => now }, request, new AbortController().signal);
    expect(fact).toMatchObject({ value: { groups: [{ message: 'Path Not Found: /a/\\xe9t\\xe9', path: '/a/\\xe9t\\xe9' }] } });
  });

  it.each([255, 256, 257])('a line over the border of a block (%i KiB) is one line', async (kib) => {
    const filler = text(line('10:00:00', 'x'.repeat(100), { level: 'INFO' })).repeat(Math.floor((kib << 10) / 170));
    expect(messages(await factsOf({ [path]: text(line('09:00:00', 'a')) + filler + text(line('11:00:00', 'c')) }))).toEqual(['a', 'c']);
  });

  it('of one line of 100 MB its beginning counts', async () => {
    const facts = await factsOf({
      [path]: text(line('09:00:00', 'a'), line('10:00:00', `b ${'x'.repeat(100 << 20)}`), line('11:00:00', 'c')),
    });
    expect(messages(facts).map((message) => message.slice(0, 3))).toEqual(['a', 'b x', 'c']);
  });

  it.each([
    ['a FIFO', { [path]: { kind: 'fifo' } }, 'malformed', /driveclient\.log is not a file/],
    ['a folder', { [path]: { kind: 'folder' } }, 'malformed', /driveclient\.log is not a file/],
    ['a link to a device outside of the image', { [path]: { link: '/dev/zero' } }, 'absent', /does not exist/],
    ['nothing', { '/var/log/syslog': '' }, 'absent', /driveclient\.log does not exist/],
  ] as const)('%s is none', async (_, entries, kind, words) => {
    const fact = await look(entries);
    expect(fact.state === 'unavailable' ? fact.failure.kind : fact.state).toBe(kind);
    expect(JSON.stringify(fact)).toMatch(words);
  });

  (canLookAsOrdinaryUser ? it : it.skip)('one that may not be read says what to do (needs a checkout that others may read)', () => {
    image = hostImage({ [path]: { text: 'x', mode: 0 } });
    chmodSync(image.root, 0o755);
    expect(lookAsOrdinaryUser({ look: 'log', request, root: image.root })).toMatchObject({
      failure: { kind: 'permission-denied', detail: expect.stringMatching(/run as root/) },
    });
  });

  it('an older part that cannot be read leaves the rest', async () => {
    const fact = await look({ [path]: text(line('11:00:00', 'c')), [`${path}.1`]: { kind: 'folder' } });
    expect(fact).toMatchObject({ state: 'observed', value: { stoppedBy: 'unreadable', lineCount: 1 } });
  });
});

describe('a window', () => {
  /** Of an hour before the window. */
  const older = (kib: number): string => text(line('01:00:00', 'y'.repeat(1_000), { level: 'INFO' })).repeat(kib);

  it('is left a little way, for the story of starts', async () => {
    const facts = await factsOf({
      [path]: text(start('00:30:00')) + older(20_000) + text(start('01:30:00'), line('01:59:59', 'too old'), line('02:00:00', 'in it')),
    });
    expect(facts).toMatchObject({ stoppedBy: 'window', readBackTo: '2026-11-21T01:00:00.000Z', lastLineAt: '2026-11-21T02:00:00.000Z' });
    expect(facts.events.map(({ at }) => at)).toEqual(['2026-11-21T01:30:00.000Z']);
    expect(messages(facts)).toEqual(['in it']);
  });

  it('goes on behind lines of a clock that was set back', async () => {
    const facts = await factsOf({
      [path]:
        text(line('03:00:00', 'before')) +
        older(12_000) +
        text(line('03:00:01', 'between')) +
        older(12_000) +
        text(line('11:00:00', 'after')),
    });
    expect(messages(facts)).toEqual(['after', 'before', 'between']);
  });

  it('ends with the time for it, and says so', async () => {
    const fact = await look({ [path]: text(line('11:00:00', 'x'.repeat(200), { level: 'INFO' })).repeat(400_000) }, { limitMs: 600 });
    expect(fact).toMatchObject({ state: 'observed', value: { stoppedBy: 'time', readBackTo: '2026-11-21T11:00:00.000Z' } });
  });
});

describe('memory', () => {
  const program = fileURLToPath(new URL('./peak-memory.js', import.meta.url));
  const peakOf = (content: string, sizeBytes?: number): { peakBytes: number; fact: { value: LogFacts } } => {
    image = hostImage({ [path]: { sizeBytes: sizeBytes ?? 0 } });
    appendFileSync(`${image.root}${path}`, content);
    return JSON.parse(execFileSync(process.execPath, [program, `${image.root}${path}`, '2026-11-21T02:00:00.000Z'], { encoding: 'utf8' }));
  };
  const busy = (count: number): string =>
    Array.from(
      { length: count },
      (_, index) => `${line('11:00:00', `failed at ${index} in https://h${index}.example/ "${'x'.repeat(300)}"`)}\n`,
    ).join('');

  it('does not grow with the log: 20,000 lines of endless kinds, 100,000, and 5 GB', () => {
    const small = peakOf(busy(20_000)).peakBytes;
    image?.remove();
    const large = peakOf(busy(100_000));
    image?.remove();
    const huge = peakOf(text(line('11:00:00', 'c')), 5 * 2 ** 30);
    expect(large.fact.value.lineCount).toBe(100_000);
    expect(huge.fact.value).toMatchObject({ stoppedBy: 'size', lineCount: 1 });
    for (const { peakBytes } of [large, huge]) expect(peakBytes - small).toBeLessThan(60 << 20);
  });
});

describeWithHangs('a log on a mount that hangs', () => {
  it.each(['queue', 'swallow'])('costs its own limit and no more (%s)', async (mode) => {
    const { answer, tookMs, exitCode } = await inLab(`hung "$LAB/dead" ${mode}`, (lab) => ({
      look: 'log',
      request: {
        places: [{ writer: 'agent', path: `${lab}/dead/driveclient.log`, rolloverCount: 12 }],
        windowSeconds: 60,
        graceSeconds: 10,
        limitMs: 1_500,
      },
    }));
    expect(answer).toMatchObject({
      state: 'unavailable',
      failure: { kind: 'timed-out', detail: expect.stringMatching(/dead\/driveclient\.log gave no answer/) },
    });
    expect(exitCode).toBe(0);
    expect(tookMs).toBeLessThan(6_000);
  });

  it('what was read before counts', async () => {
    const { answer } = await inLab(
      `hung "$LAB/dead" queue; echo '${line('11:00:00', 'c')}' >"$LAB/a.log"; ln -s "$LAB/dead/x" "$LAB/a.log.1"`,
      (lab) => ({
        look: 'log',
        request: {
          places: [{ writer: 'agent', path: `${lab}/a.log`, rolloverCount: 12 }],
          windowSeconds: 60,
          graceSeconds: 10,
          limitMs: 2_500,
        },
      }),
    );
    expect(answer).toMatchObject({ state: 'observed', value: { stoppedBy: 'time', lineCount: 1 } });
  });
});
