import { describe, expect, it } from '@jest/globals';
import type { Unit } from '../../src/checks/check.js';
import { fill, formatQuantity, unfilled } from '../../src/diagnosis/wording.js';
import { free } from './sample-catalogue.js';

describe('quantities as people read them', () => {
  const rows: readonly (readonly [number, Unit, string])[] = [
    [0, 'bytes', '0 bytes'],
    [999, 'bytes', '999 bytes'],
    [1500, 'bytes', '1,500 bytes'],
    [9_999, 'bytes', '9,999 bytes'],
    [10_240, 'bytes', '10 KiB'],
    [61_400_000, 'bytes', '58.6 MiB'],
    [104_857_600, 'bytes', '100 MiB'],
    [104_700_000, 'bytes', '99.8 MiB'],
    [1_073_000_000, 'bytes', '1023 MiB'],
    [5.5e9, 'bytes', '5.12 GiB'],
    [500 * 1024 ** 6, 'bytes', '512000 PiB'],
    [2_000_000, 'bytes-per-second', '2 MB/s'],
    [999, 'bytes-per-second', '999 bytes/s'],
    [1_450_000, 'bytes-per-second', '1.45 MB/s'],
    [90, 'seconds', '90 s'],
    [3600, 'seconds', '60 min'],
    [86_400, 'seconds', '24 h'],
    [259_200, 'seconds', '3 days'],
    [250, 'milliseconds', '250 ms'],
    [134_000, 'milliseconds', '2 min'],
    [4.25, 'percent', '4.3 %'],
    [200_000, 'count', '200,000'],
    [1, 'days', '1 day'],
    [36, 'days', '36 days'],
  ];
  it.each(rows)('%d %s is %s', (value, unit, text) => {
    expect(formatQuantity(value, unit)).toBe(text);
  });
});

describe('sentence templates', () => {
  it('take values by name and the subject of the first evidence', () => {
    expect(fill('{subject}: {freeBytes}', [free(2e9)])).toBe('/var/cache/driveclient: 1.86 GiB');
  });

  it('show a time as people write it', () => {
    const since = { subject: 'agent', name: 'since', value: '2026-03-02T10:00:59.123Z', unit: null, source: 'test' } as const;
    expect(fill('since {since}', [since])).toBe('since 2026-03-02 10:00 UTC');
  });

  it('say unknown for what was not measured, and list it for the tests', () => {
    expect(fill('{nothing}', [free(1)])).toBe('unknown');
    expect(unfilled('{subject} {nothing} {freeBytes}', [free(1)])).toEqual(['nothing']);
  });
});
