// A policy takes out names, and no diagnosis: what is judged after redaction is what was judged before.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { applyPolicy } from '../../src/facts/redaction/apply-policy.js';
import { policies } from '../../src/facts/redaction/policy.js';
import type { Recording } from '../../src/facts/recording.js';
import { judgeForeign } from '../../src/judge-foreign.js';
import { parseRecording } from '../../src/recording-file.js';
import type { Report } from '../../src/report/report.js';

const catalogue = loadCatalogue('checks.yml');
const folder = 'test/recordings';
const stories = readdirSync(folder, { withFileTypes: true }).filter((item) => item.isDirectory()).map(({ name }) => name);
const read = (story: string): Recording => parseRecording(readFileSync(`${folder}/${story}/facts.json`, 'utf8'), story);
const judged = (recording: Recording): Report =>
  judgeForeign(parseRecording(JSON.stringify(recording), 'redacted'), catalogue, { symptom: null, only: null, skip: [] });

/** What a diagnosis is, without the words that it is told in. */
const diagnosisOf = ({ status, exitCode, symptoms, causes, checks, notRun }: Report): object => ({
  ...{ status, exitCode, symptoms, notRun },
  causes: causes.map(({ rank, checkId, problem, status: worst, confidence, consequences, symptoms: ids, solution, evidence }) => ({
    ...{ rank, checkId, problem, worst, confidence, consequences, ids, stepCount: solution.length },
    evidence: evidence.map(({ name, unit, value }) => ({ name, unit, value: typeof value === 'string' ? null : value })),
  })),
  checks: checks.map(({ id, status: own, problem, causedBy }) => ({ id, own, problem, causedBy })),
});

describe.each(policies)('the policy %s', (policy) => {
  it.each(stories)('keeps the diagnosis of the story %s', (story) => {
    const { recording } = applyPolicy(read(story), policy);
    expect(recording.redaction).toMatchObject({ policy, selfTest: 'passed' });
    expect(diagnosisOf(judged(recording))).toEqual(diagnosisOf(judged(read(story))));
  });

  it.each(stories)('gives the same bytes each time, and changes nothing the second time, for %s', (story) => {
    const once = applyPolicy(read(story), policy).recording;
    expect(JSON.stringify(applyPolicy(read(story), policy).recording)).toBe(JSON.stringify(once));
    expect(applyPolicy(once, policy).recording).toBe(once);
  });
});
