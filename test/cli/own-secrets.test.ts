// A log that quotes the secrets of the registration: no way out shows them, and the recording says that they were removed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { Recording } from '../../src/facts/recording.js';
import { runProgram, temporaryFolder } from './run-program.js';

const folder = temporaryFolder();
const env = { STATE_DIRECTORY: join(folder, 'state') };
const secrets = { AgentKey: 'ZHVtbXkta2V5LW5v', RsaKeyPair: 'opaque-dummy-pair', Password: 'unlikely word' };
const vault = 'the-password-of-the-vault';

it('are taken out of a recording', () => {
  const image = join(folder, 'image');
  for (const name of ['etc/driveclient', 'var/log']) mkdirSync(join(image, name), { recursive: true });
  const registration = { AccountId: '1', AgentId: 2, ApiHostName: 'api.drivesrvr.com', IsRegistered: true, ...secrets };
  writeFileSync(
    join(image, 'etc/driveclient/bootstrap.json'),
    JSON.stringify({ ...registration, VolumePasswords: { 'https://h.example/x': vault } }),
  );
  const all = [...Object.values(secrets), vault];
  const lineOf = (secret: string): string =>
    `[${new Date().toISOString().slice(0, 19).replace('T', ' ')}|T1|ERROR|root|rax::X(1)] odd ${secret} here\n`;
  writeFileSync(join(image, 'var/log/driveclient.log'), all.map(lineOf).join(''));
  const { stdout } = runProgram(['gather', '--root', image], { env });
  expect(stdout).toContain('odd [removed] here');
  expect(all.filter((secret) => stdout.includes(secret))).toEqual([]);
  expect((JSON.parse(stdout) as Recording).redaction).toMatchObject({ counts: { 'known-secret': 4 }, selfTest: 'passed' });
});
