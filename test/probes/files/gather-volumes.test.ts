import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gatherVolumes } from '../../../src/probes/files/gather-volumes.js';
import type { VolumeRequest } from '../../../src/probes/files/volume-request.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import type { HostFiles } from '../../../src/probes/platform/system.js';
import type { Folder } from '../../../src/facts/agent.js';
import { absent } from '../../../src/facts/observed.js';
import { describeWithHangs, describeWithLoops, describeWithMounts, inLab } from '../../lab/storage-lab.js';

const root = { user: 'root', uid: 0 };
const nobody = { user: 'nobody', uid: 65534 };
const signal = new AbortController().signal;
const folder = (path: string, role: Folder['role'] = 'cache'): Folder => ({ role, path, source: 'test' });
const request = (paths: readonly string[], over: Partial<VolumeRequest> = {}): VolumeRequest => ({
  ...{ folders: paths.map((path) => folder(path)), runsAs: root, backupPaths: [] },
  ...over,
});

/** Volumes of the lab, `$LAB` being the folder that both sides know. */
const look = async (setUp: string, make: (lab: string) => VolumeRequest) => {
  const { answer, tookMs } = await inLab(setUp, (lab) => ({ look: 'volumes', request: make(lab) }));
  expect(answer).toMatchObject({ state: 'observed' });
  return { ...answer.value, tookMs };
};

describe('gatherVolumes on this host', () => {
  it('measures the nearest existing folder, and df agrees', async () => {
    const differences: number[] = [];
    // Other tests may fill or empty the disk between the two.
    for (let tries = 0; tries < 3; tries += 1) {
      const system = openSystem(null);
      const facts = await gatherVolumes(system, request(['/tmp/not/there/yet']), signal);
      system.close();
      if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
      const [volume] = facts.value.volumes;
      expect(volume).toMatchObject({
        measuredPath: realpathSync('/tmp'),
        forUser: 'root',
        space: { state: 'observed', value: { source: 'statfs' } },
        crossCheck: { source: 'df' },
      });
      differences.push(Math.abs(volume?.crossCheck?.differenceBytes ?? Infinity));
    }
    expect(Math.min(...differences)).toBeLessThan(1 << 26);
  });

  it('tells that it did not look, when the run is over', async () => {
    const system = openSystem(null);
    expect(await gatherVolumes(system, request(['/tmp']), AbortSignal.abort())).toMatchObject({
      state: 'unavailable',
      failure: { kind: 'timed-out' },
    });
    system.close();
  });

  it('on a system without a mount table df is the source, and nothing is said of how it is mounted', async () => {
    const system = { ...openSystem(null), platform: 'other' as const };
    const facts = await gatherVolumes(system, request(['/tmp/new']), signal);
    system.close();
    expect(facts).toMatchObject({
      value: {
        volumes: [{ mount: { isReadOnly: null }, space: { value: { source: 'df', totalInodeCount: null } }, crossCheck: null }],
        backupSet: [],
      },
    });
  });

  it('without a mount table nobody can tell: no volumes would be another matter', async () => {
    const system = openSystem(null);
    const files: HostFiles = { ...system.files, readText: (path) => Promise.resolve(absent(`${path} does not exist`)) };
    expect(await gatherVolumes({ ...system, files }, request(['/tmp']), signal)).toMatchObject({
      state: 'unavailable',
      failure: { kind: 'unsupported', detail: 'the mounts could not be read: /proc/self/mountinfo does not exist' },
    });
    system.close();
  });

  it('has nothing to tell without folders', async () => {
    const system = openSystem(null);
    expect(await gatherVolumes(system, request([]), signal)).toMatchObject({ state: 'observed', value: { volumes: [], backupSet: [] } });
    system.close();
  });
});

