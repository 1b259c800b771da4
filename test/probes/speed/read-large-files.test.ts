// Reading for a moment ends in that moment, also where nothing can be read; and who may answer from a cache is not taken for a device.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { BytePath } from '../../../src/probes/files/scan-lines.js';
import { PastTheCache, toldByOf } from '../../../src/probes/speed/past-the-cache.js';
import { SamplePieces } from '../../../src/probes/speed/sample-pieces.js';
import { readLargeFiles } from '../../../src/probes/speed/read-large-files.js';

const sized = (path: string, sizeBytes: number) => ({ path, sizeBytes, storedBytes: sizeBytes });

describe('reading large files', () => {
  it('leaves each file that cannot be opened after its first try', () => {
    const tried: string[] = [];
    const way = new PastTheCache('count');
    const counting = Object.assign(Object.create(way) as PastTheCache, {
      open: (path: BytePath) => {
        tried.push(path);
        return null;
      },
    });
    const files = Array.from({ length: 50 }, (_, index) => sized(`/gone/${index}`, 1e12));
    readLargeFiles(files, 1_000, counting, new SamplePieces());
    expect(tried).toHaveLength(50);
  });

  it('ends in time where every try fails slowly', () => {
    const way = Object.assign(Object.create(new PastTheCache('count')) as PastTheCache, {
      open: () => {
        const until = performance.now() + 20;
        while (performance.now() < until);
        return null;
      },
    });
    const startedAt = performance.now();
    readLargeFiles(
      Array.from({ length: 500 }, (_, index) => sized(`/gone/${index}`, 1e12)),
      100,
      way,
      new SamplePieces(),
    );
    // All tries would take ten seconds.
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('still reads three stretches of a disk that is slower than its time', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'backup-doctor-test-')), 'large');
    writeFileSync(path, Buffer.alloc(8 << 20, 7));
    const read = readLargeFiles([sized(path, 8 << 20)], 0, new PastTheCache('count'), new SamplePieces());
    expect(read.readCount).toBeGreaterThanOrEqual(3);
  });
});

describe('where the bytes came from', () => {
  it.each([
    ['ext4', 'count'],
    ['nfs4', 'flag'],
    ['cifs', 'flag'],
    ['fuse.sshfs', 'nothing'],
    ['9p', 'nothing'],
  ])('of %s is told by %s', (fsType, told) => expect(toldByOf(fsType)).toBe(told));

  it('is the device of a share that was read past its cache, and unknown of a daemon', () => {
    expect([new PastTheCache('flag').origin(1_000, null), new PastTheCache('nothing').origin(1_000, 1_000)]).toEqual(['device', 'unknown']);
    expect([new PastTheCache('count').origin(1_000, 1_000), new PastTheCache('count').origin(1_000, 0)]).toEqual(['device', 'cache']);
  });
});
