import { expect, it } from '@jest/globals';
import { parseOpenMode } from '../../../src/facts/in-use/open-mode.js';

const info = (flags: string): string => `pos:\t0\nflags:\t${flags}\nmnt_id:\t29\nino:\t2212856\nlock:\t1: FLOCK ADVISORY WRITE 1 fe:00:1 0 EOF\n`;

it.each([
  ['read', info('0100000'), { isWriting: false, isAppending: false }],
  ['write', info('0100001'), { isWriting: true, isAppending: false }],
  ['read and write', info('02100002'), { isWriting: true, isAppending: false }],
  ['append', info('0102001'), { isWriting: true, isAppending: true }],
  ['read with O_APPEND', info('0102000'), { isWriting: false, isAppending: false }],
  ['a path alone', info('010000002'), { isWriting: false, isAppending: false }],
  ['no flags', 'pos:\t0\n', null],
  ['nothing', '', null],
])('%s', (_, text, expected) => expect(parseOpenMode(text)).toEqual(expected));
