// Opens files so that their bytes come from the device even where the kernel holds them, as long as the file system can do that; and tells
// from what the kernel fetched for us where they came from.
import { constants } from 'node:fs';
import { kindOfFileSystem } from '../../facts/storage/file-systems.js';
import type { ReadFrom } from '../../facts/throughput.js';
import type { BytePath } from '../files/scan-lines.js';
import { openQuietly, type OpenFile } from './open-quietly.js';

/** Offsets and lengths of such reads, and where they go in memory; no disk has larger sectors. */
export const alignment = 4_096;

/**
 * What tells where bytes came from. `count`: the kernel counts what it fetches. `flag`: it counts nothing, but asks the server for all that is
 * read past its cache. `nothing`: a daemon may take the flag and answer from a cache of its own.
 */
export type ToldBy = 'count' | 'flag' | 'nothing';

const sharesOfServers: ReadonlySet<string> = new Set(['nfs', 'nfs4', 'cifs', 'smb3']);

export function toldByOf(fsType: string): ToldBy {
  if (kindOfFileSystem(fsType) === 'disk') return 'count';
  return sharesOfServers.has(fsType) ? 'flag' : 'nothing';
}

export class PastTheCache {
  private isDirect = true;

  constructor(private readonly toldBy: ToldBy) {}

  /** null where it cannot be opened */
  open(path: BytePath): OpenFile | null {
    if (!this.isDirect) return openQuietly(path);
    const file = openQuietly(path, constants.O_DIRECT);
    if (file !== null) return file;
    const plain = openQuietly(path);
    if (plain !== null) this.isDirect = false;
    return plain;
  }

  /** Some take the flag and refuse the reads. @returns whether another try makes sense */
  gaveUp(error: unknown): boolean {
    const isRefused = this.isDirect && (error as NodeJS.ErrnoException).code === 'EINVAL';
    if (isRefused) this.isDirect = false;
    return isRefused;
  }

  /** @param fetchedBytes by the kernel, for these bytes; null where nobody counted */
  origin(bytes: number, fetchedBytes: number | null): ReadFrom {
    if (this.toldBy === 'flag') return this.isDirect ? 'device' : 'unknown';
    if (this.toldBy === 'nothing' || fetchedBytes === null) return 'unknown';
    // Files that are stored compressed are fetched as such.
    if (fetchedBytes >= bytes * 0.9) return 'device';
    return fetchedBytes <= bytes * 0.1 ? 'cache' : 'unknown';
  }
}
