// Text that somebody chose to break a format with; the properties of every format draw from it.
import fc from 'fast-check';
import { hostileText } from './sample-reports.js';

const nasty = [
  ...[
    hostileText,
    '</script><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg/onload=alert(1)>',
    ']]>',
    '<!--',
    '&lt;',
    '&#0;',
  ],
  ...[
    '```\nrm -rf /\n```',
    '`',
    '``` `` `',
    '[x](javascript:alert(1))',
    '![x](http://evil.example/a.png)',
    '@everyone',
    '#12',
    'GH-12',
    '| a | b |',
    '1. x',
    '- x',
    '> x',
  ],
  ...['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'a;=1', '"=1', '\uff1d1', "'=1", 'a,b', 'a\r\nb', '"'],
  ...[
    '\\',
    '{',
    '}',
    '\\n',
    '\u202eabc',
    '\ufffe',
    '\uffff',
    '\ud800',
    '\u{10ffff}',
    'https://evil.example/?a=1&b=2',
    'www.evil.example',
    ':smile:',
    '$x$',
    '<b>',
  ],
];

export const foreignText = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...nasty, ' ', 'word'), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom(...'`*_[]()<>|#@!&"\'=+-;,\n\t\\$ a1.:/'.split('')), maxLength: 120 }),
);

export const hidden = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
