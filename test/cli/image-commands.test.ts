// Below --root the commands of a report would act on another host than the one that was examined: none is offered to be run here.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { Report } from '../../src/report/report.js';
import { describeAsRoot } from '../lab/storage-lab.js';
import { runProgram, temporaryFolder } from './run-program.js';

const registration = { AccountId: '1', AgentId: 2, AgentKey: 'ZHVtbXk=', ApiHostName: 'api.drivesrvr.com', IsRegistered: true, Username: 'u', VolumePasswords: {} };

/** Whose agent runs as an account that this host does not know, and may not read one of its files. */
function makeImage(): string {
  const image = temporaryFolder();
  chmodSync(image, 0o755);
  for (const path of ['etc/driveclient', 'etc/systemd/system', 'srv']) mkdirSync(join(image, path), { recursive: true });
  writeFileSync(join(image, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\nkeeper:x:61234:61234::/:/bin/sh\n');
  writeFileSync(join(image, 'etc/group'), 'root:x:0:\nkeeper:x:61234:\n');
  writeFileSync(join(image, 'etc/driveclient/bootstrap.json'), JSON.stringify(registration), { mode: 0o600 });
  writeFileSync(join(image, 'etc/systemd/system/driveclient.service'), '[Service]\nExecStart=/usr/local/bin/driveclient\nUser=keeper\n');
  writeFileSync(join(image, 'srv/secret'), 'x', { mode: 0o600 });
  return image;
}

describeAsRoot('check --root', () => {
  it('offers no command that would change the host that it runs on', () => {
    const image = makeImage();
    const { stdout } = runProgram(['check', '--root', image, '--paths', '/srv', '--format', 'json'], { env: { STATE_DIRECTORY: temporaryFolder() } });
    const { causes } = JSON.parse(stdout) as Report;
    const steps = causes.flatMap(({ solution }) => solution);
    expect(steps.map(({ command = 'backup-doctor' }) => command).filter((command) => !command.startsWith('backup-doctor'))).toEqual([]);
    const unreadable = causes.find(({ checkId }) => checkId === 'unreadable-files')?.solution ?? [];
    expect(unreadable.map(({ text }) => text)).toContainEqual(
      expect.stringContaining('(On the host itself, not where its image is mounted: setfacl -m u:keeper:r /srv/secret)'),
    );
  });
});
