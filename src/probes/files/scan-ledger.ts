// Keeps what the scan children tell: the state of each path, the largest groups, and sums of the rest.
import { oddityKinds, type Oddity, type OddityKind, type ScannedPath } from '../../facts/scan.js';
import { printableBytes, printableName } from '../../facts/storage/printable.js';
import { toBytePath, toText } from './byte-paths.js';
import { maxExampleCount } from './denials.js';
import { LargestGroups } from './largest-groups.js';
import { lexical } from './scan-places.js';
import type { BytePath, OddityLine, ScanItem } from './scan-lines.js';

interface Progress {
  readonly entryCount: number;
  readonly at: string;
}

export class ScanLedger {
  private readonly paths = new Map<string, ScannedPath>();
  private readonly progress = new Map<object, Progress>();
  readonly groups = new LargestGroups();
  private readonly odd = new Map<OddityKind, Pick<OddityLine, 'count' | 'bytes' | 'examples'>>();

  /** @param root the image's folder, which paths for people leave out */
  constructor(private readonly root: string) {}

  setItem(item: ScanItem, state: ScannedPath['state'], note: string | null, marks: Pick<ScannedPath, 'isLink' | 'isPassedOver'> = {}): void {
    const key = item.kind === 'path' ? item.path : toText(item.place).slice(this.root.length);
    const { isLink = false, isPassedOver = false } = marks;
    this.paths.set(key, { path: this.nameOf(item), state, note, ...(isLink ? { isLink } : {}), ...(isPassedOver ? { isPassedOver } : {}) });
  }

  nameOf(item: ScanItem): string {
    return item.kind === 'path' ? printableName(item.path) : this.shown(item.place);
  }

  shown(place: BytePath): string {
    return printableBytes(place.slice(toBytePath(this.root).length) || '/');
  }

  /** @param teller whoever counts: its newest count replaces its last */
  setProgress(teller: object, entryCount: number, at: string): void {
    this.progress.set(teller, { entryCount, at });
  }

  /** Of a path behind a closed folder, where only root can see that there is nothing. */
  setMissing(place: BytePath): void {
    for (const [key, path] of this.paths) {
      if (toBytePath(lexical(this.root, key)) === place) this.paths.set(key, { ...path, state: 'missing' });
    }
  }

  /** It begins with something else. */
  forgetPlace(teller: object): void {
    this.progress.set(teller, { entryCount: this.progress.get(teller)?.entryCount ?? 0, at: '' });
  }

  addOddity({ kind, count, bytes, examples }: OddityLine): void {
    const sum = this.odd.get(kind) ?? { count: 0, bytes: 0, examples: [] };
    const all = [...sum.examples, ...examples].slice(0, maxExampleCount);
    this.odd.set(kind, { count: sum.count + count, bytes: sum.bytes + bytes, examples: all });
  }

  oddities(): readonly Oddity[] {
    return oddityKinds.flatMap((kind) => {
      const sum = this.odd.get(kind);
      if (sum === undefined) return [];
      return { kind, count: sum.count, bytes: kind === 'sparse-file' ? sum.bytes : null, examples: sum.examples.map((path) => this.shown(path)) };
    });
  }

  allPaths(): readonly ScannedPath[] {
    return [...this.paths.values()];
  }

  entryCount(): number {
    return sum([...this.progress.values()].map(({ entryCount }) => entryCount));
  }

  lastSeenAt(teller: object): string | null {
    return this.progress.get(teller)?.at || null;
  }

}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
