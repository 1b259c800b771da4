import { describe, expect, it } from '@jest/globals';
import { readOnlyVolume } from '../../src/checks/read-only-volume.js';
import type { Volume } from '../../src/facts/volumes.js';
import { answerOf, evidenceOf, hung, volume, volumes } from './facts-builders/storage.js';

const judge = (...items: readonly Volume[]) => readOnlyVolume.judge({ volumes: volumes(...items) }, {});
const readOnly = volume({ path: '/var/log', role: 'log', mount: { mountPoint: '/var', device: '/dev/xvdb1', isReadOnly: true } });
const byError = volume({
  path: '/cbs/cache',
  mount: { mountPoint: '/cbs', device: '/dev/xvdc1', isReadOnly: true, isReadOnlyByError: true },
});

describe('read-only-volume', () => {
  it.each<[string, readonly Volume[], string]>([
    ['writable', [volume()], 'ok'],
    ['mounted read-only', [volume(), readOnly], 'critical mounted-read-only'],
    ['read-only by an error', [volume(), byError], 'critical read-only-by-error'],
    ['both: the error is told first', [readOnly, byError], 'critical read-only-by-error'],
    ['writable, though its server gives no answer', [volume({ space: hung })], 'ok'],
    ['a system that does not tell', [volume({ mount: { isReadOnly: null } })], 'unknown'],
    [
      'one that is known to be read-only, one that is not known',
      [volume({ mount: { isReadOnly: null } }), readOnly],
      'critical mounted-read-only',
    ],
    ['no folder at all', [], 'not-applicable'],
  ])('%s', (_, items, expected) => {
    const verdict = judge(...items);
    expect(answerOf(verdict)).toBe(expected);
  });

  it('names folder, mount and device of the sick one first', () => {
    const verdict = judge(volume(), byError);
    const first = evidenceOf(verdict).filter(({ subject }) => subject === '/cbs/cache');
    expect(first.map(({ name, value }) => [name, value])).toEqual([
      ['isReadOnly', true],
      ['keeps', 'cache'],
      ['fileSystem', 'ext4'],
      ['mountPoint', '/cbs'],
      ['device', '/dev/xvdc1'],
      ['forUser', 'root'],
    ]);
    expect(evidenceOf(verdict)[0]?.subject).toBe('/cbs/cache');
  });
});
