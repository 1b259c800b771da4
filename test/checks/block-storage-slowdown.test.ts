import { describe, expect, it } from '@jest/globals';
import { blockStorageSlowdown } from '../../src/checks/block-storage-slowdown.js';
import type { BackupSetVolume } from '../../src/facts/volumes.js';
import { observed } from '../../src/facts/observed.js';
import type { DeviceRead } from '../../src/facts/throughput.js';
import { answerOf, backupSetVolume, evidenceOf } from './facts-builders/storage.js';
import { files, large, read, small, throughput } from './facts-builders/throughput.js';

const judge = (...backupSet: readonly BackupSetVolume[]) => blockStorageSlowdown.judge({ volumes: { volumes: [], backupSet }, throughput: null, 'agent.vault': null, api: null }, limits);
const limits = { agentCeilingBytesPerSecond: 2_000_000, costPercent: 5 };
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

describe('block-storage-slowdown, measured', () => {
  const remote = (over: Partial<DeviceRead>): DeviceRead =>
    read({ paths: ['/cbs'], mountPoint: '/cbs', device: '/dev/sdd', deviceClass: 'block-storage', because: iscsi.because, ...over });
  const localDisk = read({ paths: [], mountPoint: '/' });
  const judgeReads = (volume: BackupSetVolume, ...reads: readonly DeviceRead[]) =>
    blockStorageSlowdown.judge(
      { volumes: { volumes: [], backupSet: [volume] }, throughput: throughput({ reads: observed(reads) }), 'agent.vault': null, api: null },
      limits,
    );
  const cost = (verdict: ReturnType<typeof judgeReads>): string => String(evidenceOf(verdict).find(({ name }) => name === 'cost')?.value);
  const tiny = { files: observed(files({ meanFileBytes: 4_000 })) };

  it.each<[string, BackupSetVolume, readonly DeviceRead[], string, RegExp]>([
    ['as fast as the disk beside it', iscsi, [remote({}), localDisk], 'ok', /less than 1 % slower than from the local disk at \//],
    ['slower, and the ceiling hides it', iscsi, [remote({ large: large(100) }), localDisk], 'ok', /0–1 % slower/],
    ['slow', iscsi, [remote({ large: large(0.5) }), localDisk], 'warning network-block-volume', /^backups are 2\d\d–\d+ % slower than from the local disk/],
    ['slow at opening small files', iscsi, [remote({ ...tiny, small: small(100, 4_000) }), read({ ...localDisk, ...tiny })], 'warning network-block-volume', / % slower/],
    ['nothing to compare with, and fast enough for any', iscsi, [remote({ large: large(300) })], 'ok', /slower than from a disk that took no time/],
    ['nothing to compare with, and slow', iscsi, [remote({ large: large(0.5) })], 'warning network-block-volume', /^backups are at most \d+ % slower than from a disk that took no time/],
    ['compared with a disk of the hypervisor', iscsi, [remote({ large: large(0.5) }), read({ ...localDisk, deviceClass: 'unknown' })], 'warning network-block-volume', /slower than from the disk at \//],
    ['a comparison that lay in memory is none', iscsi, [remote({ large: large(0.5) }), read({ ...localDisk, large: large(3_000, 'cache') })], 'warning network-block-volume', /no time at all/],
    ['xvdb, fast: whatever it lies on, it is no matter', { ...xen, path: '/cbs' }, [remote({ deviceClass: 'unknown', large: large(300) })], 'ok', /no time at all/],
    ['xvdb, slow: still nobody knows what it lies on', { ...xen, path: '/cbs' }, [remote({ deviceClass: 'unknown', large: large(0.5) })], 'unknown', / % slower/],
    ['from memory, with nothing to compare with', iscsi, [remote({ large: large(3_000, 'cache') })], 'warning network-block-volume', /^backups are an unknown amount slower/],
    ['from memory: the volume may be slower', iscsi, [remote({ large: large(3_000, 'cache') }), localDisk], 'warning network-block-volume', /an unknown amount slower/],
  ])('%s', (_, volume, reads, expected, words) => {
    const verdict = judgeReads(volume, ...reads);
    expect(answerOf(verdict)).toBe(expected);
    expect(cost(verdict)).toMatch(words);
  });
});
