// The way to read a folder with Node alone. From within it: a bare name costs the kernel far less than a long path.
import { lstatSync, statSync } from 'node:fs';
import { forNode, joined, parentOf, toText } from './byte-paths.js';
import { entriesAtOnce, entriesOf, isSpecial, kindOf, type Entry } from './folder-entries.js';
import type { EntryTaker, FolderReader } from './folder-reader.js';
import { codeUnlessGone, ownership, whyNotSearchable, type WhyUnreadable } from './readability.js';
import type { BytePath } from './scan-lines.js';

/** Entries at once are quicker than one by one; a folder that is itself larger than this holds tens of thousands. */
const maxListedBytes = 1 << 20;

/** Between two looks at the clock. */
const stretchCount = 1_000;

export interface Plainly {
  /** null where this process reads whatever it finds. */
  readonly whyUnreadable: WhyUnreadable | null;
  /** Names that may be odd, and what is neither file nor folder, are told. */
  readonly notices: boolean;
  readonly weighs: boolean;
}

export function plainReader(options: Plainly): FolderReader {
  let [current, isThere] = ['', false];
  return {
    read(folder, leaveOut, take) {
      // Often the last one it met there: a name costs the kernel less than a long path.
      const isBelow = isThere && parentOf(folder) === current;
      isThere = goTo(isBelow ? folder.slice(folder.lastIndexOf('/') + 1) : folder);
      current = folder;
      new Reading(options, isThere ? null : folder, leaveOut, take).read(isThere ? here : folder, folder);
    },
    // Whoever could go there may enter.
    whyNotSearchable: () => (isThere ? null : whyNotSearchable(current)),
  };
}

/** One folder while it is read: no closures, since it runs once an entry. */
class Reading {
  private entryCount = 0;
  private fileCount = 0;

  /** @param farFolder what its names have to be put below; null from within it */
  constructor(
    private readonly options: Plainly,
    private readonly farFolder: BytePath | null,
    private readonly leaveOut: ReadonlySet<BytePath> | null,
    private readonly take: EntryTaker,
  ) {}

  read(place: BytePath, folder: BytePath): void {
    this.readEach(place, folder);
    this.count();
  }

  private readEach(place: BytePath, folder: BytePath): void {
    const listed = statSync(forNode(place)).size > maxListedBytes ? null : entriesAtOnce(place);
    if (listed === null) {
      for (const { name, kind } of entriesOf(folder)) if (!this.goesOn(name, kind)) return;
    } else for (const entry of listed) if (!this.goesOn(entry.name, kindOf(entry))) return;
  }

  private goesOn(name: BytePath, kind: Entry['kind']): boolean {
    this.entryCount += 1;
    return this.tell(name, kind) && (this.entryCount < stretchCount || this.count());
  }

  private tell(name: BytePath, kind: Entry['kind']): boolean {
    const { take } = this;
    const { notices, weighs, whyUnreadable } = this.options;
    if (this.leaveOut?.has(name) === true) return true;
    if (notices) notice(name, kind, take);
    if (kind === 'folder') return take.folder(name);
    if (kind !== 'file' && kind !== 'unknown') return true;
    this.fileCount += 1;
    const whyNoSize = weighs ? weigh(this.pathOf(name), name, take) : null;
    const code = whyUnreadable === null ? whyNoSize : whyUnreadable(this.pathOf(name));
    return code === null || take.unreadable(name, code, ownership(this.pathOf(name)));
  }

  private pathOf(name: BytePath): BytePath {
    return this.farFolder === null ? name : joined(this.farFolder, name);
  }

  private count(): boolean {
    const [entries, files] = [this.entryCount, this.fileCount];
    this.entryCount = 0;
    this.fileCount = 0;
    return this.take.counted(entries, files);
  }
}

const here = '.';

function notice(name: BytePath, kind: Entry['kind'], take: EntryTaker): void {
  if (/[\x80-\xff]/.test(name)) take.foreignName(name);
  if (isSpecial(kind)) take.special(name, kind);
}

/** @returns why it shows no size: whoever reads past all modes asks nothing else of a file, and meets a damaged one here */
function weigh(path: BytePath, name: BytePath, take: EntryTaker): string | null {
  try {
    const { size, blocks } = lstatSync(forNode(path));
    take.weighed(name, size, blocks * 512);
    return null;
  } catch (error) {
    return codeUnlessGone(error as NodeJS.ErrnoException);
  }
}

/** chdir takes text alone, and needs the right to enter: elsewhere the folder is read from afar. */
function goTo(folder: BytePath): boolean {
  const text = toText(folder);
  if (text.includes('\ufffd')) return false;
  try {
    process.chdir(text);
    return true;
  } catch {
    return false;
  }
}
