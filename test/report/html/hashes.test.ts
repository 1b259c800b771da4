// The page allows one style and one script, by their hashes. Where one of these tests fails, put in what it says.
import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { pageScript, pageScriptHash } from '../../../src/report/html/page-script.js';
import { pageStyle, pageStyleHash } from '../../../src/report/html/page-style.js';

it.each([
  ['style', pageStyle, pageStyleHash],
  ['script', pageScript, pageScriptHash],
])('the hash of the %s is that of today', (_, text, hash) => {
  expect(hash).toBe(createHash('sha256').update(text).digest('base64'));
});

it.each([
  ['style', pageStyle, /@import|url\(|expression/],
  [
    'script',
    pageScript,
    /innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|fetch|XMLHttp|import|WebSocket|sendBeacon|\.src/,
  ],
])('the %s loads and makes nothing', (_, text, forbidden) => {
  expect(text).not.toMatch(forbidden);
  expect(text).not.toMatch(/<\/(style|script)|<!--/i);
});
