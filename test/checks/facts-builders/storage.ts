// A healthy host's volumes and scan; each row of a table changes what it is about.
import type { Folder, LogSettings } from '../../../src/facts/agent.js';
import type { Evidence, Verdict } from '../../../src/checks/check.js';
import { observed, unavailable } from '../../../src/facts/observed.js';
import type { ScanFacts, UnreadableGroup } from '../../../src/facts/scan.js';
import type { BackupSetVolume, Mount, Space, Volume, VolumeFacts } from '../../../src/facts/volumes.js';

export const MB = 1_000_000;
export const GB = 1_000_000_000;

export const mount = (over: Partial<Mount> = {}): Mount => ({
  ...{ mountPoint: '/', device: '/dev/xvda1', deviceId: '202:1', fsType: 'ext4', options: ['rw', 'relatime'] },
  ...{ isReadOnly: false, isReadOnlyByError: false },
  ...over,
});

export const space = (over: Partial<Space> = {}): Space => ({
  ...{ source: 'statfs', totalBytes: 40 * GB, freeBytes: 20 * GB, totalInodeCount: 2_000_000, freeInodeCount: 1_500_000 },
  ...over,
});

interface VolumeOver {
  readonly role?: Folder['role'];
  readonly path?: string;
  readonly mount?: Partial<Mount>;
  readonly space?: Partial<Space> | Volume['space'];
  readonly crossCheck?: Volume['crossCheck'];
}

export function volume({
  role = 'cache',
  path = '/var/cache/driveclient',
  mount: mountOver,
  space: spaceOver = {},
  crossCheck = null,
}: VolumeOver = {}): Volume {
  return {
    folder: { role, path, source: 'documentation' },
    measuredPath: path,
    mount: mount(mountOver),
    space: 'state' in spaceOver ? spaceOver : observed(space(spaceOver)),
    crossCheck,
    forUser: 'root',
  };
}

export const hung = unavailable('timed-out', '/mnt/nfs gave no answer within 3000 ms');

export const backupSetVolume = (over: Partial<BackupSetVolume> = {}): BackupSetVolume => ({
  ...{ path: '/srv', mount: mount(), deviceClass: 'local-disk', deviceChain: ['sda1 (part)', 'sda (disk)'] },
  ...{ because: 'sda is a disk of this machine (sata)', isEncryptedBelow: false },
  ...over,
});

export const volumes = (...items: readonly Volume[]): VolumeFacts => ({ volumes: items, backupSet: [] });

/** The documented defaults: 500 MB and ten rollovers. */
export const logSettings = (over: Partial<LogSettings> = {}): LogSettings => ({
  ...{ path: '/var/log/driveclient.log', maxFileBytes: 500 * MB, maxBackupCount: 10, level: 'INFO', source: 'documentation', usedBytes: 0 },
  ...over,
});

export const group = (over: Partial<UnreadableGroup> = {}): UnreadableGroup => ({
  ...{
    path: '/srv/private',
    reason: 'folder-permission',
    code: 'EACCES',
    mode: '0700 root:root',
    isFolder: true,
    fileCount: 12,
    examples: [],
  },
  ...over,
});

export const scan = (over: Partial<ScanFacts> = {}): ScanFacts => ({
  paths: [{ path: '/srv', state: 'scanned', note: null }],
  ...{ source: '--paths', asUser: 'backup', insteadOf: null, entryCount: 1_000, groups: [], omittedGroupCount: 0 },
  unreadableCount: (over.groups ?? []).reduce((sum, { fileCount }) => sum + (fileCount ?? 1), 0),
  ...{ isComplete: true, stoppedBecause: null },
  ...over,
});

export const evidenceOf = (verdict: Verdict): readonly Evidence[] => ('evidence' in verdict ? (verdict.evidence ?? []) : []);

/** `critical below-floor`, `ok` */
export const answerOf = (verdict: Verdict): string => ('problem' in verdict ? `${verdict.status} ${verdict.problem}` : verdict.status);
