import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultElements } from '../../../src/facts/fault/fault-elements.js';
import { faultCategories } from '../../../src/facts/fault/fault-interpretation.js';
import type { FaultInterpretation } from '../../../src/facts/fault/fault-interpretation.js';
import { interpretFault } from '../../../src/facts/fault/interpret-fault.js';

const keys = [
  'schemaVersion',
  'httpStatus',
  'shape',
  'element',
  'category',
  'code',
  'message',
  'details',
  'retryable',
  'retryAt',
  'retryAfterSeconds',
  'sentence',
  'solution',
];

const word = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '{',
    '}',
    '"',
    '<',
    '>',
    '&',
    '\\',
    '\u001b',
    'HTTP/1.1 413\r\n',
    '<title>',
    '<overLimit code="413">',
    '{"error":',
    '<!DOCTYPE x>',
  ),
  fc.constantFrom(...faultElements.map(({ name }) => name)),
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
  fc.json(),
  fc
    .record({ code: fc.jsonValue(), message: fc.jsonValue(), retryAfter: fc.jsonValue() })
    .map((content) => JSON.stringify({ overLimit: content })),
);
const reply = fc.record({
  status: fc.option(fc.oneof(fc.integer({ min: 100, max: 599 }), fc.double(), fc.integer())),
  headers: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('Retry-After', 'reply-after', 'WWW-Authenticate')), fc.string()),
  body,
  receivedAt: fc.oneof(fc.constant('2026-11-21T14:31:40Z'), fc.string()),
});

function expectWellFormed(interpretation: FaultInterpretation): void {
  expect(Object.keys(interpretation)).toEqual(keys);
  expect(faultCategories).toContain(interpretation.category);
  const { httpStatus, code, retryAfterSeconds, retryAt } = interpretation;
  for (const number of [httpStatus, code, retryAfterSeconds])
    expect(number === null || (Number.isInteger(number) && number >= 0)).toBe(true);
  if (retryAt !== null) expect(retryAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/);
  // Nothing that a terminal obeys, in any field.
  const { element, message, details, sentence, solution } = interpretation;
  const texts = [element, message, details, sentence, ...solution.map(({ text }) => text)].join('');
  expect(texts).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  expect(interpretation.sentence).not.toMatch(/NaN|Invalid Date|undefined|\[object/);
}

describe('any answer at all', () => {
  it('gets one interpretation of the agreed form, and never an exception', () => {
    fc.assert(
      fc.property(reply, (any) => {
        // Words of the input may well be "undefined"; they are looked for in what is ours.
        fc.pre(typeof any.body !== 'string' || !/NaN|Invalid Date|undefined|\[object/.test(any.body));
        expectWellFormed(interpretFault(any));
      }),
      { numRuns: 3000 },
    );
  });

  it('the same answer is interpreted the same', () => {
    fc.assert(
      fc.property(reply, (any) => expect(interpretFault(any)).toEqual(interpretFault(any))),
      { numRuns: 300 },
    );
  });

  it('saved whole or given in parts, it means the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.constantFrom(...faultElements), fc.nat(3600), (status, { name }, seconds) => {
        const json = JSON.stringify({ [name]: { code: status, message: 'x' } });
        const inParts = interpretFault({
          status,
          headers: { 'Retry-After': String(seconds) },
          body: json,
          receivedAt: '2026-11-21T14:31:40Z',
        });
        const saved = `HTTP/1.1 ${status} x\r\nRetry-After: ${seconds}\r\n\r\n${json}`;
        expect(interpretFault({ status: null, headers: {}, body: saved, receivedAt: '2026-11-21T14:31:40Z' })).toEqual(inParts);
      }),
    );
  });
});

describe('order of evidence', () => {
  const specific = faultElements.filter(({ isBase }) => !isBase);

  it('a specific element beats every failing status and every code', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...specific),
        fc.integer({ min: 400, max: 599 }),
        fc.integer({ min: 400, max: 599 }),
        (element, status, code) => {
          const json = JSON.stringify({ [element.name]: { code, message: 'x' } });
          expect(interpretFault({ status, headers: {}, body: json, receivedAt: '' }).category).toBe(element.category);
        },
      ),
    );
  });

  it('a success status ends the question', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 299 }), body, (status, any) => {
        const text = typeof any === 'string' ? any : '';
        expect(interpretFault({ status, headers: {}, body: text, receivedAt: '' }).category).toBe('not_an_api_failure');
      }),
    );
  });
});

it('a planted secret comes out of no field, wherever it stands', () => {
  const secret = 'Pl4ntedSecretPl4ntedSecret';
  const place = fc.constantFrom(
    (text: string) => JSON.stringify({ badRequest: { code: 400, message: text } }),
    (text: string) => JSON.stringify({ message: 'x', errors: [text] }),
    (text: string) => `<badRequest code="400"><message>${text.replaceAll('<', '&lt;')}</message></badRequest>`,
    (text: string) => `<html><title>x</title><p>${text}</p></html>`,
    (text: string) => text,
  );
  const form = fc.constantFrom(
    `X-Auth-Token: ${secret}`,
    `apiKey=${secret}`,
    `"password": "${secret}"`,
    `'AgentKey': '${secret}'`,
    `temp_url_sig=${secret}`,
  );
  fc.assert(
    fc.property(place, form, fc.string(), fc.string(), (wrap, text, before, after) => {
      const out = interpretFault({ status: 400, headers: {}, body: wrap(`${before} ${text} ${after}`), receivedAt: '' });
      expect(JSON.stringify(out)).not.toContain(secret);
    }),
    { numRuns: 1000 },
  );
});
