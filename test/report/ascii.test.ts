import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printableAscii } from '../../src/report/ascii.js';

describe('text for outputs that show ASCII alone', () => {
  it.each([
    ['own typography is spelt plainly', 'two – three… “so”', 'two - three... "so"'],
    ['foreign letters are escaped', '/srv/größe', '/srv/gr\\u{f6}\\u{df}e'],
    ['emoji too', 'x😀', 'x\\u{1f600}'],
    ['escape codes', '\x1b[31m', '\\x1b[31m'],
    ['plain text stays', 'C:\\data $HOME', 'C:\\data $HOME'],
  ])('%s', (_, text, expected) => {
    expect(printableAscii(text)).toBe(expected);
  });

  it('is ASCII whatever comes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[\x20-\x7e]*$/.test(printableAscii(text))));
  });
});
