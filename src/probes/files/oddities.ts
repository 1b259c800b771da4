// What a walk comes by that may surprise a backup, beside what cannot be read: counted by kind, with a few examples.
import { isUtf8 } from 'node:buffer';
import type { OddityKind } from '../../facts/scan.js';
import { maxExampleCount } from './denials.js';
import type { BytePath, OddityLine } from './scan-lines.js';

/** A folder of more entries takes any program long to list. */
export const maxEntryCount = 1_000_000;

/** Of what is larger and mostly holes a backup may read far more than the disk holds. */
const sparseBytes = 2 ** 30;

export const isSparseGiant = (size: number, storedBytes: number): boolean => size >= sparseBytes && storedBytes < size / 2;

/** The documentation knows of such paths that the agent answers `Path Not Found`. */
export const isNotUtf8 = (path: BytePath): boolean => /[\x80-\xff]/.test(path) && !isUtf8(Buffer.from(path, 'latin1'));

export class Oddities {
  private found = new Map<OddityKind, { count: number; bytes: number; examples: BytePath[] }>();

  add(kind: OddityKind, path: BytePath, { count = 1, bytes = 0 } = {}): void {
    const sum = this.found.get(kind) ?? { count: 0, bytes: 0, examples: [] };
    this.found.set(kind, sum);
    sum.count += count;
    sum.bytes += bytes;
    if (sum.examples.length < maxExampleCount) sum.examples.push(path);
  }

  /** Further ones like those before. */
  addMore(kind: OddityKind, count: number): void {
    const sum = this.found.get(kind) ?? { count: 0, bytes: 0, examples: [] };
    this.found.set(kind, sum);
    sum.count += count;
  }

  /** Since they were last taken. */
  take(): readonly OddityLine[] {
    const lines = [...this.found].map(([kind, sum]): OddityLine => ({ said: 'oddity', kind, ...sum }));
    if (lines.length > 0) this.found = new Map();
    return lines;
  }
}
