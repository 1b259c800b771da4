// The history is kept with names, and shown with those that the policy leaves. What names somebody is said by the recordings of all stories.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import type { KeptRun } from '../../src/facts/history.js';
import { findPersonal } from '../../src/facts/redaction/find-personal.js';
import { isCommonAccount, isOrdinaryWord } from '../../src/facts/redaction/known-words.js';
import type { Policy } from '../../src/facts/redaction/policy.js';
import { Redactor } from '../../src/facts/redaction/redactor.js';
import { differenceBetween } from '../../src/history/changes.js';
import { cleanDifference, cleanOverview, namesIn, type Clean } from '../../src/history/hide-names.js';
import { overviewOf } from '../../src/history/overview.js';
import { runOf } from '../../src/history/run-of.js';
import { parseRecording } from '../../src/recording-file.js';
import { judge } from '../../src/run.js';
import { hours, runAt } from './sample-run.js';

const catalogue = loadCatalogue('checks.yml');
const folder = 'test/recordings';
const stories = readdirSync(folder, { withFileTypes: true }).filter((item) => item.isDirectory()).map(({ name }) => name);
const recordingOf = (story: string) => parseRecording(readFileSync(`${folder}/${story}/facts.json`, 'utf8'), story);
const runFrom = (story: string): KeptRun => {
  const recording = recordingOf(story);
  return runOf(recording, judge(recording, catalogue, { symptom: null, only: null, skip: [] }), true);
};

/** Every pair of every part is a change from this one. */
const empty = runAt(hours(0), {
  parts: { findings: {}, version: {}, kernel: {}, routes: {}, resolver: {}, certificates: {}, configuration: { 'backup old': 'x' } },
  ...{ space: {}, latencyMs: {} },
});

function shown(run: KeptRun, policy: Policy): string {
  const redactor = policy === 'secrets' ? null : new Redactor(namesIn([run]), policy);
  const clean: Clean = (text, member) => (redactor === null ? text : (redactor.tree(text, member) as string));
  const overview = overviewOf({ runs: [run], tornLineCount: 0, unread: [] }, 10);
  return JSON.stringify([cleanOverview(overview, clean), cleanDifference(differenceBetween(empty, run), clean)]);
}

/** As a word of its own; by other means than the finder's. */
const isIn = (text: string, name: string): boolean => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `);

describe.each(['support', 'strict'] as const)('under %s', (policy) => {
  it.each(stories)('the run of the story %s names nobody that the policy hides', (story) => {
    const { facts } = recordingOf(story);
    const hostname = facts.host.state === 'observed' ? (facts.host.value.hostname ?? '') : '';
    const names = findPersonal(recordingOf(story), policy)
      .filter(({ kind, text }) => text.length > 3 && !isOrdinaryWord(text) && (kind !== 'user' || !isCommonAccount(text)))
      // A host may be called as one of its users is, and support needs the name.
      .filter(({ text }) => policy === 'strict' || !isIn(hostname, text));
    // A sentence of ours uses words that somebody may be called by.
    const text = shown({ ...runFrom(story), headline: '' }, policy);
    expect([...new Set(names.map((name) => name.text))].filter((name) => isIn(text, name))).toEqual([]);
  });
});

it('names stand there without a policy, so that the above proves something', () => {
  const text = shown(runFrom('healthy'), 'secrets');
  expect(['web-07', '119991', '198.51.100.'].filter((name) => !text.includes(name))).toEqual([]);
});

it('under strict, addresses and settings are told by tokens of the same subnet', () => {
  const run = runAt(hours(1), { headline: 'There is no room on /srv/acme.', space: { '/srv/acme': { freeBytes: 1, totalBytes: 2 } } });
  const text = shown({ ...run, parts: { ...run.parts, configuration: { 'backup web': 'Daily active', 'runs as': 'al', 'agent id': '95874' } } }, 'strict');
  for (const told of ['"name":"backup name-1"', '"after":"user-1"', '"after":"agent-1"', '"subject":"/srv/path-1"', 'no room on /srv/path-1.']) expect(text).toContain(told);
  expect(text).not.toMatch(/203\.0\.113|192\.0\.2\.53|acme/);
  expect(text).toMatch(/address-10\.176\.0\.1/);
});
