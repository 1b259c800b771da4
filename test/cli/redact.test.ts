// --redact and --show-redactions as a user calls them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Recording } from '../../src/facts/recording.js';
import { runProgram, temporaryFolder } from './run-program.js';

const folder = temporaryFolder();
const image = join(folder, 'image');
mkdirSync(join(image, 'etc'), { recursive: true });
writeFileSync(join(image, 'etc/hostname'), 'payroll-db.corp.example\n');
const look = ['--root', image, '--paths', '/home/alice/letters'];
const gather = (...flags: readonly string[]) => runProgram(['gather', ...look, ...flags]);

describe('--redact', () => {
  it.each([
    ['none', 'secrets', ['payroll-db', 'alice', 'letters']],
    ['support', 'support', ['payroll-db', 'letters']],
    ['strict', 'strict', []],
  ])('%s writes a recording under the policy %s', (flag, policy, left) => {
    const { stdout } = gather('--redact', flag);
    expect((JSON.parse(stdout) as Recording).redaction).toMatchObject({ policy, selfTest: 'passed' });
    expect(['payroll-db', 'alice', 'letters'].filter((word) => stdout.includes(word))).toEqual(left);
  });

  it('gives what check gives, whether before it is judged or after', () => {
    const plain = gather().stdout;
    const formats = ['text', 'json', 'html'];
    for (const format of formats) {
      const flags = ['--format', format, '--redact', 'strict'];
      const { stdout, exitCode } = runProgram(['judge', '-', ...flags], { input: plain });
      expect(exitCode).toBe(runProgram(['judge', '-'], { input: plain }).exitCode);
      expect(stdout).not.toMatch(/payroll|corp\.example|alice|letters/);
      expect(stdout).toMatch(format === 'text' ? /REDACTED +Secrets are taken out/ : /strict/);
    }
  });

  it('refuses another word', () => {
    expect(gather('--redact', 'all')).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining('--redact takes none, support or strict') });
  });
});

describe('--show-redactions', () => {
  it('tells kinds and counts on stderr, and nothing of what it was', () => {
    const { stderr, stdout } = gather('--redact', 'strict', '--show-redactions');
    expect(stderr).toMatch(/^Redaction: strict\. .*\n(?: +\d+ [a-z-]+\n)+Self-test: passed\.\n$/s);
    expect(stderr).toMatch(/ 1 host\n/);
    expect(stderr).not.toMatch(/payroll|alice/);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'backup-doctor-recording' });
  });
});

it('compare refuses recordings whose tokens mean two hosts alike', () => {
  const paths = ['a', 'b'].map((name) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, gather('--redact', 'strict').stdout);
    return path;
  });
  const { exitCode, stderr } = runProgram(['compare', ...paths]);
  expect(exitCode).toBe(3);
  expect(stderr).toContain('gather it again with --redact support');
});
