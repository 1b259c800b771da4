import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf, cutMiddle, wrap, wrapList } from '../../../src/report/text/wrap.js';

describe('columns of a terminal', () => {
  it.each([
    ['plain', 'backup', 6],
    ['combining mark', 'e\u0301', 1],
    ['wide letters', '备份', 4],
    ['emoji', '😀', 2],
    ['tree and signs', '└─ ✗ …', 6],
  ])('%s', (_, text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});

describe('wrapping', () => {
  it.each([
    ['fits', 'one two', 7, ['one two']],
    ['breaks between words', 'one two', 6, ['one', 'two']],
    ['keeps blanks of a name', "'a  b' c", 20, ["'a  b' c"]],
    ['a path breaks behind a slash', '/srv/customers/2026', 17, ['/srv/customers/', '2026']],
    ['and before a backslash, where an escape may begin', 'aaaaaa\\x1bbbb', 8, ['aaaaaa', '\\x1bbbb']],
    ['a word without a place to break is broken anywhere', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['an endless word is cut in the middle', 'a'.repeat(20), 4, ['aaaa', 'aa~a', 'aaaa']],
    ['a width that holds nothing still ends', '备ab', 0, ['备', 'ab']],
    ['empty text is an empty line', '', 10, ['']],
  ])('%s', (_, text, width, lines) => {
    expect(wrap(text, width, '~')).toEqual(lines);
  });

  it.each([
    ['where the next one fits', 27, ['Low disk space · Low inodes', 'DNS failure']],
    ['where it just does not', 26, ['Low disk space', 'Low inodes · DNS failure']],
    ['where none fits', 9, ['Low disk', 'space', 'Low', 'inodes', 'DNS', 'failure']],
  ])('keeps the items of a list whole, and ends no line with a separator: %s', (_, width, lines) => {
    expect(wrapList(['Low disk space', 'Low inodes', 'DNS failure'], ' · ', width, '…')).toEqual(lines);
  });

  it('cuts a path in the middle', () => {
    expect(cutMiddle('/var/cache/driveclient', 11, '…')).toBe('/var/…lient');
  });

  it('never gives a line that is too long', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 90 }), (words, width) =>
        wrap(words, width, '…').every((line) => columnsOf(line) <= width),
      ),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), fc.integer({ min: 20, max: 90 }), (items, width) =>
        wrapList(items, ' · ', width, '…').every((line) => columnsOf(line) <= width),
      ),
    );
  });

  it('loses no word that fits a line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1 }),
        (words) => wrap(words.join(' '), 20, '…').join(' ') === words.join(' '),
      ),
    );
  });
});
