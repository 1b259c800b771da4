// A registration that no longer parses, or that was replaced: its log still quotes its secrets, and nothing that is written does.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runProgram, temporaryFolder } from './run-program.js';

const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
const [key, older] = ['ZHVtbXkta2V5LW5v', 'b2xkZXIta2V5LW5v'];
const registered = (agentKey: string): string =>
  JSON.stringify({ AccountId: '1', AgentId: 2, AgentKey: agentKey, ApiHostName: 'api.drivesrvr.com', IsRegistered: true });

function imageWith(files: Readonly<Record<string, string>>): string {
  const image = temporaryFolder();
  for (const name of ['etc/driveclient', 'var/log']) mkdirSync(join(image, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(image, 'etc/driveclient', name), text);
  writeFileSync(join(image, 'var/log/driveclient.log'), [key, older].map((secret) => `[${now}|T1|ERROR|root|rax::X(1)] signed with ${secret}\n`).join(''));
  return image;
}

function bundled(image: string, env: Readonly<Record<string, string>> = {}): { readonly text: string; readonly stderr: string; readonly selfTest: string } {
  const path = join(temporaryFolder(), 'b.tar.gz');
  const { exitCode, stderr } = runProgram(['bundle', '--root', image, '--output', path], { env });
  expect(exitCode).toBe(0);
  const text = gunzipSync(readFileSync(path)).toString('latin1');
  return { text, stderr, selfTest: /"selfTest": "([^"]*)"/.exec(text)?.[1] ?? '' };
}

describe('neither bundle nor recording holds a key', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['of a file that goes on behind its end', { 'bootstrap.json': `${registered(key)},, }` }, key],
    ['of a file that is longer than any', { 'bootstrap.json': `${registered(key)}${' '.repeat(300_000)}` }, key],
    ['of an earlier copy', { 'bootstrap.json': registered(key), 'bootstrap.json.20260426102748': registered(older) }, older],
    ['of a broken copy made by hand', { 'bootstrap.json': registered(key), 'bootstrap.json.bak': `${registered(older)}}` }, older],
  ])('%s', (_, files, secret) => {
    const image = imageWith(files);
    const { text } = bundled(image);
    expect(text).toContain('signed with [removed]');
    expect(text).not.toContain(secret);
    expect(runProgram(['gather', '--root', image]).stdout).not.toContain(secret);
  });
});

describe('the self-test says what could not be looked for:', () => {
  it('nothing, where all was', () => {
    expect(bundled(imageWith({ 'bootstrap.json': registered(key) }))).toMatchObject({ selfTest: 'passed', stderr: expect.not.stringContaining('searched') });
  });

  it('what stands behind the end of what is read', () => {
    const { selfTest, stderr } = bundled(imageWith({ 'bootstrap.json': `${registered(key)}${' '.repeat(300_000)}` }));
    expect(selfTest).toMatch(/^incomplete: .*bootstrap\.json could not be read to its end/);
    expect(stderr).toContain('note: ');
    expect(stderr).toContain('bootstrap.json could not be read to its end');
  });

  it('a secret that is too short', () => {
    const image = imageWith({ 'bootstrap.json': registered('abc') });
    expect(bundled(image)).toMatchObject({
      selfTest: expect.stringMatching(/^incomplete: the agent key of this host is too short/),
      stderr: expect.stringContaining('note: the agent key of this host is too short'),
    });
    expect(runProgram(['gather', '--root', image]).stderr).toContain('note: the agent key');
    expect(runProgram(['--root', image]).stderr).toContain('note: the agent key');
  });
});