describeWithLoops('disks', () => {
  it.concurrent('a full one: root still has the reserve, the agent has nothing', async () => {
    const setUp =
      'disk "$LAB/full" 16M -m 5; chmod 777 "$LAB/full"; setpriv --reuid 65534 --clear-groups dd if=/dev/zero of="$LAB/full/x" bs=64k || true';
    const asRoot = await look(setUp, (lab) => request([`${lab}/full`]));
    const asAgent = await look(setUp, (lab) => request([`${lab}/full`], { runsAs: nobody }));
    expect(asRoot.volumes[0].space.value.freeBytes).toBeGreaterThan(500_000);
    expect(asAgent.volumes[0].space.value.freeBytes).toBeLessThan(100_000);
    expect(asAgent.volumes[0]).toMatchObject({
      forUser: 'nobody',
      mount: { fsType: 'ext4', isReadOnly: false },
      crossCheck: { differenceBytes: 0 },
    });
  });

  it.concurrent('the account that the reserve is kept for may use it', async () => {
    const setUp =
      'disk "$LAB/full" 16M -m 5 -E root_owner=65534:65534; mount -o remount,resuid=65534 "$LAB/full"; dd if=/dev/zero of="$LAB/full/x" bs=64k count=100';
    const [own] = (await look(setUp, (lab) => request([`${lab}/full`], { runsAs: nobody }))).volumes;
    const [other] = (await look(setUp, (lab) => request([`${lab}/full`], { runsAs: { user: 'daemon', uid: 1 } }))).volumes;
    expect(own.space.value.freeBytes - other.space.value.freeBytes).toBeGreaterThan(500_000);
  });

  it.concurrent('one without inodes has bytes left', async () => {
    const setUp = 'disk "$LAB/crowded" 16M -N 16; for i in $(seq 20); do touch "$LAB/crowded/$i" || break; done';
    const [volume] = (await look(setUp, (lab) => request([`${lab}/crowded`]))).volumes;
    expect(volume.space.value).toMatchObject({ totalInodeCount: 16, freeInodeCount: 0 });
    expect(volume.space.value.freeBytes).toBeGreaterThan(1_000_000);
  });

  it.concurrent('one that is mounted read-only', async () => {
    const [volume] = (await look('disk "$LAB/ro" 16M; mount -o remount,ro "$LAB/ro"', (lab) => request([`${lab}/ro`]))).volumes;
    expect(volume.mount).toMatchObject({ isReadOnly: true, isReadOnlyByError: false });
  });

  it.concurrent('one that the kernel made read-only after an error', async () => {
    const setUp =
      'disk "$LAB/sick" 16M; mount -o remount,errors=remount-ro "$LAB/sick"; device=$(findmnt -no SOURCE "$LAB/sick"); echo test >"/sys/fs/ext4/${device#/dev/}/trigger_fs_error"';
    const [volume] = (await look(setUp, (lab) => request([`${lab}/sick`]))).volumes;
    expect(volume.mount).toMatchObject({ isReadOnly: true, isReadOnlyByError: true });
  });

  it.concurrent('a file on a disk that is mounted as a disk: the chain goes down through it', async () => {
    const setUp = 'disk "$LAB/inner" 16M; mkdir "$LAB/inner/data"; echo x >"$LAB/inner/data/file"; ln -s "$LAB/inner/data" "$LAB/link"';
    const { backupSet } = await look(setUp, (lab) => request([], { backupPaths: [`${lab}/inner/data/file`, `${lab}/link/new`] }));
    expect(backupSet.map(({ mount }: { mount: { fsType: string } }) => mount.fsType)).toEqual(['ext4', 'ext4']);
    for (const { deviceChain } of backupSet) {
      expect(deviceChain[0]).toMatch(/^loop\d+ \(loop\)$/);
      expect(deviceChain.at(-1)).toMatch(/ \((disk|overlay)\)$/);
    }
  });
});

describeWithMounts('what is mounted within the backup set', () => {
  it.concurrent('is told by its mount point, but for what is excluded, lies in memory, or is the mount of the set itself', async () => {
    const setUp = `disk "$LAB/set" 16M; mkdir -p "$LAB/set/in/deep" "$LAB/set/out" "$LAB/set/t"; disk "$LAB/set/in/deep" 16M; disk "$LAB/set/out" 16M; disk "$LAB/beside" 16M
      mount -t tmpfs none "$LAB/set/t"`;
    let lab = '';
    const { backupSet, innerMounts } = await look(setUp, (folder) => {
      lab = folder;
      return request([], { backupPaths: [`${folder}/set/in`, `${folder}/set`], exclusions: [`${folder}/set/out`] });
    });
    const paths = (volumes: readonly { path: string }[]) => volumes.map(({ path }) => path.slice(lab.length));
    expect([paths(backupSet), paths(innerMounts)]).toEqual([['/set/in', '/set'], ['/set/in/deep']]);
    expect(innerMounts[0]).toMatchObject({ mount: { fsType: 'ext4' }, deviceChain: [expect.stringMatching(/^loop/), ...Array(innerMounts[0].deviceChain.length - 1).fill(expect.anything())] });
  });
});

