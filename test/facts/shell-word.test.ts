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
    ['a’; reboot; ‘', "$'a\\xe2\\x80\\x99; reboot; \\xe2\\x80\\x98'"],
    ['/srv/Größe → klein', "'/srv/Größe → klein'"],
    ['\\u{202e}', "$'\\xe2\\x80\\xae'"],
    ['/home/u/\\x2e\\x2e\\x2f\\x2e\\x2e/etc', "'/home/u/\\x2e\\x2e\\x2f\\x2e\\x2e/etc'"],
    ['\\x00x', "'\\x00x'"],
    ['\\u{2f}\\u{0}\\u{110000}', "'\\u{2f}\\u{0}\\u{110000}'"],
    ['caf\\xe9\\x2f', "$'caf\\xe9\\x5cx2f'"],
    ['a\0b', "$'a\\x5cx00b'"],
    ['', "''"],
  ])('%j', (text, word) => expect(shellWord(text)).toBe(word));

  (hasBash ? it : it.skip)(`leads to the very name that was made printable${hasBash ? '' : ' (skipped: needs bash)'}`, () => {
    const byte = fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code));
    // Names that spell out an escape themselves come often enough.
    const piece = fc.oneof(byte, fc.constantFrom('\\', '\\x2e', '\\x2f', '\\x00', '\\x5c', '\\u{2f}', '\\u{202e}', '..', "'", '\xe2\x80\x99'));
    const name = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(name, (bytes) => {
        expect(saidBy('bash', shellWord(printableBytes(bytes)))).toBe(bytes);
      }),
      { numRuns: 100 },
    );
  });
});
