import { expect, it } from '@jest/globals';
import { changeOf, type FileLook } from '../../../src/facts/in-use/change.js';

const look = (over: Partial<FileLook> = {}): FileLook => ({ id: '1:1', sizeBytes: 100, modifiedNs: 5n, changedNs: 5n, fingerprint: 'a', ...over });
const later = { modifiedNs: 6n, changedNs: 6n };

it.each<[string, FileLook | null, boolean, string]>([
  ['untouched', look(), true, 'none'],
  ['gone', null, true, 'vanished'],
  ['another file of that name', look({ ...later, id: '1:2' }), true, 'replaced'],
  ['shorter', look({ ...later, sizeBytes: 99 }), false, 'rewritten'],
  ['longer, the old part as it was', look({ ...later, sizeBytes: 101 }), true, 'appended'],
  ['longer, the old part another', look({ ...later, sizeBytes: 101, fingerprint: 'b' }), true, 'rewritten'],
  ['longer, and may not be read', look({ ...later, sizeBytes: 101, fingerprint: null }), true, 'appended'],
  ['as long, with another content', look({ ...later, fingerprint: 'b' }), false, 'rewritten'],
  ['as long, written by whom holds it open', look(later), true, 'rewritten'],
  ['as long, touched by nobody who holds it open', look(later), false, 'none'],
  ['another mode or owner', look({ changedNs: 6n }), true, 'none'],
])('%s', (_, after, isHeldOpen, expected) => expect(changeOf(look(), after, isHeldOpen)).toBe(expected));
