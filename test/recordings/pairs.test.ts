// Two stories held against each other: a clone, and what looks like one and is none.
// npm run golden writes the expectations anew; read the difference before you commit it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseCompare } from '../cli/published-json.js';
import { runProgram } from '../cli/run-program.js';

const pairs = [
  ['healthy', 'copy', 2],
  ['healthy', 'reregistered-twin', 0],
  ['healthy', 'renamed', 0],
  ['healthy', 'rebuilt', 0],
  ['healthy', 'failover', 1],
] as const;

const recordingOf = (story: string): string => `test/recordings/${story}/facts.json`;
const expectedFolder = 'test/compare/expected';
const expectedFile = (pair: readonly [string, string, number], format: string): string => `${expectedFolder}/${pair.join('.')}.${format}`;

const look = ([first, second]: readonly [string, string, number], format: string) =>
  runProgram(['compare', recordingOf(first), recordingOf(second), '--format', format]);

if (process.env['UPDATE_GOLDEN'] === '1') {
  rmSync(expectedFolder, { recursive: true, force: true });
  mkdirSync(expectedFolder, { recursive: true });
  for (const pair of pairs) for (const format of ['text', 'json']) writeFileSync(expectedFile(pair, format), look(pair, format).stdout);
}

describe.each(pairs)('%s and %s', (...pair) => {
  it.each(['text', 'json'])('read as expected in %s', (format) => {
    const { stdout, exitCode } = look(pair, format);
    expect(stdout).toBe(readFileSync(expectedFile(pair, format), 'utf8'));
    expect(exitCode).toBe(pair[2]);
  });

  it('has the published form in JSON', () => {
    expect(parseCompare(look(pair, 'json').stdout).exitCode).toBe(pair[2]);
  });
});
