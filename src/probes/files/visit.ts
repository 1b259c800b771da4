// One folder while it is read, and what is told of one that denies.
import type { Ownership } from '../../facts/storage/denial.js';
import { joined } from './byte-paths.js';
import { Denials, maxExampleCount } from './denials.js';
import { entriesOf, isContent } from './folder-entries.js';
import type { EntryTaker, FolderReader } from './folder-reader.js';
import { isNotUtf8, isSparseGiant, maxEntryCount } from './oddities.js';
import { ownership } from './readability.js';
import type { BytePath, GroupLine } from './scan-lines.js';
import type { Survey } from './survey.js';

/** Of one filling; to look at so many takes half a millisecond. */
const manyEntryCount = 300;

export class Visit implements EntryTaker {
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
    if (!this.survey.isExcluded(path)) this.enter(path);
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
    this.isCutShort = this.survey.clock.isOver(now);
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
  return { path, hidden: [hidden], isFolder: true, ...survey.denial(path, code, ownership(path), true), bytes: null };
}

/** What vanished, or turned into something else, between two looks is no fault. */
export function tellClosed(folder: BytePath, code: string, survey: Survey): void {
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
