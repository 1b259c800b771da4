// What one walker knows and counts: who it is, what it must not enter, how much time is left; and what it tells of.
import { statSync } from 'node:fs';
import { denialReason, type Identity, type Owned } from '../../facts/storage/denial.js';
import { isAtOrBelow } from '../../facts/mounts.js';
import { printableBytes } from '../../facts/storage/printable.js';
import type { Mount } from '../../facts/volumes.js';
import { forNode, parentOf, toBytePath } from './byte-paths.js';
import type { OwnerNames } from './owner-names.js';
import { LargestGroups } from './largest-groups.js';
import { MountsMet } from './mounts-met.js';
import { Oddities } from './oddities.js';
import { ownConfinement } from './read-confinement.js';
import { passesModes } from './readability.js';
import { ScanClock } from './scan-clock.js';
import type { Attention, BytePath, GroupLine, ScanLine } from './scan-lines.js';

/** Often enough for a person who watches and for the parent that suspects a hang. */
const progressEveryMs = 200;

/** A line of the list that is not much longer than a pipe takes at once. */
const maxListedCount = 500;

export interface SurveyOptions {
  /** The image's folder, which paths for people leave out. */
  readonly root: string;
  readonly mounts: readonly Mount[];
  readonly mayEnter: string | null;
  readonly exclusions: ReadonlySet<BytePath>;
  /** Where folders begin that bind mounts show at another place too. */
  readonly sharedPlaces: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly endsAtMs: number;
  readonly lists: boolean;
  readonly attention: Attention;
  readonly names: OwnerNames;
  readonly tell: (line: ScanLine) => void;
}

/** What is walked now: which item of the job, and where it lies. */
export interface CurrentItem {
  readonly index: number;
  readonly place: BytePath;
}

export type Denial = Pick<GroupLine, 'reason' | 'code' | 'mode'>;

export class Survey {
  fileCount = 0;
  private entryCount = 0;
  private at: BytePath = '';
  private toldAt = performance.now();
  private item: CurrentItem = { index: 0, place: '' };
  private listed: BytePath[] = [];
  readonly clock: ScanClock;
  readonly mounts: MountsMet;
  private readonly excludedNames = new Map<BytePath, Set<BytePath>>();
  private readonly sharedPlaces: ReadonlySet<BytePath>;
  private readonly seenFolders = new Set<string>();
  private readonly who: Identity = ownIdentity();
  private readonly rootLength: number;
  private readonly lists: boolean;
  /** Whether oddities are looked for. */
  readonly notices: boolean;
  private readonly groups = new LargestGroups();
  readonly oddities = new Oddities();
  private weighedBytes = 0;
  /** Else no path is looked up: it would have to be put together and hashed first. */
  private hasExclusionsBelow = true;
  private readonly names: OwnerNames;
  readonly exclusions: ReadonlySet<BytePath>;
  private readonly say: (line: ScanLine) => void;

  constructor({ root, mounts, mayEnter, exclusions, sharedPlaces, endsAtMs, lists, attention, names, tell }: SurveyOptions) {
    this.say = tell;
    this.lists = lists;
    this.notices = attention === 'names' || attention === 'sizes';
    this.names = names;
    this.rootLength = toBytePath(root).length;
    this.exclusions = exclusions;
    for (const path of exclusions) this.namesLeftOutIn(parentOf(path)).add(path.slice(path.lastIndexOf('/') + 1));
    this.clock = new ScanClock(endsAtMs);
    this.mounts = new MountsMet(mounts, mayEnter);
    this.sharedPlaces = new Set([...sharedPlaces].map(toBytePath));
  }

  begin(item: CurrentItem): void {
    this.tellPaths();
    this.tellSums();
    this.item = item;
    this.mounts.begin(item.place);
    this.hasExclusionsBelow = [...this.exclusions].some((path) => isAtOrBelow(path, item.place));
  }

  /** Of what lies below the item that is walked now. */
  isExcluded(path: BytePath): boolean {
    return this.hasExclusionsBelow && this.exclusions.has(path);
  }

