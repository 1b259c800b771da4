import { describe, expect, it } from '@jest/globals';
import { lowInodes } from '../../src/checks/low-inodes.js';
import { absent } from '../../src/facts/observed.js';
import type { Volume } from '../../src/facts/volumes.js';
import { answerOf, evidenceOf, hung, volume, volumes } from './facts-builders/storage.js';

const limits = { floorCount: 50, lowPercent: 10 };
const judge = (...items: readonly Volume[]) => lowInodes.judge({ volumes: volumes(...items) }, limits);
const inodes = (freeInodeCount: number | null, totalInodeCount: number | null = 1_000) =>
  volume({ space: { freeInodeCount, totalInodeCount } });
const elsewhere = (freeInodeCount: number) =>
  volume({ path: '/tmp', mount: { mountPoint: '/tmp' }, space: { freeInodeCount, totalInodeCount: 1_000 } });

describe('low-inodes', () => {
  it.each<[string, readonly Volume[], string]>([
    ['plenty', [inodes(500)], 'ok'],
    ['just above 10 %', [inodes(101)], 'ok'],
    ['exactly 90 % in use', [inodes(100)], 'warning inodes-nearly-exhausted'],
    ['at the floor', [inodes(50)], 'warning inodes-nearly-exhausted'],
    ['just below the floor', [inodes(49)], 'critical inodes-exhausted'],
    ['none left', [inodes(0)], 'critical inodes-exhausted'],
    ['few, but of a small volume: enough', [inodes(60, 100)], 'ok'],
    ['the other volume is out', [inodes(500), elsewhere(3)], 'critical inodes-exhausted'],
    ['nearly out here, out there', [inodes(60), elsewhere(3)], 'critical inodes-exhausted'],
    ['btrfs counts none', [inodes(null, null)], 'not-applicable'],
    ['btrfs, and another that is fine', [inodes(null, null), elsewhere(900)], 'ok'],
    ['a dead server', [inodes(500), volume({ path: '/mnt/x', mount: { mountPoint: '/mnt' }, space: hung })], 'unknown'],
    ['a host image', [volume({ space: absent('an image') })], 'not-applicable'],
  ])('%s', (_, items, expected) => {
    const verdict = judge(...items);
    expect(answerOf(verdict)).toBe(expected);
  });

  it('tells the worst volume first', () => {
    const verdict = judge(inodes(500), elsewhere(3));
    expect(evidenceOf(verdict)[0]).toEqual({ subject: '/tmp', name: 'freeInodeCount', value: 3, unit: 'count', source: 'statfs' });
  });
});
