import { describe, expect, it } from '@jest/globals';
import { parseFault } from './published-json.js';
import { runProgram } from './run-program.js';

describe('a header of fault', () => {
  const secret = 'Pl4ntedSecretPl4ntedSecret';

  it.each([
    ['without a colon', `X-Auth-Token ${secret}`],
    ['with a blank in its name', `X Auth Token: ${secret}`],
    ['with a line break', `${secret}\n`],
  ])('%s is named by its place alone: its text may be a secret', (_what, header) => {
    const { exitCode, stdout, stderr } = runProgram(['fault', '--header', 'A: b', '--header', header, '-'], { input: '' });
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain("--header takes 'Name: value'; number 2 has no colon behind a name");
    expect(stderr).not.toContain(secret);
  });

  it('that is repeated is one list', () => {
    const headers = ['--header', 'Retry-After: 60', '--header', 'Retry-After: 30'];
    const { stdout } = runProgram(['fault', '--format', 'json', '--status', '503', ...headers, '-'], { input: '' });
    expect(parseFault(stdout).retryAfterSeconds).toBe(60);
  });
});
