import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printable, printableBytes, printableName } from '../../../src/facts/storage/printable.js';

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('printable', () => {
  it.each([
    ['plain', '/srv/data/report.pdf', '/srv/data/report.pdf'],
    ['letters of any language', '/srv/Büro/日本', '/srv/Büro/日本'],
    ['a newline', 'a\nb', 'a\\x0ab'],
    ['an escape code that would clear the screen', '\x1b[2J', '\\x1b[2J'],
    ['a direction override', 'exe\u202efdp', 'exe\\u{202e}fdp'],
    ['a zero-width space', 'a\u200bb', 'a\\u{200b}b'],
    ['a blank that is none', 'a\u00a0b', 'a\\u{a0}b'],
    ['a filler that shows nothing', 'a\u3164b', 'a\\u{3164}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['half of a surrogate pair', 'a\ud800b', 'a\\u{d800}b'],
    ['a backslash stays', 'a\\x0ab', 'a\\x0ab'],
  ])('%s', (_, text, expected) => expect(printable(text)).toBe(expected));

  it('changes nothing the second time, and leaves nothing hidden', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = printable(text);
        expect(printable(once)).toBe(once);
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('printableBytes', () => {
  it.each([
    ['ASCII', 'plain', 'plain'],
    ['UTF-8', bytes('Büro 日本 😀'), 'Büro 日本 😀'],
    ['latin1', 'B\xfcro', 'B\\xfcro'],
    ['bytes that are never UTF-8', 'dir-\xff\xfe', 'dir-\\xff\\xfe'],
    ['a character cut short', 'a\xe6\x97', 'a\\xe6\\x97'],
    ['an overlong slash', '\xc0\xaf', '\\xc0\\xaf'],
    ['a surrogate in UTF-8', '\xed\xa0\x80', '\\xed\\xa0\\x80'],
    ['beyond the last character', '\xf5\x80\x80\x80', '\\xf5\\x80\\x80\\x80'],
    ['a newline', 'a\nb', 'a\\x0ab'],
    ['a backslash, so that no name passes for an escaped one', 'a\\x0a\n', 'a\\x5cx0a\\x0a'],
    ['a hidden character in UTF-8, told from a stray byte', bytes('\u0085') + '\x85', '\\u{85}\\x85'],
  ])('%s', (_, name, expected) => expect(printableBytes(name)).toBe(expected));

  it('reads well-formed UTF-8 as everybody does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(printableBytes(bytes(text))).toBe(printableName(text));
        expect(printableName(text)).toBe(printable(text.replaceAll('\\', '\\x5c')));
      }),
    );
  });
});
