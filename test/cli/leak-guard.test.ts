// What slipped past redaction is found in the finished bytes, and nothing is written.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formats } from '../../src/report/formats.js';
import { runProgram, temporaryFolder } from './run-program.js';

const folder = temporaryFolder();
const secret = 'kQ9-not-to-be-seen';
const story = readFileSync('test/recordings/full-cache/facts.json', 'utf8');
/** As a recording that somebody made by hand might be: nothing in it was taken out. */
const planted = join(folder, 'planted.json');
writeFileSync(planted, story.replaceAll('/var/cache/driveclient', `/var/cache/${Buffer.from(secret).toString('base64')}`));
const env = { BACKUP_DOCTOR_PASSWORD: secret };

describe.each(formats)('a secret in a report as %s', (format) => {
  it('keeps it from being printed', () => {
    const { stdout, stderr, exitCode } = runProgram(['judge', planted, '--format', format], { env });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 });
    expect(stderr).toContain(`the ${format} report would hold a password of this host`);
    expect(stderr).not.toContain(secret);
  });
});

it('keeps every file of the same call from being written', () => {
  const file = join(folder, 'never.json');
  // The word stands in the JSON alone.
  const { stdout, exitCode } = runProgram(['judge', planted, '--format', 'nagios', '--only', 'clock-skew', '--report', `json=${file}`], {
    env,
  });
  expect({ stdout, exitCode, isThere: existsSync(file) }).toEqual({ stdout: '', exitCode: 3, isThere: false });
});

it('keeps a saved answer that quotes it from being told', () => {
  const { stdout, stderr, exitCode } = runProgram(['fault', '-'], { env, input: JSON.stringify({ overLimit: { code: 413, message: `no ${secret}` } }) });
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 });
  expect(stderr).toContain('the answer would hold a password of this host');
});

it('that is a word of the program keeps nothing', () => {
  const { stdout, stderr } = runProgram(['judge', planted], { env: { BACKUP_DOCTOR_PASSWORD: 'driveclient' } });
  expect({ isEmpty: stdout === '', stderr }).toEqual({ isEmpty: false, stderr: '' });
});
