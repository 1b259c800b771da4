import { describe, expect, it } from '@jest/globals';
import { blockStorageSlowdown } from '../../src/checks/block-storage-slowdown.js';
import type { BackupSetVolume } from '../../src/facts/volumes.js';
import { absent, observed, unavailable } from '../../src/facts/observed.js';
import type { DeviceRead } from '../../src/facts/throughput.js';
import { apiFacts } from './facts-builders/api.js';
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

  it.each<[string, readonly BackupSetVolume[], string]>([
    ['a share', [share], 'warning network-file-system possible'],
    ['a volume attached over iSCSI', [iscsi], 'warning network-block-volume possible'],
    ['xvdb, which may be one or not', [xen], 'unknown'],
    ['another local disk', [backupSetVolume({ path: '/srv/disk' })], 'ok'],
  ])('a local disk, with %s mounted within', (_, innerMounts, expected) => {
    const verdict = blockStorageSlowdown.judge({ volumes: { volumes: [], backupSet: [local], innerMounts }, throughput: null, 'agent.vault': null, api: null }, limits);
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem} ${verdict.confidence ?? 'certain'}` : verdict.status).toBe(expected);
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

describe('block-storage-slowdown, asked of the API', () => {
  const attached = (...devices: readonly (string | null)[]) => observed(devices.map((device) => ({ device })));
  const twoDisks = backupSetVolume({ ...xen, deviceChain: ['vg0-data (lvm)', 'xvdb1 (part)', 'xvdb (disk)', 'xvdc (disk)'] });
  const disk = (name: string) => backupSetVolume({ ...xen, deviceChain: [`${name} (disk)`] });
  const judgeAsked = (volume: BackupSetVolume, attachments: ReturnType<typeof attached> | ReturnType<typeof absent>  ) =>
    blockStorageSlowdown.judge({ volumes: { volumes: [], backupSet: [volume] }, throughput: null, 'agent.vault': null, api: apiFacts({ attachments }) }, limits);

  it.each<[string, BackupSetVolume, ReturnType<typeof attached>, string]>([
    ['xvdb is among the attached', xen, attached('/dev/xvdc', '/dev/xvdb'), 'warning network-block-volume'],
    ['one of the disks below a volume group is', twoDisks, attached('/dev/xvdc'), 'warning network-block-volume'],
    ['xvdb is not among them', xen, attached('/dev/xvdc'), 'ok'],
    ['none is attached', xen, attached(), 'ok'],
    ['one is attached under a name that was not told', xen, attached('/dev/xvdc', null), 'unknown'],
    ['xvde, where local data disks appear, and none is attached', disk('xvde'), attached(), 'ok'],
    ['xvde, and it was attached as that', disk('xvde'), attached('/dev/xvde'), 'warning network-block-volume'],
    ['another hypervisor, whose names are hints', disk('vdb'), attached('/dev/vdb'), 'unknown'],
    ['another hypervisor, and none is attached', disk('vdb'), attached(), 'ok'],
    ['no disk at all', backupSetVolume({ ...xen, deviceChain: ['/dev/fuse (fuse)'] }), attached(), 'unknown'],
    ['a disk that is in doubt beside one that is not', backupSetVolume({ ...xen, deviceChain: ['md0 (raid1)', 'xvdb (disk)', 'pmem0 (disk)'] }), attached(), 'unknown'],
    ['what the host proves stays', iscsi, attached(), 'warning network-block-volume'],
  ])('%s', (_, volume, attachments, expected) => expect(answerOf(judgeAsked(volume, attachments))).toBe(expected));

  it('tells the proof', () => {
    const because = 'xvdb is a block storage volume: the API lists it among those attached to this server';
    expect(evidenceOf(judgeAsked(xen, attached('/dev/xvdb')))).toContainEqual(expect.objectContaining({ name: 'because', value: because }));
  });

  it.each([
    ['was refused', unavailable('permission-denied', 'Cloud Servers wants a role'), "xvdb is a disk of the Xen hypervisor; the server's volume attachments would tell, but: Cloud Servers wants a role"],
    ['tells nothing of this disk', attached(null), 'xvdb is a disk of the Xen hypervisor; what the API lists as attached to this server (1) bears names that prove nothing here'],
  ])('says why an answer that %s does not tell', (_, attachments, reason) =>
    expect(judgeAsked(xen, attachments)).toMatchObject({ status: 'unknown', reason: `/data: ${reason}` }),
  );
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
    ['slow', iscsi, [remote({ large: large(0.5) }), localDisk], 'warning network-block-volume', /^backups are about 300 % \(2\d\d–\d+ %\) slower than from the local disk/],
    ['slow at opening small files', iscsi, [remote({ ...tiny, small: small(100, 4_000) }), read({ ...localDisk, ...tiny })], 'warning network-block-volume', / about 400 % \(3\d\d–4\d\d %\) slower/],
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
