// The published form of the JSON outputs: a judge of its own, ajv, says whether what is printed keeps it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FaultInterpretation } from '../../src/facts/fault/fault-interpretation.js';
import { keyOrder } from '../../src/report/json/key-order.js';
import { renderJson } from '../../src/report/json/render-json.js';
import { faultJsonSchema, listJsonSchema, reportJsonSchema, reportSchema, type JsonSchema } from '../../src/report/schema.js';
import { oneCause, samples, withTexts } from './sample-reports.js';

describe('the schema of the report', () => {
  it('is published as it is', () => {
    expect(readFileSync('schemas/report.schema.json', 'utf8')).toBe(`${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
  });

  it.each(Object.entries(samples))('holds for what is printed: %s', (_, make) => {
    expect(faultsOf(reportJsonSchema(), JSON.parse(renderJson(make())))).toEqual([]);
  });

  it('is the form that a saved report is read back in', () => {
    const saved: unknown = JSON.parse(renderJson(oneCause()));
    expect(reportSchema.parse(saved)).toEqual(saved);
  });

  it('bears what a newer version adds', () => {
    const [first, ...causes] = oneCause().causes;
    const newer = { ...oneCause(), addition: 1, causes: [{ ...first, ifIgnored: 'it gets worse' }, ...causes] };
    expect(faultsOf(reportJsonSchema(), newer)).toEqual([]);
  });

  it.each([
    ['a status that is none', { status: 'fine' }],
    ['an exit code beyond 3', { exitCode: 4 }],
    ['a time that is none', { startedAt: 'yesterday' }],
    ['no causes', { causes: undefined }],
    [
      'a number without a unit',
      { checks: [{ ...oneCause().checks[0], evidence: [{ subject: '/', name: 'free', value: 1, unit: null, source: 'statfs' }] }] },
    ],
    ['facts that are not there', { facts: {} }],
  ])('refuses %s', (_, change) => {
    const broken: unknown = JSON.parse(JSON.stringify({ ...oneCause(), ...change }));
    expect(faultsOf(reportJsonSchema(), broken)).not.toEqual([]);
    expect(reportSchema.safeParse(broken).success).toBe(false);
  });

  it('names its keys in the order of the contract', () => {
    const { properties } = reportJsonSchema() as { properties: Record<string, unknown> };
    expect(Object.keys(properties)).toEqual(keyOrder.report);
    expect(keysBelow(properties)).toEqual(
      ['tool', 'host', 'agent', 'conditions', 'symptom', 'cause', 'check', 'notRun', 'waiver', 'redaction', 'facts'].map((part) =>
        keyOrder[part as keyof typeof keyOrder].join(' '),
      ),
    );
  });

  it('holds whatever text comes from outside', () => {
    expect(faultsOf(reportJsonSchema(), JSON.parse(renderJson(withTexts('\uD800\n'))))).toEqual([]);
  });
});

describe('the schemas of the other outputs', () => {
  const listed = { id: 'path-mtu', title: 'Path MTU', symptoms: ['network-error'], severity: 'warning', planned: true };
  const fault: FaultInterpretation = {
    schemaVersion: '1',
    httpStatus: 413,
    shape: 'json',
    element: 'overLimit',
    category: 'rate_limited',
    code: 413,
    message: 'This request was rate-limited.',
    details: null,
    retryable: true,
    retryAt: '2026-11-21T14:32:10Z',
    retryAfterSeconds: 30,
    sentence: 'The API asks to slow down.',
    solution: [{ text: 'Wait until 14:32:10 UTC, then try again.' }],
  };

  it.each([
    ['an interpreted fault', faultJsonSchema(), fault, 0],
    ['a category that is none', faultJsonSchema(), { ...fault, category: 'bad_luck' }, 1],
    ['a list', listJsonSchema(), { schemaVersion: '1', checks: [listed] }, 0],
    ['a list with a symptom that is none', listJsonSchema(), { schemaVersion: '1', checks: [{ ...listed, symptoms: ['late'] }] }, 1],
  ])('%s', (_, schema, output, faultCount) => {
    expect(faultsOf(schema, output)).toHaveLength(faultCount);
  });
});

function faultsOf(schema: JsonSchema, output: unknown): readonly string[] {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  ajv.validate(schema, output);
  return (ajv.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
}

/** The keys of each part of the report, parts in their order. */
function keysBelow(properties: Record<string, unknown>): readonly string[] {
  return Object.values(properties).flatMap((part) => {
    const keys = propertiesOf(part);
    return keys === null ? [] : [keys.join(' ')];
  });
}

function propertiesOf(part: unknown): readonly string[] | null {
  if (typeof part !== 'object' || part === null) return null;
  const { properties, items, anyOf } = part as { properties?: object; items?: unknown; anyOf?: readonly unknown[] };
  if (properties !== undefined) return Object.keys(properties);
  return propertiesOf(items ?? anyOf?.[0]);
}
