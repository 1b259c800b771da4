import { describe, expect, it } from '@jest/globals';
import { groupFolders, parseCpuMax, parseIoMax, parseQuota, parseThrottles } from '../../../src/facts/speed/control-groups.js';

const unified = '30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n';
const old = [
  '33 24 0:28 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid - cgroup cgroup rw,cpu,cpuacct',
  '34 24 0:29 / /sys/fs/cgroup/blkio rw,nosuid - cgroup cgroup rw,blkio',
  '35 24 0:30 / /sys/fs/cgroup/unified rw,nosuid - cgroup2 cgroup2 rw',
].join('\n');

describe('groupFolders', () => {
  it('of version 2: the group and all above', () => {
    expect(groupFolders('0::/system.slice/driveclient.service\n', unified, 'cpu')).toEqual([
      { version: 2, folders: ['/sys/fs/cgroup/system.slice/driveclient.service', '/sys/fs/cgroup/system.slice', '/sys/fs/cgroup'] },
    ]);
  });

  it('of version 1: the tree of that controller, and beside it that of version 2', () => {
    const membership = '5:blkio:/slow\n4:cpu,cpuacct:/\n1:name=systemd:/x\n0::/\n';
    expect(groupFolders(membership, old, 'blkio')).toEqual([
      { version: 1, folders: ['/sys/fs/cgroup/blkio/slow', '/sys/fs/cgroup/blkio'] },
      { version: 2, folders: ['/sys/fs/cgroup/unified'] },
    ]);
    expect(groupFolders(membership, old, 'cpu')[0]).toEqual({ version: 1, folders: ['/sys/fs/cgroup/cpu,cpuacct'] });
  });

  it.each([
    { what: 'no groups', membership: '', mounts: unified },
    { what: 'no tree mounted', membership: '0::/x', mounts: '' },
    { what: 'garbage', membership: 'a:b\n::\n7:cpu', mounts: old },
  ])('none: $what', ({ membership, mounts }) => expect(groupFolders(membership, mounts, 'cpu')).toEqual([]));
});

describe('limits', () => {
  it.each([
    ['50000 100000\n', 0.5],
    ['250000 100000', 2.5],
    ['max 100000', null],
    ['', null],
    ['1 0', null],
  ])('cpu.max %j is %j cores', (text, cores) => expect(parseCpuMax(text)).toBe(cores));

  it.each([
    ['10000', '100000', 0.1],
    ['-1', '100000', null],
    ['', '', null],
  ])('a quota of %j in %j is %j cores', (quota, period, cores) => expect(parseQuota(quota, period)).toBe(cores));

  it('io.max: reading alone', () => {
    expect(
      parseIoMax(
        '8:16 rbps=2097152 wbps=max riops=max wiops=120\n8:0 rbps=max wbps=5 riops=max wiops=max\n7:0 rbps=max wbps=max riops=30 wiops=max\n',
      ),
    ).toEqual([
      { deviceId: '8:16', bytesPerSecond: 2_097_152, readsPerSecond: null },
      { deviceId: '7:0', bytesPerSecond: null, readsPerSecond: 30 },
    ]);
  });

  it('throttles of version 1', () =>
    expect(parseThrottles('7:0 1048576\n254:16 99\nTotal 5\n')).toEqual([
      { deviceId: '7:0', limit: 1_048_576 },
      { deviceId: '254:16', limit: 99 },
    ]));
});
