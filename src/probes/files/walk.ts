// Walks folders with all below them, and tells of what cannot be read. Links are not followed; FIFOs, sockets and devices
// are not touched; only the folders still to come are kept in memory.
import type { Ownership } from '../../facts/storage/denial.js';
import { errorCode } from '../../facts/storage/error-code.js';
import { joined } from './byte-paths.js';
import { Denials, maxExampleCount } from './denials.js';
import { entriesOf, isContent } from './folder-entries.js';
import type { EntryTaker, FolderReader } from './folder-reader.js';
import { isNotUtf8, isSparseGiant, maxEntryCount } from './oddities.js';
import { ownership } from './readability.js';
import type { BytePath, GroupLine } from './scan-lines.js';
import type { CurrentItem, Survey } from './survey.js';

/** `left`: more to walk; `paused`: the share of the time is over; `over`: all of it, before the end. */
export type WalkState = 'left' | 'done' | 'paused' | 'over';

/** Then whoever else has something to say is heard: sooner where somebody waits for folders. */
const [strideMs, shortStrideMs] = [4, 1];

/** Of one filling; to look at so many takes half a millisecond. */
const manyEntryCount = 300;

export class Walker {
  private pending: BytePath[] = [];
  private shared: BytePath[] = [];

  /** @param handOver for folders that only one walker may walk, since it remembers which; without it they are this one's own */
  constructor(
    readonly survey: Survey,
    private readonly reader: FolderReader,
    private readonly handOver: ((folder: BytePath) => void) | null = null,
  ) {}

  begin(item: CurrentItem, folders: readonly BytePath[]): void {
    this.survey.begin(item);
    for (const folder of folders) this.add(folder);
  }

  /** From another walker, which has looked at what they are. */
  addGiven(folders: readonly BytePath[]): void {
    this.pending.push(...folders);
  }

  addShared(folder: BytePath): void {
    this.shared.push(folder);
  }

  hasMore(): boolean {
    return this.pending.length + this.shared.length > 0;
  }

  stride(isShort = false): WalkState {
    const endsAt = performance.now() + (isShort ? shortStrideMs : strideMs);
    for (;;) {
      const now = performance.now();
      if (this.survey.isShareOver(now) && !this.survey.isOver(now) && this.hasMore()) return 'paused';
      const isShared = this.pending.length === 0;
      const folder = isShared ? this.shared.pop() : this.pending.pop();
      if (folder === undefined) return 'done';
      this.survey.showProgress(folder, now);
      if (this.survey.isOver(now)) return 'over';
      if (!this.visit(folder, isShared)) return 'over';
      if (now >= endsAt) return 'left';
    }
  }

  /** The half that lies nearest to the start: the largest parts, most likely. */
  give(): readonly BytePath[] {
    return this.pending.splice(0, Math.floor(this.pending.length / 2));
  }

  giveAll(): readonly BytePath[] {
    return this.pending.splice(0);
  }

  private add(folder: BytePath): void {
    if (!this.survey.isShared(folder)) this.pending.push(folder);
    else this.addShared(folder);
  }

  /** @returns false where the time was up in the middle of it */
  private visit(folder: BytePath, isShared: boolean): boolean {
    try {
      if (isShared && this.survey.isRepeated(folder)) return true;
      return this.read(folder, isShared);
    } catch (error) {
      tellClosed(folder, errorCode(error as NodeJS.ErrnoException), this.survey);
      return true;
    }
  }

  private read(folder: BytePath, isShared: boolean): boolean {
    const visit = new Visit(folder, this.survey, this.reader, (path) => this.enter(path, isShared));
    try {
      this.reader.read(folder, this.survey.leftOutIn(folder), visit);
      return !visit.isCutShort;
    } finally {
      visit.end();
    }
  }

  private enter(folder: BytePath, isShared: boolean): void {
    switch (this.survey.mountAt(folder)) {
      case 'entered':
        if (!isShared && !this.survey.beginsShared(folder)) this.pending.push(folder);
        else if (this.handOver === null) this.shared.push(folder);
        else this.handOver(folder);
        return;
      case 'apart':
        this.survey.tellMount(folder);
        return;
      case 'automounter':
        this.survey.tellSkipped(folder, 'an automounter, which is not woken up');
        return;
      case 'memory':
        return;
    }
  }
}

