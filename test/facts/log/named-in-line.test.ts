import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { formOf, namedIn, pathIn, shown, tellsOfFailure } from '../../../src/facts/log/named-in-line.js';

const none = { agentErrorCode: null, curlCode: null, httpStatus: null, host: null };

describe('what a line names', () => {
  it.each([
    ['nothing', 'Starting up', {}],
    [
      'curl within an error of the agent',
      'Ex Code(2000): Could not perform an HTTP request. Timeout was reached (28)',
      { agentErrorCode: 2000, curlCode: 28 },
    ],
    [
      'with words behind',
      'Ex Code(2000): Could not perform an HTTP request. Timeout was reached (28) Error during it.',
      { agentErrorCode: 2000, curlCode: 28 },
    ],
    ['the other spelling', 'Error Code(313): being used by another process', { agentErrorCode: 313 }],
    ['a number in brackets that is not curl’s', 'Backup: Unable to complete the backup (14)', {}],
    ['a status', 'Error deleting object. Server returned HTTP 503', { httpStatus: 503 }],
    ['a status with its name', 'GET https://rse.drivesrvr.com/x: 401 Unauthorized', { httpStatus: 401, host: 'rse.drivesrvr.com' }],
    ['a code of the agent that looks like a status', 'Ex Code(404): no', { agentErrorCode: 404 }],
    ['a host that is cut off', 'waiting for https://snet-storage101', { host: 'snet-storage101' }],
    ['a host in capitals', 'https://API.drivesrvr.com/v1', { host: 'api.drivesrvr.com' }],
    ['a host behind credentials', 'https://user:word@api.drivesrvr.com/v1', { host: 'api.drivesrvr.com' }],
  ])('%s', (_, message, expected) => expect(namedIn(message)).toEqual({ ...none, ...expected }));

  it.each([
    ['quoted, with blanks', 'Cannot open file "C:\\Program Files\\a b.log" now', 'C:\\Program Files\\a b.log'],
    ['bare', 'Path Not Found: /var/www/x.html, skipped', '/var/www/x.html'],
    ['not UTF-8', 'Path Not Found: /var/www/\xe9t\xc3\xa0 x', '/var/www/\\xe9tà'],
    ['an address is none', 'https://api.drivesrvr.com/v1/x', null],
    ['a fraction is none', 'read 3/4', null],
    ['with an escape code', 'open "/tmp/\x1b[31mred"', '/tmp/\\x1b[31mred'],
  ])('its path: %s', (_, message, expected) => expect(pathIn(message)).toBe(expected));
});

it.each([
  ['numbers', 'backup 14 failed after 3 s', 'backup 2715 failed after 12 s'],
  ['paths', 'cannot open /var/www/a', 'cannot open /home/b/c.txt'],
  ['addresses', 'GET https://a.example/x/1 failed', 'GET https://b.example/ failed'],
  ['quoted texts', 'cannot open "C:\\a b"', 'cannot open "D:\\c"'],
  ['ids', 'agent 0d95d699-d16b-11e4-93bd-c8e0eb190e3d failed', 'agent 2f8708b3-d16b-11e4-bc22-c8e0eb190e3d failed'],
])('lines that differ in %s are of one form', (_, first, second) => expect(formOf(first)).toBe(formOf(second)));

it('other words are of another form', () => expect(formOf('cannot open /a')).not.toBe(formOf('cannot read /a')));

it.each([
  ['ERROR', 'x', true],
  ['WARN', 'x', true],
  ['INFO', 'all is well', false],
  ['INFO', 'Unable to do it', true],
  ['TRACE', 'Out of Disk Space', true],
] as const)('%s %s: tells of a failure: %s', (level, message, expected) =>
  expect(tellsOfFailure({ writer: 'agent', atMs: 0, level, context: null, message })).toBe(expected),
);

describe('what is shown', () => {
  it.each([
    ['a key', 'AgentKey: 0123456789abcdef0123456789abcdef'],
    ['a password', '{"Password": "0123456789abcdef"}'],
    ['a token', 'X-Auth-Token: 0123456789abcdef0123'],
    ['a password in an address', 'https://user:0123456789abcdef@api.drivesrvr.com'],
    ['a password that goes on beyond what is shown', `${'x '.repeat(245)}password=0123456789abcdef0123456789abcdef`],
    ['a password in letters beyond ASCII', 'password=\xc3\xa00123456789abcdef'],
  ])('holds no secret: %s', (_, text) => expect(shown(text)).not.toMatch(/0123/));

  it('is safe on a terminal, and short', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const text = shown(Buffer.from(bytes).toString('latin1'));
        expect(text).toMatch(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u);
        expect(text.length).toBeLessThanOrEqual(500);
      }),
    );
  });
});

it.each([
  ['slashes', '/'],
  ['quotes', '"'],
  ['hex digits', 'a'],
  ['digits', '1'],
  ['brackets', '('],
  ['blanks', ' '],
  ['addresses', 'https://a'],
  ['codes', 'Code('],
  ['numbers in brackets', 'a (1'],
  ['http', 'http '],
  ['half a UUID', '0123-'],
  ['curl', 'curl a (28'],
])('a long line of %s takes no long time', (_, piece) => {
  const text = piece.repeat(200_000);
  // Of the processor: a busy machine lets anybody wait.
  const before = process.cpuUsage();
  namedIn(text);
  formOf(text);
  pathIn(text);
  shown(text);
  tellsOfFailure({ writer: 'agent', atMs: 0, level: 'INFO', context: null, message: text });
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(300);
});
