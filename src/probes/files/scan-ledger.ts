// Keeps what the scan children tell: the state of each path, the largest groups, and sums of the rest.
import { oddityKinds, type Oddity, type OddityKind, type ScannedPath } from '../../facts/scan.js';
import { printableBytes, printableName } from '../../facts/storage/printable.js';
import { toBytePath, toText } from './byte-paths.js';
import { maxExampleCount } from './denials.js';
import type { BytePath, GroupLine, OddityLine, ScanItem } from './scan-lines.js';

/** More than a person reads; the rest is counted. */
const maxGroupCount = 50;

interface Progress {
  readonly entryCount: number;
  readonly at: string;
}

export class ScanLedger {
  private readonly paths = new Map<string, ScannedPath>();
  private readonly progress = new Map<object, Progress>();
  private kept: readonly GroupLine[] = [];
  private readonly odd = new Map<OddityKind, Pick<OddityLine, 'count' | 'bytes' | 'examples'>>();
  private omitted = { groupCount: 0, fileCount: 0 };

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

  addGroup(group: GroupLine): void {
    this.kept = [...this.kept, group];
    if (this.kept.length >= 2 * maxGroupCount) this.dropSmallest();
  }

  setHidden(hidden: BytePath, fileCount: number, bytes: number): void {
    this.kept = this.kept.map((group) => (group.isFolder && group.hidden === hidden ? { ...group, fileCount, bytes } : group));
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

  /** The largest first; closed folders that nobody could count come before all. */
  groups(): readonly GroupLine[] {
    this.dropSmallest();
    return this.kept;
  }

  allPaths(): readonly ScannedPath[] {
    return [...this.paths.values()];
  }

  entryCount(): number {
    return sum([...this.progress.values()].map(({ entryCount }) => entryCount));
  }

  lastSeenAt(teller: object): string | null {
    return this.progress.get(teller)?.at ?? null;
  }

  omittedGroupCount(): number {
    return this.omitted.groupCount;
  }

  unreadableCount(): number {
    return this.omitted.fileCount + sum(this.kept.map(weight));
  }

  private dropSmallest(): void {
    const bySize = this.kept.toSorted((one, other) => compare(other.fileCount ?? Infinity, one.fileCount ?? Infinity));
    const dropped = bySize.slice(maxGroupCount);
    this.kept = bySize.slice(0, maxGroupCount);
    this.omitted = { groupCount: this.omitted.groupCount + dropped.length, fileCount: this.omitted.fileCount + sum(dropped.map(weight)) };
  }
}

/** A closed folder counts as one where nobody knows how many files it hides, and where it hides none. */
const weight = ({ fileCount }: GroupLine): number => Math.max(1, fileCount ?? 1);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Infinity minus itself would be no number. */
const compare = (one: number, other: number): number => (one === other ? 0 : one - other);
