// Waivers come from a configuration and go into the report: what a policy takes out of facts, it takes out of them, and they hold all the same.
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeDifference } from '../../src/commands/bundle/same-diagnosis.js';
import type { Report } from '../../src/report/report.js';
import { runProgram, temporaryFolder } from './run-program.js';

const folder = temporaryFolder();
const story = 'test/recordings/unreadable-files/facts.json';
const judged = (config: string, policy: string) => runProgram(['judge', story, '--config', config, '--redact', policy, '--format', 'json']);

const plain = JSON.parse(runProgram(['judge', story, '--format', 'json']).stdout) as Report;
const wrong = plain.checks.filter(({ problem }) => problem !== null);
const configOf = (name: string, waivers: readonly object[]): string => {
  const path = join(folder, name);
  // JSON is YAML.
  writeFileSync(path, JSON.stringify({ waivers }));
  return path;
};
const hidden = ['Tr0ub4dor&3x', 'hunter2hunter', 'alice'];
const waiver = { reason: 'password=Tr0ub4dor&3x https://bob:hunter2hunter@h.example/', by: 'alice@corp.example', expires: '2099-12-31' };

describe('a waiver', () => {
  const subjects = wrong.flatMap(({ id, evidence }) => [...new Set(evidence.map(({ subject }) => subject))].map((target) => ({ id, target, ...waiver })));
  const config = configOf('targets.json', subjects);
  const asIs = judged(config, 'none');

  it('with a target is about something in this story', () => {
    expect(subjects.some(({ target }) => target.startsWith('/home/'))).toBe(true);
    expect(asIs.exitCode).toBe(0);
  });

  it.each(['support', 'strict'])('with a target holds under %s', (policy) => {
    const { exitCode, stdout } = judged(config, policy);
    expect(exitCode).toBe(0);
    expect(hidden.filter((text) => stdout.includes(text))).toEqual([]);
    expect(policy === 'strict' && stdout.includes('/home/shop')).toBe(false);
  });

  it('tells no secret without a policy either', () => {
    expect(['Tr0ub4dor&3x', 'hunter2hunter'].filter((text) => asIs.stdout.includes(text))).toEqual([]);
  });

  it('tells nobody in a bundle', () => {
    const output = join(folder, 'b.tar.gz');
    const any = configOf('any.json', [{ id: wrong[0]?.id, ...waiver }]);
    expect(runProgram(['bundle', '--root', temporaryFolder(), '--config', any, '--output', output]).exitCode).toBe(0);
    const text = gunzipSync(readFileSync(output)).toString('latin1');
    expect(hidden.filter((one) => text.includes(one))).toEqual([]);
  });
});

it('a finding that is waived in one report alone makes it another diagnosis', () => {
  const [first, ...others] = plain.checks;
  const other = { ...plain, checks: [{ ...first!, waived: true as const }, ...others] };
  expect(describeDifference(plain, other)).toEqual([first?.id]);
});
