// Our reading of one large file past the cache against fio's, 64 MiB each: a virtual disk changes its speed within moments, and who reads
// longer has the mean of them.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadLine } from '../src/probes/speed/read-lines.js';
import type { Benchmark } from './benchmark.js';
import { askSpeedChild, compareSpeeds, inRealTime, run } from './speed-child.js';

/** A virtual disk is now half as fast again and now not: measured from 900 to 1,700 MB/s within seconds. */
const pairCount = 41;

export const disk: Benchmark = {
  name: 'disk',
  title: 'our reading of a large file, 64 MiB of it, against `fio --direct=1 --bs=1M --rw=read --size=64M`',
  goal: '0.9 to 1.1',
  run: () => {
    const folder = mkdtempSync(join(tmpdir(), 'backup-doctor-bench-'));
    const file = join(folder, 'large');
    try {
      run([], ['dd', 'if=/dev/urandom', `of=${file}`, 'bs=1M', 'count=512', 'conv=fsync', 'status=none']);
      const notes = `Node ${process.version}; load ${loadavg()[0]?.toFixed(1) ?? ''} at the start`;
      return compareSpeeds(
        'disk',
        pairCount,
        () => ours(folder),
        () => byFio(file),
        notes,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function ours(folder: string): number {
  const job = {
    paths: [folder],
    mountPoint: '/',
    exclusions: [],
    mayHang: false,
    toldBy: 'count',
    share: 1,
    compresses: false,
    counts: false,
  };
  const line = (askSpeedChild(inRealTime, 'read-speed', job) as readonly ReadLine[]).find(({ said }) => said === 'large');
  if (line?.said !== 'large' || line.rate?.from !== 'device')
    throw new Error(`the file was not read from the device: ${JSON.stringify(line)}`);
  return line.rate.middle / 1e6;
}

function byFio(file: string): number {
  const printed = run(inRealTime, [
    'fio',
    '--name=read',
    `--filename=${file}`,
    '--direct=1',
    '--bs=1M',
    '--rw=read',
    '--ioengine=psync',
    '--size=64M',
    '--output-format=json',
  ]);
  const { jobs } = JSON.parse(printed) as { readonly jobs: readonly { readonly read: { readonly bw_bytes: number } }[] };
  return (jobs[0]?.read.bw_bytes ?? Number.NaN) / 1e6;
}
