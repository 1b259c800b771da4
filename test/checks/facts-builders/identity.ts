// A small world to tell stories in: servers, disks that boot on them, and what one look from inside then sees.
// It speaks through the project's own readers, so that a spelling that they fail to normalise fails the story.
import type { Registration } from '../../../src/facts/agent.js';
import type { HostFacts } from '../../../src/facts/host.js';
import type { IdentityFacts, LedgerEntry } from '../../../src/facts/identity.js';
import { instanceHistoryOf, type InstanceFolder } from '../../../src/facts/identity/instance-history.js';
import { currentFolderNames } from '../../../src/facts/identity/instance-history.js';
import { hostNameIn } from '../../../src/facts/identity/host-name.js';
import { instanceIdIn, xenstoreNameIn } from '../../../src/facts/identity/instance-id.js';
import { nextEntries } from '../../../src/facts/identity/ledger.js';
import { known, unknownId, type Reading } from '../../../src/facts/identity/reading.js';
import { toSignals } from '../../../src/facts/identity/signals.js';
import { canonicalUuid } from '../../../src/facts/identity/uuid.js';
import type { Conditions } from '../../../src/facts/recording.js';

/** What stays with the server object, whatever disk it boots. */
export interface Server {
  /** Without one: a physical machine, or a cloud without metadata. */
  readonly instanceId: string | null;
  readonly dmiUuid: string | null;
  readonly xenstoreName: string | null;
  readonly mac: string | null;
  readonly datasource: string;
}

/** What goes with every copy of the disk. */
export interface Disk {
  readonly machineId: string;
  readonly hostname: string;
  readonly hasCloudInit: boolean;
  readonly instances: readonly InstanceFolder[];
  readonly current: string | null;
  readonly agentId: string | null;
  readonly registeredAt: string;
  readonly registrationBornAt: string | null;
  readonly ledger: readonly LedgerEntry[];
}

export const xenServer = (instanceId: string, vmUuid: string, mac: string): Server => ({
  instanceId,
  dmiUuid: vmUuid,
  xenstoreName: `instance-${instanceId}`,
  mac,
  datasource: 'DataSourceConfigDrive',
});

export const kvmServer = (instanceId: string, mac: string): Server => ({
  instanceId,
  dmiUuid: instanceId,
  xenstoreName: null,
  mac,
  datasource: 'DataSourceOpenStack',
});

export const physicalServer = (dmiUuid: string, mac: string): Server => ({
  instanceId: null,
  dmiUuid,
  xenstoreName: null,
  mac,
  datasource: '',
});

export const emptyDisk: Disk = {
  machineId: '4f3fbfda59ff4aea969255a73342d439',
  hostname: 'web1',
  hasCloudInit: true,
  instances: [],
  current: null,
  agentId: null,
  registeredAt: '',
  registrationBornAt: null,
  ledger: [],
};

/** cloud-init makes a folder for an instance that it meets for the first time, and marks the end of each boot. */
export function boot(disk: Disk, server: Server, at: string): Disk {
  if (!disk.hasCloudInit || server.instanceId === null) return disk;
  const { instanceId, datasource } = server;
  const fresh: InstanceFolder = {
    name: instanceId,
    bornAt: at,
    modifiedAt: at,
    onceMarksAt: [at],
    bootFinishedAt: at,
    datasource: `${datasource}: ${datasource} [net,ver=2]`,
  };
  const isKnown = disk.instances.some(({ name }) => name === instanceId);
  const instances = isKnown
    ? disk.instances.map((folder) => (folder.name === instanceId ? { ...folder, bootFinishedAt: at } : folder))
    : [...disk.instances, fresh];
  return { ...disk, instances, current: instanceId };
}

export const register = (disk: Disk, agentId: string, at: string): Disk => ({ ...disk, agentId, registeredAt: at, registrationBornAt: at });

/** A file-level restore keeps the time of the last change, but not that of birth. */
export const restoreRegistration = (disk: Disk, from: Disk, at: string): Disk => ({
  ...disk,
  agentId: from.agentId,
  registeredAt: from.registeredAt,
  registrationBornAt: at,
});

/** rsync and tar keep the times of change: every birth is new. */
export const copyFiles = (disk: Disk, at: string): Disk => ({
  ...disk,
  instances: disk.instances.map((folder) => ({ ...folder, bornAt: at })),
  registrationBornAt: at,
});

export function look(disk: Disk, server: Server): IdentityFacts {
  const { current, agentId } = disk;
  const folderNames = disk.instances.map(({ name }) => name);
  const names = current === null ? [] : currentFolderNames(current, folderNames);
  const currentFolders = disk.instances.filter(({ name }) => names.includes(name));
  const history =
    current === null ? null : instanceHistoryOf({ instanceId: current, previousInstanceId: null, folderNames, currentFolders }, asItIs);
  return {
    signals: toSignals(
      [
        { name: 'machine-id', source: '/etc/machine-id', reading: uuidReading(disk.machineId) },
        { name: 'dmi-uuid', source: '/sys/class/dmi/id/product_uuid', reading: uuidReading(server.dmiUuid) },
        {
          name: 'xenstore-name',
          source: 'xenstore-read name',
          reading: server.xenstoreName === null ? unknownId('absent') : xenstoreNameIn(server.xenstoreName),
        },
        { name: 'instance-id', source: '/var/lib/cloud/data/instance-id', reading: instanceIdIn(current ?? '') },
        { name: 'mac-addresses', source: '/sys/class/net', reading: server.mac === null ? unknownId('absent') : known(server.mac) },
        { name: 'hostname', source: '/etc/hostname', reading: hostNameIn(disk.hostname) },
      ],
      asItIs,
    ),
    instanceHistory: history,
    instanceHistoryNote: null,
    container: null,
    registeredAt: agentId === null ? null : disk.registeredAt,
    registrationBornAt: disk.registrationBornAt,
    agentId,
    agentIdHash: agentId,
    ledger: disk.ledger,
    ledgerNote: null,
  };
}

/** A run of `check`: it leaves its mark in the ledger. */
export const remember = (disk: Disk, server: Server, at: string): Disk => ({
  ...disk,
  ledger: nextEntries(disk.ledger, look(disk, server), new Date(at).toISOString()) ?? disk.ledger,
});

export const registrationOf = (disk: Disk): Registration => ({
  path: '/etc/driveclient/bootstrap.json',
  isRegistered: disk.agentId !== null,
  agentId: disk.agentId,
  accountId: '10041493',
  apiHostName: 'api.drivesrvr.com',
  hasAgentKey: true,
  hasKeyPair: true,
  hasPassword: false,
  missingKeys: [],
  malformedKeys: [],
  keySet: 'new',
  modifiedAt: disk.registeredAt,
  ageSeconds: 86_400,
  modeOctal: '0600',
  ownerUid: 0,
  isReadableByOthers: false,
  earlierCopiesAt: [],
});

export const hostBootedAt = (bootedAt: string | null): HostFacts => ({
  hostname: 'web1',
  os: { family: 'linux', id: 'ubuntu', name: 'Ubuntu' },
  kernel: '5.15.0',
  architecture: 'x64',
  virtualization: null,
  cpuCount: 2,
  hasAesInstructions: true,
  memoryBytes: 2_000_000_000,
  bootedAt,
});

export const asRoot: Conditions = { asUser: 'root', isRoot: true, offline: true, deep: false, root: null, proxy: [], agent: 'auto' };

const asItIs = (value: string): string => value;

function uuidReading(text: string | null): Reading {
  const uuid = text === null ? null : canonicalUuid(text);
  return uuid === null ? unknownId('absent') : known(uuid);
}