describeWithMounts('what is mounted within a set that is named through links', () => {
  const setUp = `disk "$LAB/srv" 16M; mkdir -p "$LAB/srv/shop/disk" "$LAB/srv/shop/out" "$LAB/srv/other"; disk "$LAB/srv/shop/disk" 16M; disk "$LAB/srv/shop/out" 16M
    mkdir "$LAB/srv/shop/out/in"; disk "$LAB/srv/shop/out/in" 16M; disk "$LAB/srv/other" 16M; ln -s "$LAB/srv" "$LAB/data"; ln -s shop "$LAB/srv/way"; ln -s "$LAB/data/way/out" "$LAB/srv/shop/gone"`;
  const pointsOf = async (make: (lab: string) => Partial<VolumeRequest>): Promise<readonly string[]> => {
    let lab = '';
    const { innerMounts } = await look(setUp, (folder) => {
      lab = folder;
      return request([], make(folder));
    });
    return innerMounts.map(({ path }: { path: string }) => path.slice(lab.length));
  };

  it.concurrent('is found behind links above it, and an exclusion through links holds', async () => {
    const points = await pointsOf((lab) => ({ backupPaths: [`${lab}/data/shop`], exclusions: [`${lab}/data/way/out/`, 'relative'] }));
    expect(points).toEqual(['/srv/shop/disk']);
  });

  it.concurrent('an inclusion within an exclusion holds its own', async () => {
    const points = await pointsOf((lab) => ({ backupPaths: [`${lab}/data`, `${lab}/srv/shop`, `${lab}/data/shop/out`], exclusions: [`${lab}/data/shop`] }));
    expect(points).toEqual(['/srv/shop/out/in']);
  });

  it.concurrent('is not where the path itself is a link, which is stored as one; nor does an exclusion follow its own', async () => {
    expect(await pointsOf((lab) => ({ backupPaths: [`${lab}/data`, `${lab}/data/way`] }))).toEqual([]);
    expect(await pointsOf((lab) => ({ backupPaths: [`${lab}/srv/shop`], exclusions: [`${lab}/srv/shop/gone`] }))).toEqual(['/srv/shop/disk', '/srv/shop/out', '/srv/shop/out/in']);
  });
});

describeWithHangs('a dead mount within the backup set', () => {
  it.concurrent('is told and excluded without a touch, by way of links too', async () => {
    const setUp = 'mkdir -p "$LAB/set/in"; hung "$LAB/set/in/remote" queue; hung "$LAB/set/in/out" queue; ln -s "$LAB/set" "$LAB/way"; ln -s set "$LAB/other"';
    const { innerMounts, tookMs } = await look(setUp, (lab) => request([], { backupPaths: [`${lab}/way/in`], exclusions: [`${lab}/other/in/out`] }));
    expect(innerMounts).toMatchObject([{ mount: { mountPoint: expect.stringMatching(/in\/remote$/) } }]);
    expect(tookMs).toBeLessThan(4_000);
  });

  it.concurrent('is told without a touch', async () => {
    const { innerMounts, tookMs } = await look('mkdir -p "$LAB/set"; hung "$LAB/set/remote" queue', (lab) => request([], { backupPaths: [`${lab}/set`] }));
    expect(innerMounts).toMatchObject([{ deviceClass: 'unknown', mount: { fsType: expect.stringMatching(/^fuse/) } }]);
    expect(tookMs).toBeLessThan(4_000);
  });
});

describeWithMounts('memory, and names that nobody would choose', () => {
  it.concurrent('a tmpfs with limits of its own', async () => {
    const setUp = 'mkdir "$LAB/t"; mount -t tmpfs -o size=1m,nr_inodes=5 none "$LAB/t"; head -c 900000 /dev/zero >"$LAB/t/x"';
    const { volumes, backupSet } = await look(setUp, (lab) => request([`${lab}/t`], { backupPaths: [`${lab}/t`] }));
    expect(volumes[0].space.value).toMatchObject({ totalBytes: 1 << 20, totalInodeCount: 5, freeInodeCount: 3 });
    expect(volumes[0].space.value.freeBytes).toBeLessThan(200_000);
    expect(backupSet[0]).toMatchObject({ deviceClass: 'memory', isEncryptedBelow: null });
  });

  it.concurrent('a file system without inodes to count', async () => {
    const setUp = 'mkdir "$LAB/t"; mount -t tmpfs -o nr_inodes=0 none "$LAB/t"';
    const [volume] = (await look(setUp, (lab) => request([`${lab}/t`]))).volumes;
    expect(volume.space.value).toMatchObject({ totalInodeCount: null, freeInodeCount: null });
  });

  it.concurrent('one that counts no space at all is not full', async () => {
    const setUp = 'mkdir "$LAB/t"; mount -t tmpfs -o size=0 none "$LAB/t"';
    const [volume] = (await look(setUp, (lab) => request([`${lab}/t`]))).volumes;
    expect(volume.space).toMatchObject({ state: 'unavailable', failure: { kind: 'unsupported' } });
  });

  it.concurrent('a mount point with blanks and a newline', async () => {
    const setUp = 'place=$(printf "%s/a 1\\n b" "$LAB"); mkdir "$place"; mount -t tmpfs -o size=2m none "$place"';
    const [volume] = (await look(setUp, (lab) => request([`${lab}/a 1\n b/cache`]))).volumes;
    expect(volume.mount.mountPoint).toMatch(/\/a 1\n b$/);
    expect(volume.space.value.totalBytes).toBe(2 << 20);
  });

  it.concurrent('two mounts on one place: the one on top counts', async () => {
    const setUp = 'mkdir "$LAB/t"; mount -t tmpfs -o size=2m below "$LAB/t"; mount -t tmpfs -o size=4m above "$LAB/t"';
    const [volume] = (await look(setUp, (lab) => request([`${lab}/t`]))).volumes;
    expect(volume).toMatchObject({ mount: { device: 'above' }, space: { value: { totalBytes: 4 << 20 } } });
  });

  it.concurrent('a folder whose place a file has taken', async () => {
    const setUp = 'mkdir "$LAB/t"; mount -t tmpfs -o size=2m none "$LAB/t"; echo x >"$LAB/t/cache"';
    const [volume] = (await look(setUp, (lab) => request([`${lab}/t/cache`]))).volumes;
    expect(volume).toMatchObject({ space: { value: { totalBytes: 2 << 20 } } });
  });
});

