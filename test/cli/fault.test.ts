import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { parseFault } from './published-json.js';
import { runProgram, temporaryFolder } from './run-program.js';

describe('a compressed answer', () => {
  const answer = Buffer.from('{"itemNotFound": {"code": 404, "message": "Agent not found"}}');
  const saved = (name: string, bytes: Uint8Array): string => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, bytes);
    return path;
  };

  it.each([
    ['gzip', gzipSync(answer)],
    ['zlib', deflateSync(answer)],
    ['gzip that is cut', gzipSync(answer).subarray(0, -10)],
  ])('is unpacked: %s', (_what, bytes) => {
    const { stdout } = runProgram(['fault', '--format', 'json', saved('answer', bytes)]);
    expect(parseFault(stdout)).toMatchObject({ element: 'itemNotFound', message: 'Agent not found' });
  });

  it('is unpacked as far as a fault is read, however much it holds', () => {
    const bomb = gzipSync(Buffer.concat([answer, Buffer.alloc(300 * 1024 * 1024, ' ')]));
    const { stdout, tookMs } = runProgram(['fault', '--format', 'json', saved('bomb', bomb)]);
    expect(parseFault(stdout)).toMatchObject({ element: 'itemNotFound' });
    expect(tookMs).toBeLessThan(5000);
  });
});

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
