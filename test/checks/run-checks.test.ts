import { describe, expect, it } from '@jest/globals';
import { defineCheck, type Check } from '../../src/checks/check.js';
import { runCheck } from '../../src/checks/run-checks.js';
import { absent, crashed, observed, unavailable, type Observed } from '../../src/facts/observed.js';
import type { PathCell } from '../../src/facts/paths.js';
import { catalogueOf, entry } from '../diagnosis/sample-catalogue.js';
import { factsOf, recordingOf } from '../sample-recording.js';

const catalogue = catalogueOf({ counting: entry({ limits: { mostCount: 1 } }) });
const { conditions } = recordingOf();

const counting = defineCheck({
  id: 'counting',
  needs: ['paths'],
  uses: ['scan'],
  limits: ['mostCount'],
  problems: ['many'],
  judge: ({ paths, scan }, { mostCount }) => {
    const evidence = [{ subject: 'replies', name: 'scanned', value: scan !== null, unit: null, source: 'test' }] as const;
    return paths.length > mostCount ? { status: 'warning', problem: 'many', evidence } : { status: 'ok', evidence };
  },
});

const verdictFor = (paths: Observed<readonly PathCell[]>, check: Check = counting) =>
  runCheck(check, factsOf({ paths }), conditions, catalogue);

describe('the runner answers for a check whose facts are missing', () => {
  it('does not apply where the fact is absent', () => {
    expect(verdictFor(absent('no API here')).verdict).toEqual({ status: 'not-applicable', reason: 'no API here' });
  });

  it('is unknown where nobody could look', () => {
    const fact = unavailable('permission-denied', 'the replies are closed to this user', { tookMs: 7 });
    expect(verdictFor(fact)).toEqual({
      checkId: 'counting',
      verdict: { status: 'unknown', reason: 'the replies are closed to this user' },
      tookMs: 7,
    });
  });

  it('is unknown where a probe crashed', () => {
    expect(verdictFor(crashed('the replies', new Error('boom'))).verdict).toMatchObject({ status: 'unknown' });
  });

  it('gives null for a fact that is only used', () => {
    expect(verdictFor(observed([])).verdict).toMatchObject({ status: 'ok', evidence: [{ name: 'scanned', value: false }] });
  });
});

describe('a check that crashes', () => {
  const crashing: Check = {
    ...counting,
    judge: () => {
      throw new Error('a bug');
    },
  };

  it('is unknown, keeps its stack and stops nothing', () => {
    const { verdict, stack } = verdictFor(observed([]), crashing);
    expect(verdict).toEqual({ status: 'unknown', reason: 'the check itself failed: a bug' });
    expect(stack).toContain('a bug');
  });
});
