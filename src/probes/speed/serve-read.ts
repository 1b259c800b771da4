// Child side of reading one device: one line after each step, so that what was measured is not lost when a later step hangs.
// Reads only, and regular files only. Nothing of what the files hold or how they are called leaves this process.
import { lstatSync, readFileSync } from 'node:fs';
import { isAtOrBelow, mayHang, parseMounts } from '../../facts/mounts.js';
import { forNode, toBytePath } from '../files/byte-paths.js';
import { exclusionPlaces, locate } from '../files/scan-places.js';
import type { BytePath } from '../files/scan-lines.js';
import { endWithParent } from '../platform/end-with-parent.js';
import { writeLine } from '../platform/lines.js';
import { ownMountTable } from '../platform/mounts-that-may-hang.js';
import { readBehindOthers } from './io-class.js';
import { countingMs, largeReads, sampledFiles, samplingMs } from './limits.js';
import { PastTheCache } from './past-the-cache.js';
import type { ReadJob, ReadLine } from './read-lines.js';
import { readLargeFiles } from './read-large-files.js';
import { readSmallFiles } from './read-small-files.js';
import { SamplePieces } from './sample-pieces.js';
import { measure } from './serve-cpu.js';
import { Reservoir, walkFiles, type WalkGround } from './walk-files.js';

export async function serve(): Promise<void> {
  const job = JSON.parse(readFileSync(0, 'utf8')) as ReadJob;
  Error.stackTraceLimit = 0;
  if (job.mayHang) endWithParent();
  readBehindOthers();
  const ground = lookAtGround(job);
  const [chosen, sample, way] = [new Reservoir<BytePath>(sampledFiles), new SamplePieces(), new PastTheCache(job.toldBy)];
  const { isWhole, ...met } = walkFiles(ground, inMs(samplingMs * job.share), (file) => chosen.add(file));
  tell({ said: 'met', isWhole, ...met });
  const { large, ...small } = readSmallFiles(chosen.shuffled(), job.share, way, sample);
  tell({ said: 'small', ...small });
  tell({ said: 'large', hasFiles: large.length > 0, ...readLargeFiles(large, largeReads.mostMs * job.share, way, sample) });
  if (job.counts && isWhole) count(ground, inMs(countingMs * job.share));
  if (job.compresses) await compress(sample.all(), job.share);
  writeLine({ said: 'done' });
}

const tell = (line: ReadLine): void => writeLine(line);

const inMs = (ms: number): number => performance.now() + ms;

function lookAtGround({ paths, mountPoint, exclusions }: ReadJob): WalkGround {
  const mounts = parseMounts(ownMountTable());
  const barriers = new Set(mounts.filter((mount) => mayHang(mount) && mount.mountPoint !== mountPoint).map((mount) => mount.mountPoint));
  const located = paths.map((path) => locate('', path, barriers));
  const others = mounts.map((mount) => mount.mountPoint).filter((point) => point !== mountPoint && isAtOrBelow(point, mountPoint));
  return {
    places: located.flatMap((item) => (item.found === 'place' ? [item.place] : [])),
    closed: new Set([...exclusionPlaces('', exclusions, barriers), ...others.map(toBytePath)]),
  };
}

async function compress(pieces: readonly Uint8Array[], share: number): Promise<void> {
  if (pieces.length === 0) return;
  await measure([{ name: 'compress', pieces }], { onAllCores: true, share }, (samples) => tell({ said: 'compressed', samples }));
}

/** Asks each file for its size, which is why it comes after the reading: files that were asked open faster. */
function count(ground: WalkGround, endsAtMs: number): void {
  let bytes = 0;
  const { fileCount, isWhole } = walkFiles(ground, endsAtMs, (file) => (bytes += sizeOf(file)));
  if (isWhole) tell({ said: 'counted', fileCount, bytes });
}

/** A file that has just gone holds nothing. */
function sizeOf(file: BytePath): number {
  try {
    return lstatSync(forNode(file)).size;
  } catch {
    return 0;
  }
}
