// The command that is offered for several files of one folder, run as a person would run it: what the agent may read then is
// what the set holds, and nothing of what it excludes.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mendCommand } from '../../src/checks/unreadable-files/mend.js';
import type { ScanFacts } from '../../src/facts/scan.js';
import { gatherScan } from '../../src/probes/files/gather-scan.js';
import { openSystem } from '../../src/probes/platform/live-system.js';
import { describeAsRoot, hasProgram } from './storage-lab.js';

let set: string;

beforeEach(() => {
  set = realpathSync(mkdtempSync(join(tmpdir(), 'mend-command-')));
  chmodSync(set, 0o755);
});
afterEach(() => rmSync(set, { recursive: true, force: true }));

function plant(names: readonly string[]): void {
  for (const name of names) {
    const path = Buffer.from(join(set, name), 'latin1');
    writeFileSync(path, 'x');
    chmodSync(path, 0o600);
  }
}

async function look(exclusions: readonly string[]): Promise<ScanFacts> {
  const system = openSystem(null);
  const request = { paths: [set], exclusions: exclusions.map((name) => join(set, name)), source: '--paths', limitMs: 20_000, deep: false, asUid: 65534, asUser: 'nobody' };
  const facts = await gatherScan(system, request, new AbortController().signal);
  system.close();
  if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
  return facts.value;
}

/** One character a byte. */
function readableNames(): readonly string[] {
  const names = readdirSync(set, { encoding: 'latin1' });
  const canRead = (name: string): boolean => {
    const path = Buffer.from(join(set, name), 'latin1');
    // The name goes in as a file of its own: an argument of Node is text.
    const script = 'IFS= read -r -d "" path; test -r "$path"';
    return spawnSync('setpriv', ['--reuid', '65534', '--regid', '65534', '--clear-groups', 'bash', '-c', script], { input: Buffer.concat([path, Buffer.from([0])]) }).status === 0;
  };
  return names.filter(canRead).sort();
}

const asBytes = (name: string): string => Buffer.from(name).toString('latin1');

const needed = hasProgram('setfacl') && hasProgram('setpriv') && hasProgram('bash');

describeAsRoot('the command for several files of a folder', () => {
  const test = needed ? it : it.skip;

  test.each<[string, readonly string[], readonly string[]]>([
    ['two, beside an excluded one', ['a', 'b'], ['key']],
    ['more than are told by name', ['1', '2', '3', '4', '5', '6', '7'], ['key', 'not there']],
    ['names that begin alike, and patterns among the excluded', ['1', '2', 'aXb', 'a\\\\b', 'x', 'xy', 'c'], ['a*b', 'a\\b', '[x]', '?', '-name', "k'e y", 'ü', 'two\nlines', '\u202e', '!', '$HOME']],
    ['bytes that are no text among the set', ['1', '2', '3', '4', '5', 'caf\xe9', '\xff'], ['é']],
  ])(`opens what the set holds and nothing else: %s${needed ? '' : ' (skipped: needs setfacl, setpriv and bash)'}`, async (_, held, excluded) => {
    plant(held);
    plant(excluded.filter((name) => name !== 'not there').map(asBytes));
    const facts = await look(excluded);
    expect(facts.groups).toHaveLength(1);
    const command = mendCommand(facts.groups[0]!, facts) ?? '';
    expect(spawnSync('bash', ['-c', command], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    expect(readableNames()).toEqual([...held].sort());
    expect((await look(excluded)).unreadableCount).toBe(0);
  });

  it('is none where more is excluded than a command names', async () => {
    const excluded = Array.from({ length: 21 }, (_, index) => `key-${index}`);
    plant(['1', '2', '3', '4', '5', '6', ...excluded]);
    const facts = await look(excluded);
    expect(facts.groups).toMatchObject([{ fileCount: 6, leftOut: null }]);
    expect(mendCommand(facts.groups[0]!, facts)).toBeNull();
  });
});
