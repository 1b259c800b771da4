import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { lastWordsOf } from '../../../src/probes/platform/last-words.js';

const ofEngine = `#
# Fatal error in , line 0
# Check failed: concurrent_marking_handle_ implies !concurrent_marking_handle_->IsValid().
#
#FailureMessage Object: 0x7fff1719b1c0
----- Native stack trace -----

 1: 0xd32b41  [/usr/bin/node]`;

it.each([
  ['nothing', '', ''],
  ['a sentence', 'a sentence\n', 'a sentence'],
  ['more than one line', '\nthe first\nthe second\n', 'the first'],
  ['a check of the engine', ofEngine, 'Check failed: concurrent_marking_handle_ implies !concurrent_marking_handle_->IsValid().'],
  ['no memory left', '<--- Last few GCs --->\n\nFATAL ERROR: Reached heap limit\n', 'FATAL ERROR: Reached heap limit'],
])('%s', (_, stderr, expected) => expect(lastWordsOf(stderr)).toBe(expected));

it.each([
  ['throw new TypeError("not so")', 'TypeError: not so'],
  ['fs.openSync("/none")', "Error: ENOENT: no such file or directory, open '/none'"],
  ['throw Object.assign(new Error("one\\ntwo"), { code: "X" })', 'Error: one'],
])('of Node that ran %s', (program, expected) =>
  expect(lastWordsOf(spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' }).stderr)).toBe(expected),
);
