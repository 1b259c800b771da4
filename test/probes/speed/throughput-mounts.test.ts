// The speed of disks that are throttled, behind a loop device, or dead: the truth is known.
import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithHangs, describeWithLoops, isRoot } from '../../lab/storage-lab.js';
import { inLabSpeed, valueIn } from './in-lab-speed.js';

const throttles = '/sys/fs/cgroup/blkio';
const canThrottle = isRoot && existsSync(`${throttles}/blkio.throttle.read_bps_device`);

(canThrottle
  ? describeWithLoops
  : (title: string, tests: () => void) => describe.skip(`${title} (skipped: needs root and control groups of version 1)`, tests))(
  'a throttled disk',
  () => {
    const group = `${throttles}/backup-doctor-test-${process.pid}`;
    beforeAll(() => mkdirSync(group));
    afterAll(() => rmdirSync(group));

    it('is as fast as its control group allows, and the group is named', async () => {
      const limit = 8 << 20;
      const setUp = `
        disk "$LAB/slow" 96M; dd if=/dev/urandom of="$LAB/slow/large" bs=1M count=48 status=none; sync -f "$LAB/slow"
        losetup --direct-io=on "$(findmnt -n -o SOURCE "$LAB/slow")"
        device=$(findmnt -n -o MAJ:MIN "$LAB/slow" | tr -d ' ')
        echo "$device ${limit}" >${group}/blkio.throttle.read_bps_device; echo $$ >${group}/cgroup.procs`;
      const { facts } = await inLabSpeed(setUp, (lab) => [`${lab}/slow`]);
      const [device] = valueIn(facts.reads);
      const large = valueIn(device!.large);
      expect(large.from).toBe('device');
      expect(large.bytesPerSecond / limit).toBeGreaterThan(0.85);
      expect(large.bytesPerSecond / limit).toBeLessThan(1.15);
      expect(device?.limits).toEqual([{ source: `${group}/blkio.throttle.read_bps_device`, bytesPerSecond: limit, readsPerSecond: null }]);
    });
  },
);

describeWithLoops('a loop device that reads its file through the kernel\'s cache', () => {
  it.each([
    ['off', 'unknown'],
    ['on', 'device'],
  ])('direct I/O %s: what it gives is from %s', async (direct, from) => {
    const setUp = `
      disk "$LAB/image" 96M; dd if=/dev/urandom of="$LAB/image/large" bs=1M count=48 status=none; sync -f "$LAB/image"
      losetup --direct-io=${direct} "$(findmnt -n -o SOURCE "$LAB/image")"`;
    const { facts } = await inLabSpeed(setUp, (lab) => [`${lab}/image`]);
    expect(valueIn(valueIn(facts.reads)[0]!.large).from).toBe(from);
  });
});

describeWithHangs('a path of the set on a dead server', () => {
  it.each(['queue', 'swallow'])('costs its own figures, and one limit (%s)', async (mode) => {
    const setUp = `hung "$LAB/dead" ${mode}; mkdir "$LAB/alive"; head -c 4M /dev/urandom >"$LAB/alive/file"; sync -f "$LAB/alive"`;
    const { facts, tookMs } = await inLabSpeed(setUp, (lab) => [`${lab}/alive`, `${lab}/dead/data`]);
    const reads = valueIn(facts.reads);
    const dead = reads.find(({ mountPoint }) => mountPoint.endsWith('/dead'));
    expect(dead).toMatchObject({
      files: { state: 'unavailable', failure: { kind: 'timed-out' } },
      large: { state: 'unavailable' },
      small: { state: 'unavailable' },
    });
    const alive = reads.find(({ paths }) => paths.some((path) => path.endsWith('/alive')));
    expect(valueIn(alive!.files)).toMatchObject({ fileCount: 1, bytes: 4 << 20 });
    expect(tookMs).toBeLessThan(15_000);
  });
});
