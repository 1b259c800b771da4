// Where driveclient keeps its things, as its documentation says. The Windows table is read when run there.
import { posix, win32 } from 'node:path';
import { registryValue } from '../../../facts/agents/windows-service.js';
import { valueOf } from '../../../facts/observed.js';
import type { System } from '../../platform/system.js';
import { oncePerSystem } from '../once-per-system.js';

export interface DriveclientPaths {
  readonly registrationFile: string;
  /** The documentation names the settings' folder and the cache folder for it. */
  readonly logSettingsFiles: readonly string[];
  readonly authoritiesFile: string | null;
  readonly cacheFolder: string;
  /** The first that has a folder counts: manuals disagree on Windows. */
  readonly logFiles: readonly string[];
  readonly programs: readonly string[];
  readonly backupLock: string;
  readonly pidFile: string | null;
  readonly serviceName: string;
  readonly updater: {
    readonly name: string;
    readonly programs: readonly string[];
    readonly pidFile: string | null;
    /** null where it writes none. */
    readonly logFile: string | null;
  };
  readonly join: (...parts: readonly string[]) => string;
  readonly folderOf: (path: string) => string;
}

/** Its registry values: `Product Version`, and `DataFolder` where the data folder was moved. */
export const registryKey = String.raw`HKLM\SOFTWARE\Rackspace\CloudBackup`;
const registryLimitMs = 3_000;

export const linuxPaths: DriveclientPaths = {
  registrationFile: '/etc/driveclient/bootstrap.json',
  logSettingsFiles: ['/etc/driveclient/log4cxx.xml', '/var/cache/driveclient/log4cxx.xml'],
  authoritiesFile: '/etc/driveclient/cacert.pem',
  cacheFolder: '/var/cache/driveclient',
  logFiles: ['/var/log/driveclient.log'],
  programs: ['/usr/local/bin/driveclient', '/usr/bin/driveclient'],
  backupLock: '/var/cache/driveclient/backup-running.lock',
  pidFile: '/var/run/driveclient.pid',
  serviceName: 'driveclient',
  updater: {
    name: 'cloudbackup-updater',
    programs: ['/usr/local/bin', '/usr/bin', '/usr/local/sbin', '/usr/sbin'].map((folder) => `${folder}/cloudbackup-updater`),
    pidFile: '/var/run/cloudbackup-updater.pid',
    logFile: '/var/log/cloudbackup-updater.log',
  },
  join: (...parts) => posix.join(...parts),
  folderOf: (path) => posix.dirname(path),
};

export function windowsPaths(programFiles: string, dataFolder: string): DriveclientPaths {
  const program = (name: string): string => win32.join(programFiles, 'Driveclient', name);
  const data = (...names: readonly string[]): string => win32.join(dataFolder, ...names);
  return {
    registrationFile: data('bootstrap.json'),
    logSettingsFiles: [data('log4cxx.xml')],
    // The documentation names none there.
    authoritiesFile: null,
    cacheFolder: dataFolder,
    logFiles: [data('log', 'driveclient.log'), data('logs', 'driveclient.log')],
    programs: [program('driveclient.exe')],
    backupLock: data('backup-running.lock'),
    pidFile: null,
    serviceName: 'driveclient',
    // It tells the Event Log.
    updater: { name: 'UpgradeRcbuSvc', programs: [program('UpdateSvc.exe')], pidFile: null, logFile: null },
    join: (...parts) => win32.join(...parts),
    folderOf: (path) => win32.dirname(path),
  };
}

export const readPaths = oncePerSystem(async (system): Promise<DriveclientPaths> => {
  if (system.platform !== 'windows') return linuxPaths;
  const { ProgramFiles = String.raw`C:\Program Files`, ProgramData = String.raw`C:\ProgramData` } = system.environment;
  const movedTo = registryValue(await registryValues(system), 'DataFolder');
  return windowsPaths(ProgramFiles, movedTo ?? win32.join(ProgramData, 'Driveclient'));
});

/** What `reg query` prints; empty where there is no such key. */
export const registryValues = oncePerSystem(
  async (system: System): Promise<string> =>
    valueOf(await system.run('reg', ['query', registryKey], { limitMs: registryLimitMs }))?.stdout ?? '',
);
