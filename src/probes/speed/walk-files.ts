// Meets the regular files below some places of one mount, folder after folder in the order of chance, so that a walk that is cut short
// has seen a bit of everything. Follows no link, leaves the mount nowhere, and touches no file.
import { joined } from '../files/byte-paths.js';
import { entriesOf } from '../files/folder-entries.js';
import { kindOfPlace } from '../files/scan-places.js';
import { forNode } from '../files/byte-paths.js';
import type { BytePath } from '../files/scan-lines.js';

export interface WalkGround {
  readonly places: readonly BytePath[];
  /** Excluded places, and where other mounts begin. */
  readonly closed: ReadonlySet<BytePath>;
}

export interface WalkEnd {
  readonly fileCount: number;
  /** Every folder was read to its end. */
  readonly isWhole: boolean;
  /** The error code of a folder that could not be read; null where all could. */
  readonly refused: string | null;
}

export function walkFiles({ places, closed }: WalkGround, endsAtMs: number, meet: (file: BytePath) => void): WalkEnd {
  const kinds = places.map((place) => ({ place, kind: closed.has(place) ? 'other' : kindOfPlace(forNode(place)) }));
  const pending = kinds.flatMap(({ place, kind }) => (kind === 'folder' ? [place] : []));
  const files = kinds.flatMap(({ place, kind }) => (kind === 'file' ? [place] : []));
  for (const file of files) meet(file);
  let fileCount = files.length;
  let refused: string | null = null;
  const isOver = (): boolean => performance.now() > endsAtMs;
  while (pending.length > 0) {
    const folder = takeAny(pending);
    try {
      for (const { name, kind } of entriesOf(folder)) {
        if (isOver()) return { fileCount, isWhole: false, refused };
        const path = joined(folder, name);
        if (closed.has(path)) continue;
        if (kind === 'folder') pending.push(path);
        if (kind !== 'file') continue;
        fileCount += 1;
        meet(path);
      }
    } catch (error) {
      refused = (error as NodeJS.ErrnoException).code ?? 'unknown';
    }
  }
  return { fileCount, isWhole: refused === null, refused };
}

function takeAny(pending: BytePath[]): BytePath {
  const index = Math.floor(Math.random() * pending.length);
  const taken = pending[index] ?? '';
  pending[index] = pending.at(-1) ?? '';
  pending.pop();
  return taken;
}

/** Keeps some of all that it is given, each with the same chance, in the order of chance. */
export class Reservoir<T> {
  private readonly kept: T[] = [];
  private metCount = 0;

  constructor(private readonly capacity: number) {}

  add(item: T): void {
    this.metCount += 1;
    if (this.kept.length < this.capacity) this.kept.push(item);
    else {
      const index = Math.floor(Math.random() * this.metCount);
      if (index < this.capacity) this.kept[index] = item;
    }
  }

  shuffled(): readonly T[] {
    const items = [...this.kept];
    for (let index = items.length - 1; index > 0; index -= 1) {
      const other = Math.floor(Math.random() * (index + 1));
      const [a, b] = [items[index], items[other]];
      if (a !== undefined && b !== undefined) [items[index], items[other]] = [b, a];
    }
    return items;
  }
}
