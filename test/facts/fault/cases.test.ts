// Answers that public projects published, where they lie beside the project. They are examples of kinds: every rule that
// a case asks for must hold for its kind, so none of them is named in the code.
import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import type { FaultInterpretation } from '../../../src/facts/fault/fault-interpretation.js';
import { interpret } from './reply.js';

const folder = '../shared/cases';
const isHere = existsSync(`${folder}/faults/cases.jsonl`);
const skipNote = isHere ? '' : ` (skipped: ${folder} is not here)`;

interface Case {
  readonly id: string;
  readonly file: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly verdict: Readonly<Record<string, unknown>>;
}

/** Field of a verdict → field of the interpretation. */
const fields = {
  fault: 'element',
  code: 'code',
  retryable: 'retryable',
  message: 'message',
  retry_at: 'retryAt',
  retry_after_s: 'retryAfterSeconds',
} as const satisfies Readonly<Record<string, keyof FaultInterpretation>>;

function readCases(kind: string): readonly Case[] {
  const lines = readFileSync(`${folder}/${kind}/cases.jsonl`, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Case);
}

function interpretCase(kind: string, { file, status, headers }: Case): FaultInterpretation {
  return interpret(status ?? null, readFileSync(`${folder}/${kind}/${file}`), headers);
}

/** "Either accepted" where the answer does not tell which. */
function isRightCategory({ category }: FaultInterpretation, wanted: unknown): boolean {
  if (wanted !== 'rate_limited_or_too_large') return category === wanted;
  return ['rate_limited', 'entity_too_large', 'rate_limited_or_too_large'].includes(category);
}

const describeCases = isHere ? describe : describe.skip;

describeCases(`answers of public projects${skipNote}`, () => {
  const cases = isHere ? readCases('faults') : [];
  const interpreted = cases.map((example) => ({ ...example, found: interpretCase('faults', example) }));

  it('are right in category, at least 90 of 93', () => {
    const misses = interpreted.filter(({ found, verdict }) => !isRightCategory(found, verdict['category']));
    const report = misses.map(({ id, found, verdict }) => `${id}: ${found.category}, wanted ${String(verdict['category'])}`);
    if (report.length > 0) console.log(report.join('\n'));
    expect(cases.length).toBeGreaterThanOrEqual(93);
    expect(misses.length).toBeLessThanOrEqual(3);
  });

  it.each(Object.entries(fields))('state %s, and all but three hundredths of it are right', (name, field) => {
    const stated = interpreted.filter(({ verdict }) => name in verdict);
    const misses = stated.filter(({ found, verdict }) => found[field] !== verdict[name]);
    if (misses.length > 0)
      console.log(misses.map(({ id, found, verdict }) => `${id}: ${String(found[field])}, wanted ${String(verdict[name])}`).join('\n'));
    expect(stated.length).toBeGreaterThan(0);
    expect(misses.length).toBeLessThanOrEqual(Math.floor(stated.length * 0.03));
  });

  it('health answers of Cloud Backup v2 are no fault envelope and still understood', () => {
    const health = readCases('driveclient').filter(({ id }) => /^d02[234]-/.test(id));
    const categories = health.map((example) => interpretCase('driveclient', example).category);
    expect(categories).toEqual(['not_an_api_failure', 'service_unavailable', 'service_unavailable']);
  });
});
