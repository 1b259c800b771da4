// What one scan child knows and counts while it walks: who it is, what it must not enter, how much time is left.
import { lstatSync, statSync } from 'node:fs';
import { kindOfFileSystem } from '../../facts/storage/file-systems.js';
import { denialReason, type Identity, type Owned } from '../../facts/storage/denial.js';
import { mayHang } from '../../facts/mounts.js';
import { printableBytes } from '../../facts/storage/printable.js';
import type { Mount } from '../../facts/volumes.js';
import { forNode, toBytePath } from './byte-paths.js';
import { readabilityTest, type WhyUnreadable } from './readability.js';
import type { BytePath, GroupLine, ScanLine } from './scan-lines.js';

/** `memory` and `automounter` are skipped, what may hang goes to a child of its own. */
export type MountKind = 'memory' | 'automounter' | 'apart' | 'entered';

/** Often enough for a person who watches and for the parent that suspects a hang. */
const progressEveryMs = 200;

export interface SurveyOptions {
  /** The image's folder, which paths for people leave out. */
  readonly root: string;
  readonly mounts: readonly Mount[];
  readonly mayEnter: string | null;
  readonly exclusions: ReadonlySet<BytePath>;
  readonly limitMs: number;
  readonly tell: (line: ScanLine) => void;
}

export class Survey {
  readonly tell: (line: ScanLine) => void;
  readonly exclusions: ReadonlySet<BytePath>;
  readonly whyUnreadable: WhyUnreadable = readabilityTest();
  fileCount = 0;
  private entryCount = 0;
  private at: BytePath = '';
  private toldAt = 0;
  private readonly deadline: number;
  private readonly mounts: ReadonlyMap<BytePath, MountKind>;
  private readonly seenFolders: Set<string> | null;
  private readonly who: Identity = ownIdentity();
  private readonly rootLength: number;

  constructor({ root, mounts, mayEnter, exclusions, limitMs, tell }: SurveyOptions) {
    this.tell = tell;
    this.rootLength = toBytePath(root).length;
    this.exclusions = exclusions;
    this.deadline = performance.now() + limitMs;
    this.mounts = new Map(mounts.map((mount) => [toBytePath(mount.mountPoint), mountKind(mount, mayEnter)]));
    this.seenFolders = hasBindMounts(mounts) ? new Set() : null;
  }

  isOver(): boolean {
    return performance.now() >= this.deadline;
  }

  mountAt(path: BytePath): MountKind {
    return this.mounts.get(path) ?? 'entered';
  }

  countEntry(folder: BytePath): void {
    this.entryCount += 1;
    if ((this.entryCount & 0xff) === 0) this.showProgress(folder);
  }

  showProgress(folder: BytePath): void {
    this.at = folder;
    if (performance.now() - this.toldAt >= progressEveryMs) this.tellProgress();
  }

  /** Why it stops here, for whoever reads the report. */
  timeWasUp(): string {
    return this.at === '' ? 'the time was up' : `the time was up at ${this.shown(this.at)}`;
  }

  tellProgress(): void {
    this.toldAt = performance.now();
    this.tell({ said: 'progress', entryCount: this.entryCount, at: this.shown(this.at) });
  }

  shown(place: BytePath): string {
    return printableBytes(place.slice(this.rootLength) || '/');
  }

  /** Bind mounts show a folder twice, and a folder within itself. Numbers of 64 bits are more than a double holds. */
  isRepeated(folder: BytePath): boolean {
    if (this.seenFolders === null) return false;
    const stats = statSync(forNode(folder), { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) return false;
    const id = `${stats.dev}:${stats.ino}`;
    const isKnown = this.seenFolders.has(id);
    this.seenFolders.add(id);
    return isKnown;
  }

  /** What denies is looked at by the account itself: it may see the mode of what it may not read. */
  denial(path: BytePath, code: string, isFolder: boolean): Pick<GroupLine, 'reason' | 'code' | 'item'> {
    const item = ownership(path);
    return { reason: denialReason(code, item, isFolder, this.who), code, item };
  }
}

function mountKind(mount: Mount, mayEnter: string | null): MountKind {
  const kind = kindOfFileSystem(mount.fsType);
  if (kind === 'memory' || kind === 'automounter') return kind;
  return mayHang(mount) && mount.mountPoint !== mayEnter ? 'apart' : 'entered';
}

function hasBindMounts(mounts: readonly Mount[]): boolean {
  const devices = mounts.filter(({ fsType }) => kindOfFileSystem(fsType) !== 'memory').map(({ deviceId }) => deviceId);
  return new Set(devices).size < devices.length;
}

function ownership(path: BytePath): Owned | null {
  try {
    const { mode, uid, gid } = lstatSync(forNode(path));
    return { mode: mode & 0o7777, uid, gid };
  } catch {
    // Not even its mode can be seen; the code of the refusal is all there is.
    return null;
  }
}

/** Only called where there is a Unix below. */
const ownIdentity = (): Identity => ({
  uid: process.geteuid?.() ?? -1,
  groupIds: [process.getegid?.() ?? -1, ...(process.getgroups?.() ?? [])],
});
