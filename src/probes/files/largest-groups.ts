// The largest groups of what cannot be read, and sums of the rest: a person reads a few, and a host may have a million.
import { maxExampleCount } from './denials.js';
import type { BytePath, GroupLine, OmittedLine } from './scan-lines.js';

/** More than a person reads; the rest is counted. */
const maxGroupCount = 50;

/** So many closed folders, of which nobody knows what they hide, may stand before those that were counted. */
const maxUncountedCount = 25;

const nothing = { groupCount: 0, fileCount: 0, bytes: 0 };

export class LargestGroups {
  private kept: GroupLine[] = [];
  private omitted: Omit<OmittedLine, 'said'> = nothing;

  add(group: GroupLine): void {
    this.kept.push(group);
    if (this.kept.length >= 2 * maxGroupCount) this.dropSmallest();
  }

  addOmitted({ groupCount, fileCount, bytes }: Omit<OmittedLine, 'said'>): void {
    const { omitted } = this;
    this.omitted = { groupCount: omitted.groupCount + groupCount, fileCount: omitted.fileCount + fileCount, bytes: sumOrNull([omitted.bytes, bytes]) };
  }

  /** @param change null for what is no trouble after all */
  change(change: (group: GroupLine) => GroupLine | null): void {
    this.kept = this.kept.map(change).filter((group) => group !== null);
  }

  /** The largest first; closed folders that nobody could count come before all. */
  largest(): readonly GroupLine[] {
    this.dropSmallest();
    return this.kept;
  }

  omittedGroupCount(): number {
    return this.omitted.groupCount;
  }

  omittedBytes(): number | null {
    return this.omitted.bytes;
  }

  fileCount(): number {
    return this.omitted.fileCount + sum(this.kept.map(weight));
  }

  /** All that came since the last such call, as lines. */
  take(): readonly (GroupLine | OmittedLine)[] {
    const groups = this.largest();
    const { omitted } = this;
    [this.kept, this.omitted] = [[], nothing];
    return omitted === nothing ? groups : [...groups, { said: 'omitted', ...omitted }];
  }

  private dropSmallest(): void {
    const bySize = withoutRepetition(this.kept).toSorted((one, other) => compare(other.fileCount ?? Infinity, one.fileCount ?? Infinity));
    const counted = bySize.filter(({ fileCount }) => fileCount !== null);
    const uncounted = bySize.slice(0, bySize.length - counted.length);
    const room = Math.max(maxUncountedCount, maxGroupCount - counted.length);
    const dropped = [...uncounted.splice(room), ...counted.splice(maxGroupCount - uncounted.length)];
    this.kept = [...uncounted, ...counted];
    if (dropped.length > 0) this.addOmitted({ groupCount: dropped.length, fileCount: sum(dropped.map(weight)), bytes: sumOrNull(dropped.map(({ bytes }) => bytes)) });
  }
}

/** A closed folder is met again by each path of the set that lies behind it. */
function withoutRepetition(groups: readonly GroupLine[]): readonly GroupLine[] {
  const folders = new Map<BytePath, GroupLine>();
  for (const group of groups) {
    const known = folders.get(group.path);
    if (group.isFolder) folders.set(group.path, known === undefined ? group : together(known, group));
  }
  return [...folders.values(), ...groups.filter(({ isFolder }) => !isFolder)];
}

function together(one: GroupLine, other: GroupLine): GroupLine {
  const both = [one, other];
  return {
    ...one,
    hidden: [...one.hidden, ...other.hidden],
    fileCount: sumOrNull(both.map(({ fileCount }) => fileCount)),
    leastFileCount: sum(both.map(({ fileCount, leastFileCount = 0 }) => fileCount ?? leastFileCount)),
    bytes: sumOrNull(both.map(({ bytes }) => bytes)),
    examples: [...one.examples, ...other.examples].slice(0, maxExampleCount),
  };
}

/** A closed folder counts as one where nobody knows how many files it hides, and where it hides none. */
const weight = ({ fileCount, leastFileCount }: GroupLine): number => Math.max(1, fileCount ?? leastFileCount ?? 1);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Where a part is not known the whole is not either. */
const sumOrNull = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((total, number) => (total === null || number === null ? null : total + number), 0);

/** Infinity minus itself would be no number. */
const compare = (one: number, other: number): number => (one === other ? 0 : one - other);