describeWithHangs('a cache folder and a backup path on a dead server', () => {
  it.concurrent.each(['queue', 'swallow'])('cost that volume alone (%s)', async (mode) => {
    const make = (lab: string) => request([`${lab}/dead/cache`, lab, `${lab}/link/log`], { backupPaths: [`${lab}/dead/data`] });
    const { volumes, backupSet, tookMs } = await look(`hung "$LAB/dead" ${mode}; ln -s "$LAB/dead" "$LAB/link"`, make);
    expect(volumes[0]).toMatchObject({
      mount: { fsType: 'fuse.hung' },
      space: { state: 'unavailable', failure: { kind: 'timed-out' } },
      crossCheck: null,
    });
    expect(volumes[1]).toMatchObject({ space: { state: 'observed' } });
    expect(volumes[2]).toMatchObject({ space: { state: 'unavailable', failure: { kind: 'timed-out' } } });
    expect(backupSet[0]).toMatchObject({ deviceClass: 'unknown', mount: { fsType: 'fuse.hung' }, isEncryptedBelow: null });
    expect(tookMs).toBeLessThan(8_000);
  });
});

describe('gatherVolumes below --root', () => {
  let image: string;
  beforeAll(() => {
    image = mkdtempSync(join(tmpdir(), 'image-'));
    mkdirSync(join(image, 'var/cache'), { recursive: true });
    mkdirSync(join(image, 'proc'));
  });
  afterAll(() => rmSync(image, { recursive: true }));
  const gather = async () => {
    const system = openSystem(image);
    const facts = await gatherVolumes(system, request(['/var/cache/driveclient'], { backupPaths: ['/var'] }), signal);
    system.close();
    return facts;
  };

  it('tells nothing of a plain folder', async () => expect(await gather()).toMatchObject({ state: 'absent' }));

  it('tells mounts of a saved table, and no space: that is the space of the disk that the image lies on', async () => {
    writeFileSync(join(image, 'proc/mounts'), '/dev/xvda1 / ext4 rw 0 0\n/dev/xvdb1 /var ext4 ro,relatime 0 0\n');
    expect(await gather()).toMatchObject({
      state: 'observed',
      value: {
        volumes: [
          { measuredPath: '/var/cache', mount: { device: '/dev/xvdb1', isReadOnly: true }, space: { state: 'absent' }, crossCheck: null },
        ],
        backupSet: [{ mount: { device: '/dev/xvdb1' }, deviceClass: 'unknown' }],
      },
    });
  });

  it('does not take the table of this host for the one of the image', async () => {
    rmSync(join(image, 'proc'), { recursive: true });
    symlinkSync('/proc', join(image, 'proc'));
    expect(await gather()).toMatchObject({ state: 'unavailable' });
  });

  describeWithMounts('a container whose /proc is a live one', () => {
    it('is an image without a table', async () => {
      const setUp = 'mkdir -p "$LAB/image/proc" "$LAB/image/var"; mount -t proc proc "$LAB/image/proc"';
      const { answer } = await inLab(setUp, (lab) => ({ look: 'volumes', request: request(['/var']), root: `${lab}/image` }));
      expect(answer).toMatchObject({ state: 'absent' });
    });
  });
});