  /** null almost everywhere, so that names need not be asked for. */
  leftOutIn(folder: BytePath): ReadonlySet<BytePath> | null {
    return this.hasExclusionsBelow ? (this.excludedNames.get(folder) ?? null) : null;
  }

  count(entryCount: number, fileCount: number): void {
    this.entryCount += entryCount;
    this.fileCount += fileCount;
  }

  weigh(bytes: number): void {
    this.weighedBytes += bytes;
  }

  /** @param now as performance.now() tells, which the walk asks anyway */
  showProgress(folder: BytePath, now: number): void {
    this.at = folder;
    if (now - this.toldAt >= progressEveryMs) this.tellProgress(now);
  }

  /** Why it stops here, for whoever reads the report. */
  timeWasUp(): string {
    return this.at === '' ? 'the time was up' : `the time was up at ${this.shown(this.at)}`;
  }

  tellProgress(now = performance.now()): void {
    this.toldAt = now;
    this.tellPaths();
    this.tellSums();
    this.say({ said: 'progress', entryCount: this.entryCount, fileCount: this.fileCount, at: this.shown(this.at) });
  }

  tellGroup(group: Omit<GroupLine, 'said'>): void {
    this.groups.add({ said: 'group', ...group });
  }

  tellMount(place: BytePath): void {
    this.say({ said: 'mount', place, index: this.item.index, below: this.below(place) });
  }

  tellSkipped(place: BytePath, note: string): void {
    this.say({ said: 'skipped', place, note });
  }

  /** For the list of paths; one that is not asked for costs nothing. */
  list(path: BytePath): void {
    if (!this.lists) return;
    this.listed.push(this.below(path));
    if (this.listed.length >= maxListedCount) this.tellPaths();
  }

  shown(place: BytePath): string {
    return printableBytes(place.slice(this.rootLength) || '/');
  }

  beginsShared(folder: BytePath): boolean {
    return this.sharedPlaces.size > 0 && this.sharedPlaces.has(folder);
  }

  /** Whether the part around it can be seen at another place too. */
  isShared(folder: BytePath): boolean {
    if (this.sharedPlaces.size === 0) return false;
    for (let place = folder; ; place = parentOf(place)) {
      if (this.sharedPlaces.has(place)) return true;
      if (place === '/') return false;
    }
  }

  /** Numbers of 64 bits are more than a double holds. */
  isRepeated(folder: BytePath): boolean {
    const stats = statSync(forNode(folder), { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) return false;
    const id = `${stats.dev}:${stats.ino}`;
    const isKnown = this.seenFolders.has(id);
    this.seenFolders.add(id);
    return isKnown;
  }

  /** @param owned what the account itself sees of it: the mode even of what it may not read; null where not even that */
  denial(path: BytePath, code: string, owned: Owned | null, isFolder: boolean): Denial {
    return { reason: denialReason(code, owned, isFolder, this.who, this.mounts.of(path)), code, mode: owned === null ? null : this.names.modeAndOwner(owned) };
  }

  private below(path: BytePath): BytePath {
    const { place } = this.item;
    return place === '/' ? path : path.slice(place.length);
  }

  private tellPaths(): void {
    if (this.listed.length > 0) this.say({ said: 'paths', index: this.item.index, below: this.listed });
    this.listed = [];
  }

  private tellSums(): void {
    for (const line of this.groups.take()) this.say(line);
    for (const line of this.oddities.take()) this.say(line);
    if (this.weighedBytes > 0) this.say({ said: 'weighed', index: this.item.index, bytes: this.weighedBytes });
    this.weighedBytes = 0;
  }

  private namesLeftOutIn(folder: BytePath): Set<BytePath> {
    const names = this.excludedNames.get(folder) ?? new Set();
    this.excludedNames.set(folder, names);
    return names;
  }
}

/** Only called where there is a Unix below. */
const ownIdentity = (): Identity => ({
  uid: process.geteuid?.() ?? -1,
  groupIds: [process.getegid?.() ?? -1, ...(process.getgroups?.() ?? [])],
  passesModes: passesModes(),
  isConfined: ownConfinement() !== null,
});
