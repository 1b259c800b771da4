// What a shell makes of a word is asked of the shell itself.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shellWord } from '../../src/facts/shell-word.js';
import { printableBytes } from '../../src/facts/storage/printable.js';

/** One character a byte. */
const saidBy = (shell: string, word: string): string => spawnSync(shell, ['-c', `printf %s ${word}`]).stdout.toString('latin1');

const hasBash = spawnSync('bash', ['-c', ':']).status === 0;

describe('a word of a shell', () => {
  it.each([
    ['/srv/data-1_2.tar', '/srv/data-1_2.tar'],
    ['/srv/two words', "'/srv/two words'"],
    ["it's", "'it'\\''s'"],
    ['$(reboot)', "'$(reboot)'"],
    ['a\nb', "$'a\\x0ab'"],
    ['caf\\xe9', "$'caf\\xe9'"],
    ['\\u{202e}', "$'\\xe2\\x80\\xae'"],
    ['', "''"],
  ])('%j', (text, word) => expect(shellWord(text)).toBe(word));

  (hasBash ? it : it.skip)(`leads to the very name that was made printable${hasBash ? '' : ' (skipped: needs bash)'}`, () => {
    // A name that spells out an escape itself cannot be told from one that was escaped.
    const name = fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 12 }).map((bytes) => String.fromCharCode(...bytes));
    fc.assert(
      fc.property(name.filter((bytes) => !bytes.includes('\\')), (bytes) => {
        expect(saidBy('bash', shellWord(printableBytes(bytes)))).toBe(bytes);
      }),
      { numRuns: 100 },
    );
  });
});
