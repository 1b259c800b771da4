// A healthy registered agent; tests change what they are about.
import type { AgentFacts, AgentVersion, Lock, PublishedVersions, Registration, ServiceState, Updater } from '../../../src/facts/agent.js';
import { absent, mapped, observed, unavailable, type Observed } from '../../../src/facts/observed.js';

export const onlyLive = absent('only a running host can tell');
export const hidden = unavailable('permission-denied', 'the processes of other users are hidden from this account (hidepid): run as root');

export const version = (text: string, source = '/usr/local/bin/driveclient --version'): AgentVersion => {
  const [major = 0, minor = 0, build = 0] = text.split('.').map(Number);
  return { text, numbers: [major, minor, build], source };
};

export const registration = (over: Partial<Registration> = {}): Registration => ({
  path: '/etc/driveclient/bootstrap.json',
  isRegistered: true,
  agentId: '119991',
  accountId: '991199',
  apiHostName: 'api.drivesrvr.com',
  hasAgentKey: true,
  hasKeyPair: true,
  hasPassword: false,
  missingKeys: [],
  malformedKeys: [],
  keySet: 'new',
  modifiedAt: '2026-03-01T09:00:00.000Z',
  ageSeconds: 86_400,
  modeOctal: '0600',
  ownerUid: 0,
  isReadableByOthers: false,
  earlierCopiesAt: [],
  ...over,
});

export const service = (over: Partial<ServiceState> = {}): Observed<ServiceState> =>
  observed({ manager: 'systemd', unitPath: '/etc/systemd/system/driveclient.service', startsAtBoot: true, isRunning: null, ...over });

export const processes = (...pids: readonly number[]): AgentFacts['processes'] =>
  observed(pids.map((pid) => ({ pid, user: 'root', uid: 0, startedAt: '2026-11-20T10:00:00.000Z', state: 'running' })));

/** As after SIGSTOP. */
export const suspended = (...pids: readonly number[]): AgentFacts['processes'] =>
  mapped(processes(...pids), (all) => all.map((process) => ({ ...process, state: 'suspended' })));

export const lock = (over: Partial<Lock> = {}): Lock => ({
  path: '/var/cache/driveclient/backup-running.lock',
  guards: 'backup',
  modifiedAt: '2026-11-20T09:00:00.000Z',
  ageSeconds: 100_000,
  holderPids: [],
  isStale: false,
  ...over,
});

export const updater = (over: Partial<Updater> = {}): Updater => ({
  name: 'cloudbackup-updater',
  isInstalled: true,
  version: observed(version('2.9.010598', '/var/lib/dpkg/status')),
  processes: processes(900),
  service: service({ unitPath: '/etc/systemd/system/cloudbackup-updater.service' }),
  ...over,
});

export const agent = (over: Partial<AgentFacts> = {}): AgentFacts => ({
  name: 'driveclient',
  title: 'Rackspace Cloud Backup agent (driveclient)',
  foundBy: ['registration', 'binary', 'process', 'service'],
  registration: observed(registration()),
  version: observed(version('2.27.009073')),
  processes: processes(812),
  runsAs: observed({ user: 'root', uid: 0, source: 'the running process' }),
  service: service(),
  updater: observed(updater()),
  folders: [
    { role: 'registration', path: '/etc/driveclient', source: 'documentation of the agent' },
    { role: 'cache', path: '/var/cache/driveclient', source: 'documentation of the agent' },
    { role: 'log', path: '/var/log', source: 'documented default' },
    { role: 'temp', path: '/var/cache/driveclient', source: 'documentation of the agent' },
  ],
  logSettings: observed({
    path: '/var/log/driveclient.log',
    maxFileBytes: 524_288_000,
    maxBackupCount: 10,
    level: 'INFO',
    source: 'documented default',
    usedBytes: 1_000,
  }),
  locks: observed([]),
  vault: observed({
    containerUrls: [],
    cachedContainers: [],
    usesServiceNet: null,
    isEncrypted: false,
    encryptionSource: 'VolumePasswords in /etc/driveclient/bootstrap.json',
  }),
  proxy: observed({ named: null, source: '/proc/812/environ' }),
  authoritiesPath: null,
  region: 'ORD',
  ...over,
});

export const published = (over: Partial<PublishedVersions> = {}): PublishedVersions => ({
  agent: observed(version('2.27.009073', 'version.txt')),
  updater: observed(version('2.9.010598', 'updater-version.txt')),
  agentPublishedAgeSeconds: 1_728_000,
  ...over,
});
