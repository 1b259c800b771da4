// A secret is found in whatever spelling a format or a log left it, and innocent text is left in peace.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LeakSearch } from '../../../src/facts/leaks/leak-search.js';
import { unfold } from '../../../src/facts/leaks/unfold.js';
import { encodings } from './encodings.js';

const secret = 'pä"ss\\w0rd&<%41>/1';
const search = new LeakSearch([{ kind: 'vault password', text: secret }]);
const finds = (text: string, by = search): boolean => by.find(Buffer.from(text)).length > 0;

describe('a secret is found', () => {
  it.each(Object.entries(encodings))('%s', (_, encode) => {
    expect(finds(`before ${encode(secret)} after`)).toBe(true);
  });

  it.each([
    ['JSON in JSON on a page', `&quot;${encodings['JSON in JSON'](secret).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}&quot;`],
    [
      'JSON, all beyond ASCII escaped',
      JSON.stringify(secret).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
    ['a field of CSV', `"${secret.replaceAll('"', '""')}"`],
    ['a line of the text report, broken within', `${secret.slice(0, 6)}\n           ${secret.slice(6)}`],
    ['a tree of the text report', `${secret.slice(0, 6)}\n│  ${secret.slice(6)}`],
    ['broken by an escaped line end of JSON', JSON.stringify(`${secret.slice(0, 6)}\n${secret.slice(6)}`)],
    ['base64, broken into lines', Buffer.from(`u:${secret}`).toString('base64').replace(/.{7}/g, '$&\n')],
  ])('in %s', (_, text) => expect(finds(text)).toBe(true));

  it('beyond ASCII, in an output that is ASCII alone', () => {
    const search = new LeakSearch([{ kind: 'password', text: 'pässwort-123' }]);
    expect(finds(String.raw`the password p\u{e4}sswort-123`, search)).toBe(true);
    expect(finds(String.raw`\u{\u{\u{`.repeat(1_000), search)).toBe(false);
  });

  it('wherever it begins in what is encoded', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('base64', 'base64url', 'hex' as const), (before, after, encoding) => {
        expect(finds(Buffer.from(`${before}${secret}${after}`).toString(encoding as BufferEncoding))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('no secret is found', () => {
  it('in what was shortened or changed', () => {
    expect(finds(secret.slice(1))).toBe(false);
    expect(finds(secret.replace('w', 'v'))).toBe(false);
  });

  it.each([
    ['five characters', 'abcde', 'abcde'],
    ['six, with a blank between', 'abcdef', 'abc def'],
    ['a number within a number', '276510', '25276510208'],
    ['a number over two numbers', '27651020', '"a": 2765, 1020'],
    ['a number on two lines', '27651020', '2765\n1020'],
  ])('of %s', (_, text, output) => expect(finds(output, new LeakSearch([{ kind: 'password', text }]))).toBe(false));

  it('of a number that stands alone it is', () => {
    expect(finds('"a": 276510,', new LeakSearch([{ kind: 'password', text: '276510' }]))).toBe(true);
  });

  it('that is a word of the program itself, which is then told', () => {
    const weak = new LeakSearch(
      [
        { kind: 'password', text: 'observed' },
        { kind: 'token', text: 'abc' },
      ],
      'state\nobserved',
    );
    expect(finds('"state": "observed"', weak)).toBe(false);
    expect(weak.unsought).toEqual(['password', 'token']);
  });
});

describe('unfolding', () => {
  const plain = (bytes: Uint8Array): string => unfold(bytes, { keepsBlanks: true, keepsEscapes: false }).toString();

  it('never writes past its end, whatever it meets', () => {
    const pieces = fc.constantFrom(
      '\\',
      'u',
      '{',
      '}',
      '&',
      '#',
      'x',
      ';',
      '%',
      '"',
      'd83d',
      '\\ud83d',
      '\\ude00',
      '1f600',
      '0',
      'n',
      'ä',
      '│',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const bytes = Buffer.from(parts.join(''));
        expect(unfold(bytes, { keepsBlanks: false, keepsEscapes: false }).length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('undoes what JSON does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !/[\\&%"│─-╿]/.test(text)),
        (text) => expect(plain(Buffer.from(JSON.stringify(text)))).toBe(`"${text}"`.replace('""', '"')),
      ),
    );
  });
});