/** One folder while it is read. */
class Visit implements EntryTaker {
  isCutShort = false;
  private isKnownToBeSearchable = false;
  private isClosed = false;
  private denials: Denials | null = null;
  private entryCount = 0;
  /** Then nothing below it has a path in UTF-8 either. */
  private readonly hasOddPath: boolean;

  constructor(
    private readonly path: BytePath,
    private readonly survey: Survey,
    private readonly reader: FolderReader,
    private readonly enter: (folder: BytePath) => void,
  ) {
    this.hasOddPath = survey.notices && isNotUtf8(path);
  }

  folder(name: BytePath): boolean {
    if (!this.isSearchable()) return false;
    const path = joined(this.path, name);
    if (!this.survey.exclusions.has(path)) this.enter(path);
    return true;
  }

  unreadable(name: BytePath, code: string, owned: Ownership | null): boolean {
    if (!this.isSearchable()) return false;
    this.denials ??= new Denials(this.path, this.survey);
    this.denials.add(joined(this.path, name), code, owned);
    return true;
  }

  foreignName(name: BytePath): void {
    if (!this.hasOddPath && isNotUtf8(name)) this.survey.oddities.add('not-utf8', joined(this.path, name));
  }

  special(name: BytePath, kind: 'fifo' | 'socket' | 'device'): void {
    this.survey.oddities.add(kind, joined(this.path, name));
  }

  weighed(name: BytePath, size: number, storedBytes: number): void {
    this.survey.weigh(size);
    if (this.survey.notices && isSparseGiant(size, storedBytes)) this.survey.oddities.add('sparse-file', joined(this.path, name), { bytes: size });
  }

  counted(entryCount: number, fileCount: number): boolean {
    if (this.isClosed) return false;
    this.entryCount += entryCount;
    if (this.hasOddPath) this.survey.oddities.addMore('not-utf8', entryCount);
    this.survey.count(entryCount, fileCount);
    // The time is looked at between two folders anyway.
    if (entryCount < manyEntryCount) return true;
    const now = performance.now();
    this.survey.showProgress(this.path, now);
    this.isCutShort = this.survey.isOver(now);
    return !this.isCutShort;
  }

  end(): void {
    this.denials?.tell();
    if (this.survey.notices && this.entryCount > maxEntryCount) this.survey.oddities.add('huge-folder', this.path);
  }

  /** Asked once, and not where all that it holds can be read. */
  private isSearchable(): boolean {
    if (this.isKnownToBeSearchable) return true;
    const code = this.reader.whyNotSearchable();
    this.isKnownToBeSearchable = code === null;
    if (code === null) return true;
    this.isClosed = true;
    tellNotSearchable(this.path, code, this.survey);
    return false;
  }
}

/** Nobody who stands before it knows what it holds. */
export function closedFolder(path: BytePath, hidden: BytePath, code: string, survey: Survey): Omit<GroupLine, 'said' | 'fileCount' | 'examples'> {
  return { path, hidden, isFolder: true, ...survey.denial(path, code, ownership(path), true), bytes: null };
}

/** What vanished, or turned into something else, between two looks is no fault. */
function tellClosed(folder: BytePath, code: string, survey: Survey): void {
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return;
  survey.list(folder);
  survey.tellGroup({ ...closedFolder(folder, folder, code, survey), fileCount: null, examples: [] });
}

/** Its names can be listed and nothing behind them reached. Folders among them may hold any number of files. */
function tellNotSearchable(folder: BytePath, code: string, survey: Survey): void {
  const leftOut = survey.leftOutIn(folder);
  const entries = [...entriesOf(folder)];
  const counting = entries.filter((entry) => isContent(entry) && leftOut?.has(entry.name) !== true);
  const files = counting.filter(({ kind }) => kind === 'file').map(({ name }) => joined(folder, name));
  survey.count(entries.length, files.length);
  for (const { name } of counting) survey.list(joined(folder, name));
  survey.tellGroup({
    ...closedFolder(folder, folder, code, survey),
    fileCount: files.length === counting.length ? files.length : null,
    leastFileCount: files.length,
    examples: files.slice(0, maxExampleCount),
  });
}
