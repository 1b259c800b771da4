// Does the backup set lie on a network volume, which is known to slow backups down? A device name is no proof of it.
import type { BackupSetVolume } from '../facts/volumes.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';

export const blockStorageSlowdown = defineCheck({
  id: 'block-storage-slowdown',
  needs: ['volumes'],
  problems: ['network-block-volume', 'network-file-system'],
  judge({ volumes: { backupSet } }): Verdict {
    if (backupSet.length === 0) return { status: 'unknown', reason: 'the backup set is not known on this host: name it with --paths' };
    const share = backupSet.filter(({ deviceClass }) => deviceClass === 'network-file-system');
    const block = backupSet.filter(({ deviceClass }) => deviceClass === 'block-storage');
    const open = backupSet.filter(({ deviceClass }) => deviceClass === 'unknown');
    const rest = backupSet.filter(({ deviceClass }) => deviceClass === 'local-disk' || deviceClass === 'memory');
    const evidence = [...block, ...share, ...open, ...rest].flatMap(evidenceOf);
    // Whether it is what makes this host slow takes a measurement.
    if (block.length > 0) return { status: 'warning', problem: 'network-block-volume', confidence: 'possible', evidence };
    if (share.length > 0) return { status: 'warning', problem: 'network-file-system', confidence: 'possible', evidence };
    const [first] = open;
    return first === undefined ? { status: 'ok', evidence } : { status: 'unknown', reason: whatWouldTell(first), evidence };
  },
});

const whatWouldTell = ({ path, because }: BackupSetVolume): string =>
  `${path}: ${because}; the server's volume attachments in the control panel or the API would tell`;

const evidenceOf = ({ path, mount, deviceClass, deviceChain, because }: BackupSetVolume): readonly Evidence[] => [
  { subject: path, name: 'deviceClass', value: deviceClass, unit: null, source: 'sysfs' },
  { subject: path, name: 'because', value: because, unit: null, source: 'sysfs' },
  { subject: path, name: 'deviceChain', value: deviceChain.join(' > '), unit: null, source: 'sysfs' },
  { subject: path, name: 'mountPoint', value: mount.mountPoint, unit: null, source: 'mount table' },
  { subject: path, name: 'device', value: mount.device, unit: null, source: 'mount table' },
];
