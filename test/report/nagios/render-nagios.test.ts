import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderNagios } from '../../../src/report/nagios/render-nagios.js';
import type { RenderOptions } from '../../../src/report/renderer.js';
import {
  blindEssential,
  check,
  healthy,
  hostile,
  longPath,
  noAgent,
  oneCause,
  quantity,
  report,
  samples,
  severalCauses,
  withTexts,
} from '../sample-reports.js';
import { parsePluginOutput } from './plugin-output.js';

const plain: RenderOptions = { color: false, unicode: true, verbose: false, width: 80 };

describe('the Nagios output', () => {
  it('of a healthy host is one line', () => {
    expect(renderNagios(healthy(), plain)).toBe(
      'BACKUP OK - Nothing was found that would stop backups of this host. | ' +
        'ok=16 warning=0 critical=0 unknown=0 time=2.857s;;;0;60 free_/var/cache/driveclient=48000000000B;;104857600:;0;\n',
    );
  });

  it('of a sick host tells the first cause with its measured value, then each cause with its first step', () => {
    expect(renderNagios(severalCauses(), plain).split('\n')).toEqual([
      'BACKUP CRITICAL - Cloned agent (and 2 more): The agent 95874 was registered on 2025-02-02, on an earlier instance of this disk; this instance... | ' +
        'ok=1 warning=1 critical=3 unknown=1 time=2.857s;;;0;60 free_/var/cache/driveclient=61234176B;;104857600:;0;',
      '1. Cloned agent (critical, likely): The agent 95874 was registered on 2025-02-02, on an earlier instance of this disk; this instance first booted on 2026-11-18. ' +
        'To do: Stop the agent on this host, and run no backup on either machine until this is settled. Command: service driveclient stop',
      '2. Low disk space (critical): /var/cache/driveclient has only 58.4 MiB free; below 100 MiB the agent throttles its log and its database can be damaged. ' +
        'To do: Free space on /, the volume of /var/cache/driveclient: rotated logs of the agent are the first candidates.',
      '3. Outdated agent (warning, possible): Version 1.05.008000 is installed; 1.23.011522 has been published for 34 days. ' +
        'To do: Let the updater run, or install the published version by hand.',
      '',
    ]);
  });

  it('leaves out a command that could not be copied from it', () => {
    expect(oneCause().causes[0]?.solution[0]?.command).toContain('|');
    expect(renderNagios(oneCause(), plain)).not.toContain('Command: du');
  });

  it('says what could not be looked at, and nothing twice that a cause explains', () => {
    const { longText } = parsePluginOutput(renderNagios(oneCause(), plain));
    expect(longText.slice(1)).toEqual([
      'Could not look: DNS failure: The DNS probe timed out after 5 s.',
      'Could not look: TLS failure: No name could be resolved.',
    ]);
  });

  it.each([
    ['no agent', noAgent(), 'Whether backups of this host work cannot be told: No backup agent was found'],
    ['blind where it matters', blindEssential(), 'Whether backups of this host work cannot be told: /etc/driveclient/bootstrap.json'],
    [
      'a cause beside an agent that is not there',
      { ...oneCause(), status: 'unknown' as const, headline: 'Whether backups work cannot be told.' },
      'Whether backups work',
    ],
  ])('of an unknown state tells why: %s', (_, sample, start) => {
    const { status, text } = parsePluginOutput(renderNagios(sample, plain));
    expect(status).toBe('UNKNOWN');
    expect(text).toContain(start);
  });

  it('measures free space against the floor of the same volume', () => {
    const { values } = parsePluginOutput(renderNagios(oneCause(), plain));
    expect(values).toContainEqual({ label: 'free_/var/cache/driveclient', value: 61_234_176, unit: 'B', critical: '104857600:' });
    expect(renderNagios(oneCause(), plain)).toMatch(/ free_\/var\/cache\/driveclient=61234176B;;104857600:;0;\n/);
    expect(values).toContainEqual({ label: 'time', value: 2.857, unit: 's', critical: '' });
  });

  it('quotes a label, and takes out what a label must not hold', () => {
    const { values } = parsePluginOutput(renderNagios(withTexts("/srv/a b='x'"), plain));
    expect(values.map(({ label }) => label)).toContain('free_/srv/a b__x_');
  });

  it('shows markup and separators from outside as escapes', () => {
    const output = renderNagios(hostile(), plain);
    expect(output).toContain('a\\x0ab\\x1b[31mc');
    expect(output).toContain('\\x3c/script\\x3e\\x7c');
    expect(output).not.toMatch(/[<>]/);
  });

  it('keeps the first line within 255 characters', () => {
    const [first = ''] = renderNagios(longPath(), plain).split('\n');
    expect(first.length).toBeLessThanOrEqual(255);
    expect(first).toContain('free_/srv/customers-and-~ocuments/archive.tar.gz');
  });

  it('measures free inodes, with the whole as the maximum', () => {
    const evidence = [
      quantity('/var', 'freeInodeCount', 1500, 'count'),
      quantity('/var', 'totalInodeCount', 655_360, 'count'),
      quantity('/var', 'floorCount', 1000, 'count'),
      quantity('/', 'freeInodeCount', 9000, 'count'),
    ];
    const output = renderNagios(report({ checks: [check('low-inodes', 'Low inodes', { evidence })] }), plain);
    expect(output).toContain(' inodes_/var=1500;;1000:;0;655360 inodes_/=9000;;;0;\n');
  });

  it('measures as many volumes as leave room for the words', () => {
    const evidence = ['/', '/var', '/var/log', '/var/cache', '/tmp', '/srv/data'].map((path) =>
      quantity(path, 'freeBytes', 48_000_000_000, 'bytes'),
    );
    const { values, text } = parsePluginOutput(
      renderNagios(report({ checks: [check('low-disk-space', 'Low disk space', { evidence })] }), plain),
    );
    expect(values.map(({ label }) => label).slice(5)).toEqual(['free_/', 'free_/var', 'free_/var/log']);
    expect(text).toBe('Nothing was found that would stop backups of this host.');
  });

  it.each(Object.entries(samples))('is read by a strict parser: %s', (_, make) => {
    const sample = make();
    const output = parsePluginOutput(renderNagios(sample, plain));
    expect(output.service).toBe('BACKUP');
    expect(output.status).toBe(sample.status.toUpperCase());
    expect(output.longText.length).toBeGreaterThanOrEqual(sample.causes.length);
    expect(output.values.map(({ label }) => label).slice(0, 5)).toEqual(['ok', 'warning', 'critical', 'unknown', 'time']);
  });

  it('is read by a strict parser whatever text comes from outside', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 }));
    fc.assert(
      fc.property(anyText, fc.boolean(), (foreign, unicode) => {
        const output = renderNagios(withTexts(foreign), { ...plain, unicode });
        expect(parsePluginOutput(output).longText).toHaveLength(2 + withTexts('').waivers.length);
        expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>]/u);
        expect(Array.from(output.split('\n')[0] ?? '').length).toBeLessThanOrEqual(255);
        if (!unicode) expect(output).toMatch(/^[\n\x20-\x7e]*$/);
      }),
      // What holds no markup until it is spelled in ASCII.
      { examples: [['≤ → ≥', false]] },
    );
  });

  it('stands without any check', () => {
    expect(renderNagios(report(), plain)).toBe(
      'BACKUP OK - Nothing was found that would stop backups of this host. | ok=0 warning=0 critical=0 unknown=0 time=2.857s;;;0;60\n',
    );
  });
});
