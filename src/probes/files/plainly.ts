// The way to read a folder with Node alone. From within it: a bare name costs the kernel far less than a long path.
import { lstatSync, statSync } from 'node:fs';
import { forNode, joined, toText } from './byte-paths.js';
import { entriesAtOnce, entriesOf, isSpecial, kindOf, type Entry } from './folder-entries.js';
import type { EntryTaker, FolderReader } from './folder-reader.js';
import { whyNotSearchable, type WhyUnreadable } from './readability.js';
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

export function plainReader({ whyUnreadable, notices, weighs }: Plainly): FolderReader {
  let [current, place] = ['', ''];
  return {
    read(folder, leaveOut, take) {
      [current, place] = [folder, goTo(folder)];
      const pathOf = (name: BytePath): BytePath => (place === here ? name : joined(folder, name));
      let [entryCount, fileCount] = [0, 0];
      const count = (): boolean => {
        const [entries, files] = [entryCount, fileCount];
        [entryCount, fileCount] = [0, 0];
        return take.counted(entries, files);
      };
      const tell = (name: BytePath, kind: Entry['kind']): boolean => {
        entryCount += 1;
        if (leaveOut?.has(name) === true) return true;
        if (notices) notice(name, kind, take);
        if (kind === 'folder') return take.folder(name);
        if (kind !== 'file' && kind !== 'unknown') return true;
        fileCount += 1;
        if (weighs) weigh(pathOf(name), name, take);
        const code = whyUnreadable === null ? null : whyUnreadable(pathOf(name));
        return code === null || take.unreadable(name, code);
      };
      const goOn = (name: BytePath, kind: Entry['kind']): boolean => tell(name, kind) && (entryCount < stretchCount || count());
      readEach(place, folder, goOn);
      count();
    },
    // Whoever could go there may enter.
    whyNotSearchable: () => (place === here ? null : whyNotSearchable(current)),
  };
}

const here = '.';

function notice(name: BytePath, kind: Entry['kind'], take: EntryTaker): void {
  if (/[\x80-\xff]/.test(name)) take.foreignName(name);
  if (isSpecial(kind)) take.special(name, kind);
}

function weigh(path: BytePath, name: BytePath, take: EntryTaker): void {
  try {
    const { size, blocks } = lstatSync(forNode(path));
    take.weighed(name, size, blocks * 512);
  } catch {
    // It vanished, or its folder is closed: whether it can be read is asked next, and tells why.
  }
}

/** chdir takes text alone, and needs the right to enter: elsewhere the folder is read from afar. */
function goTo(folder: BytePath): BytePath {
  const text = toText(folder);
  if (text.includes('\ufffd')) return folder;
  try {
    process.chdir(text);
    return here;
  } catch {
    return folder;
  }
}

function readEach(place: BytePath, folder: BytePath, goOn: (name: BytePath, kind: Entry['kind']) => boolean): void {
  const listed = statSync(forNode(place)).size > maxListedBytes ? null : entriesAtOnce(place);
  if (listed !== null) listed.every((entry) => goOn(entry.name, kindOf(entry)));
  else for (const { name, kind } of entriesOf(folder)) if (!goOn(name, kind)) return;
}
