import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyOrder } from '../../../src/report/json/key-order.js';
import { renderJson } from '../../../src/report/json/render-json.js';
import type { Report } from '../../../src/report/report.js';
import { parseReport as parse } from '../../cli/published-json.js';
import { hostile, oneCause, samples, severalCauses, withTexts } from '../sample-reports.js';

/** As contract.md gives them. */
const contractOrder =
  'schemaVersion tool runId startedAt finishedAt durationMs deadlineMs status exitCode headline host agent conditions symptoms causes checks notRun waivers redaction facts';

describe('the JSON report', () => {
  it('has its keys in the order of the contract', () => {
    const data = parse(renderJson(severalCauses()));
    expect(Object.keys(data).join(' ')).toBe(contractOrder);
    expect(Object.keys(data.causes[0] ?? {}).join(' ')).toBe(
      'rank checkId problem status confidence sentence evidence consequences symptoms solution docs title',
    );
    expect(Object.keys(data.checks[0] ?? {}).join(' ')).toBe(
      'id title status problem reason sentence evidence symptoms dependsOn causedBy tookMs',
    );
    expect(Object.keys(data.causes[0]?.evidence[0] ?? {}).join(' ')).toBe('subject name value unit source');
    expect(Object.keys(data.causes[0]?.solution[1] ?? {}).join(' ')).toBe('text command os verify');
    expect(Object.keys(data.conditions).join(' ')).toBe('asUser isRoot offline root deep proxy agent');
    expect(Object.keys(data.notRun[0] ?? {}).join(' ')).toBe('id reason enable');
    expect(Object.keys(data.facts).join(' ')).toBe(keyOrder.facts.join(' '));
  });

  it.each(Object.entries(samples))('is the same whatever order the keys come in: %s', (_, make) => {
    expect(renderJson(backwards(make()) as Report)).toBe(renderJson(make()));
  });

  it('keeps what a newer version adds, behind what is known', () => {
    const data = { ...oneCause(), addition: 1 };
    expect(Object.keys(parse(renderJson(data))).at(-1)).toBe('addition');
  });

  it('loses and changes nothing', () => {
    expect(parse(renderJson(severalCauses()))).toEqual(severalCauses());
  });

  it('holds hostile text as escapes, and its value unchanged but for a broken surrogate', () => {
    const json = renderJson(hostile());
    expect(json).not.toMatch(hidden);
    expect(json).toContain('a\\nb\\u001b[31mc\\u009b2Jd\\u202ee</script>');
    expect(parse(json).host?.hostname).toBe(hostile().host?.hostname?.replace('\uD800', '\\ud800'));
  });

  it('is well-formed for strict parsers whatever text comes, keys included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (foreign) => {
        const json = renderJson({ ...withTexts(foreign), redaction: { policy: 'secrets', counts: { [foreign]: 1 }, selfTest: 'passed' } });
        expect(json).not.toMatch(hidden);
        const back = parse(json).headline;
        expect(back).not.toMatch(/\p{Cs}/u);
        if (!/\p{Cs}/u.test(foreign)) expect(back).toBe(`Headline ${foreign}`);
      }),
    );
  });

  it('text that looks like an escape stays that text', () => {
    const { headline } = parse(renderJson({ ...oneCause(), headline: 'C:\\udc00 \\\\ud800 \\n' }));
    expect(headline).toBe('C:\\udc00 \\\\ud800 \\n');
  });
});

const hidden = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The same data with the keys of every object turned round, but for those whose order is the author's own. */
function backwards(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => backwards(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const isFact = ['counts', ...keyOrder.facts].includes(key) && key !== 'host' && key !== 'agent';
  if (isFact || 'state' in value) return value;
  return Object.fromEntries(entries.reverse().map(([name, item]) => [name, backwards(item, name)]));
}
