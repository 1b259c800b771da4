import { describe, expect, it } from '@jest/globals';
import { blockStorageSlowdown } from '../../src/checks/block-storage-slowdown.js';
import type { BackupSetVolume } from '../../src/facts/volumes.js';
import { backupSetVolume, evidenceOf } from './facts-builders/storage.js';

const judge = (...backupSet: readonly BackupSetVolume[]) => blockStorageSlowdown.judge({ volumes: { volumes: [], backupSet } }, {});
const local = backupSetVolume();
const iscsi = backupSetVolume({
  path: '/cbs',
  deviceClass: 'block-storage',
  because: 'sdd is attached over iSCSI (session1)',
  deviceChain: ['sdd (disk)'],
});
const share = backupSetVolume({
  path: '/mnt/nfs',
  deviceClass: 'network-file-system',
  because: 'server:/x is mounted with nfs4',
  deviceChain: [],
});
const xen = backupSetVolume({
  path: '/data',
  deviceClass: 'unknown',
  because: 'xvdb is a disk of the Xen hypervisor',
  deviceChain: ['xvdb (disk)'],
});
const memory = backupSetVolume({ path: '/run', deviceClass: 'memory' });

describe('block-storage-slowdown', () => {
  it.each<[string, readonly BackupSetVolume[], string]>([
    ['a local disk', [local], 'ok'],
    ['memory', [memory], 'ok'],
    ['a volume attached over iSCSI', [local, iscsi], 'warning network-block-volume possible'],
    ['an NFS share', [share], 'warning network-file-system possible'],
    ['both', [share, iscsi], 'warning network-block-volume possible'],
    ['xvdb, which may be one or not', [local, xen], 'unknown'],
    ['xvdb beside a proven one', [xen, iscsi], 'warning network-block-volume possible'],
    ['no known backup set', [], 'unknown'],
  ])('%s', (_, backupSet, expected) => {
    const verdict = judge(...backupSet);
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem} ${verdict.confidence ?? 'certain'}` : verdict.status).toBe(
      expected,
    );
  });

  it('says what would tell, where the host cannot', () => {
    expect(judge(xen)).toMatchObject({
      reason: "/data: xvdb is a disk of the Xen hypervisor; the server's volume attachments in the control panel or the API would tell",
    });
  });

  it('tells the proof', () => {
    const verdict = judge(local, iscsi);
    const evidence = evidenceOf(verdict);
    expect(evidence.slice(0, 3).map(({ subject, name, value }) => [subject, name, value])).toEqual([
      ['/cbs', 'deviceClass', 'block-storage'],
      ['/cbs', 'because', 'sdd is attached over iSCSI (session1)'],
      ['/cbs', 'deviceChain', 'sdd (disk)'],
    ]);
  });
});
