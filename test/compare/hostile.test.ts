// Recordings come from anywhere: whatever passes as one can be compared, and every answer is of the published form.
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareRecordings } from '../../src/compare/compare-recordings.js';
import { pairVerdicts } from '../../src/compare/comparison.js';
import { digestOf, type Digest } from '../../src/compare/digest.js';
import { parseRecording } from '../../src/recording-file.js';
import { UsageError } from '../../src/usage-error.js';

const limits = { toleranceSeconds: 600, clockErrorSeconds: 50_400 };
const text = readFileSync('test/recordings/healthy/facts.json', 'utf8');
const healthy = digestOf(parseRecording(text, 'healthy'), 'healthy', limits);

const places = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value !== 'object' || value === null
    ? [path]
    : Object.entries(value).flatMap(([key, item]) => [[...path, key], ...places(item, [...path, key])]);

/** What comparing reads. */
const { identity, host } = JSON.parse(text).facts;
const read = places({ facts: { identity, host }, gatheredAt: '', finishedAt: '' });

function digestWith(path: readonly string[], planted: unknown): Digest | null {
  const data = JSON.parse(text);
  const parent = path.slice(0, -1).reduce((at, key) => at[key], data);
  parent[path.at(-1)!] = planted;
  try {
    return digestOf(parseRecording(JSON.stringify(data), 'x'), 'x', limits);
  } catch (error) {
    // Refused in one sentence, as it should be.
    if (error instanceof UsageError) return null;
    throw error;
  }
}

const junk = fc.oneof(
  fc.constantFrom(null, '', [], {}, -1, 1e308, '9999-12-31T23:59:59Z', '-271821-04-20T00:00:00Z', '\u001b[31m', 'a'.repeat(100_000)),
  fc.string(),
  fc.double(),
);

it('what is damaged is refused or compared, and never breaks', () => {
  fc.assert(
    fc.property(fc.constantFrom(...read), junk, (path, planted) => {
      const digest = digestWith(path, planted);
      if (digest === null) return;
      for (const { verdict, evidence } of compareRecordings([digest, healthy], limits).pairs) {
        expect(pairVerdicts).toContain(verdict);
        for (const { value, unit } of evidence) expect(unit === null || Number.isFinite(value)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
