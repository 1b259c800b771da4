// driveclient on Windows, as far as files and the two documented commands tell. The files lie in a host image;
// what the commands print is what the documentation shows.
import { afterAll, describe, expect, it } from '@jest/globals';
import type { AgentFacts } from '../../../../src/facts/agent.js';
import { absent, observed } from '../../../../src/facts/observed.js';
import { driveclient } from '../../../../src/probes/agents/driveclient/adapter.js';
import type { System } from '../../../../src/probes/platform/system.js';
import { hostImage, type HostImage } from '../host-image.js';
import { logSettings, registration, secrets } from './driveclient-host.js';

const files = {
  'bootstrap.json': JSON.stringify(registration),
  'bootstrap.json.20160426102748': '',
  'log4cxx.xml': logSettings('<param name="MaxFileSize" value="10MB"/>'),
  'log/driveclient.log': 'x'.repeat(50),
  'MossoCloudFS_ede95edd-78f8-4097-82de-5dfa7941b7c7/z_vault/backup/1-backup.db': '',
};

const below = (folder: string): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));

const sc = (state: string): string =>
  `\r\nSERVICE_NAME: driveclient\r\n        TYPE               : 10  WIN32_OWN_PROCESS\r\n        STATE              : ${state}\r\n`;
const registry = (lines: string): string =>
  `\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Rackspace\\CloudBackup\r\n    Product Version    REG_SZ    2.27.009073\r\n${lines}\r\n`;

/** `C:\ProgramData` of the host is `/C/ProgramData` of the image. */
function windowsHost({ system }: HostImage, answers: Readonly<Record<string, string>>): System {
  const inImage = (path: string): string => path.replace(/^([A-Z]):/, '/$1').replaceAll('\\', '/');
  return {
    ...system,
    root: null,
    platform: 'windows',
    environment: { ProgramData: 'C:\\ProgramData', ProgramFiles: 'C:\\Program Files' },
    files: {
      ...system.files,
      readText: (path, cap) => system.files.readText(inImage(path), cap),
      list: (path) => system.files.list(inImage(path)),
      stat: (path) => system.files.stat(inImage(path)),
    },
    run: (program, args) => {
      const stdout = answers[[program, ...args].join(' ')];
      return Promise.resolve(
        stdout === undefined ? absent('no such command') : observed({ exitCode: 0, stdout, stderr: '', isTruncated: false }),
      );
    },
  };
}

describe('driveclient on Windows', () => {
  const images: HostImage[] = [];
  afterAll(() => images.forEach((image) => image.remove()));

  const look = async (entries: Readonly<Record<string, string>>, answers: Readonly<Record<string, string>>): Promise<AgentFacts> => {
    const image = hostImage(entries);
    images.push(image);
    const facts = await driveclient.describe(windowsHost(image, answers), new AbortController().signal);
    if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
    for (const secret of secrets) expect(JSON.stringify(facts)).not.toContain(secret);
    return facts.value;
  };

  it('is read from its data folder', async () => {
    const facts = await look(below('/C/ProgramData/Driveclient'), {
      'sc query driveclient': sc('4  RUNNING '),
      'sc query UpgradeRcbuSvc': sc('1  STOPPED '),
      [String.raw`reg query HKLM\SOFTWARE\Rackspace\CloudBackup`]: registry(''),
    });
    expect(facts).toMatchObject({
      foundBy: ['registration', 'service'],
      registration: {
        value: {
          agentId: '119991',
          path: 'C:\\ProgramData\\Driveclient\\bootstrap.json',
          isReadableByOthers: false,
          earlierCopiesAt: ['2016-04-26T10:27:48.000Z'],
        },
      },
      version: { value: { text: '2.27.009073' } },
      service: { value: { manager: 'windows', isRunning: true, startsAtBoot: null } },
      processes: { state: 'absent' },
      runsAs: { state: 'absent' },
      updater: { value: { name: 'UpgradeRcbuSvc', isInstalled: true, service: { value: { isRunning: false } } } },
      logSettings: { value: { path: 'C:\\ProgramData\\Driveclient\\log\\driveclient.log', maxFileBytes: 10_485_760, usedBytes: 50 } },
      locks: { value: [] },
      vault: { value: { cachedContainers: ['MossoCloudFS_ede95edd-78f8-4097-82de-5dfa7941b7c7/z_vault'] } },
    });
    expect(facts.folders).toContainEqual({
      role: 'log',
      path: 'C:\\ProgramData\\Driveclient\\log',
      source: 'C:\\ProgramData\\Driveclient\\log4cxx.xml',
    });
  });

  it('is read where its data folder was moved to', async () => {
    const moved = registry('    DataFolder    REG_SZ    D:\\Backup Data\r\n');
    const facts = await look(below('/D/Backup Data'), { [String.raw`reg query HKLM\SOFTWARE\Rackspace\CloudBackup`]: moved });
    expect(facts.registration).toMatchObject({ value: { path: 'D:\\Backup Data\\bootstrap.json' } });
  });

  it('cannot tell whether its lock is held', async () => {
    const facts = await look({ ...below('/C/ProgramData/Driveclient'), '/C/ProgramData/Driveclient/backup-running.lock': '' }, {});
    expect(facts.locks).toMatchObject({ state: 'unavailable', failure: { kind: 'unsupported' } });
  });

  it('is not there where neither files nor service are', async () => {
    const image = hostImage({ '/C/Windows/win.ini': '' });
    images.push(image);
    const missing = '[SC] EnumQueryServicesStatus:OpenService FAILED 1060:\r\n';
    expect(await driveclient.isInstalled(windowsHost(image, { 'sc query driveclient': missing }))).toBe(false);
  });
});
