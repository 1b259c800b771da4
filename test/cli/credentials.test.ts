// --credentials, the environment and systemd's folder: what is refused, in which words, and that nothing of it is echoed.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runProgram } from './run-program.js';

const folder = mkdtempSync(join(tmpdir(), 'credentials-'));
afterAll(() => rmSync(folder, { recursive: true }));

const secret = 'hunter2-never-shown';

function file(name: string, text: string | Buffer, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

/** No check runs, and with an image no packet would leave: only the reading of the credentials is seen. */
const check = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runProgram(['--only', 'low-disk-space', '--timeout', '5', ...args], { env });

describe('credentials that cannot be used', () => {
  mkdirSync(join(folder, 'a-folder'));
  execFileSync('mkfifo', [join(folder, 'a-fifo')]);
  symlinkSync('/dev/zero', join(folder, 'a-device'));

  it.each([
    ['readable by all', file('open', `username=u\napikey=${secret}`, 0o644), /every user.*chmod 600/],
    ['writable by all', file('writable', `username=u\napikey=${secret}`, 0o602), /chmod 600/],
    ['with a blank in its name', file('o pen', `apikey=${secret}`, 0o604), /chmod 600 '.*o pen'/],
    ['missing', join(folder, 'missing'), /ENOENT/],
    ['a folder', join(folder, 'a-folder'), /EISDIR/],
    ['a FIFO', join(folder, 'a-fifo'), /not a regular file/],
    ['a device', join(folder, 'a-device'), /not a regular file/],
    ['too long', file('long', `username=u\napikey=${secret}\n#${'x'.repeat(17_000)}`), /longer than 16384 bytes/],
    ['no text', file('binary', Buffer.from([0xff, 0xfe, 0x00])), /line 1/],
    ['of another form', file('prose', `my key is ${secret}`), /line 1 that is no key=value/],
    ['empty', file('empty', ''), /holds no secret/],
  ])('a file that is %s', (_what, path, words) => {
    const { exitCode, stdout, stderr } = check(['--credentials', path]);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain(secret);
  });

  it.each([
    ['two secrets', { BACKUP_DOCTOR_USERNAME: 'u', BACKUP_DOCTOR_API_KEY: secret, BACKUP_DOCTOR_PASSWORD: secret }, /more than one/],
    ['a key without a name', { BACKUP_DOCTOR_API_KEY: secret }, /no username/],
    ['a token without a tenant', { BACKUP_DOCTOR_TOKEN: secret }, /no tenant/],
  ])('an environment with %s', (_what, env, words) => {
    const { exitCode, stderr } = check([], env);
    expect([exitCode, stderr]).toEqual([3, expect.stringMatching(words)]);
    expect(stderr).not.toContain(secret);
  });

  it('an empty word is no file', () => {
    expect(check(['--credentials', ''])).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('--credentials') });
  });

  it('systemd leaves another form', () => {
    mkdirSync(join(folder, 'unit'));
    writeFileSync(join(folder, 'unit', 'backup-doctor'), secret, { mode: 0o400 });
    const { exitCode, stderr } = check([], { CREDENTIALS_DIRECTORY: join(folder, 'unit') });
    expect([exitCode, stderr]).toEqual([3, expect.stringMatching(/backup-doctor" has a line 1/)]);
    expect(stderr).not.toContain(secret);
  });
});

describe('where nobody is asked', () => {
  it.each([['--offline'], ['--root']])('%s reads no credentials', (flag) => {
    const args = flag === '--root' ? ['--root', folder] : [flag];
    const { stderr } = check([...args, '--credentials', join(folder, 'missing')]);
    expect(stderr).not.toContain('credentials');
  });

  it('names the file again for the next call, and nothing of it', () => {
    const path = file('good', `username=u\napikey=${secret}`);
    const { stdout } = runProgram(['gather', '--offline', '--credentials', path]);
    const { conditions, facts } = JSON.parse(stdout) as { conditions: { options: string[] }; facts: { api: unknown } };
    expect(conditions.options).toEqual(['--credentials', path]);
    expect(facts.api).toEqual({ state: 'absent', reason: '--offline: no packet may leave this host' });
    expect(stdout).not.toContain(secret);
  });
});

describe('--upload-test', () => {
  it.each([
    ['no credentials', [], /--upload-test needs credentials: name a file with --credentials/],
    ['--offline', ['--offline'], /--upload-test sends data to Cloud Files, which --offline forbids/],
    ['--root', ['--root', '/'], /--upload-test sends data to Cloud Files, which --root forbids/],
  ])('is refused with %s', (_what, args, words) => {
    const { exitCode, stdout, stderr } = check(['--upload-test', ...args]);
    expect([exitCode, stdout, stderr]).toEqual([3, '', expect.stringMatching(words)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
