// Which files of the set programs hold open, and where these work, as the process table tells it: nothing of the set is touched.
import { readdirSync, readFileSync } from 'node:fs';
import type { Holder } from '../../../facts/files-in-use.js';
import { parseOpenMode } from '../../../facts/in-use/open-mode.js';
import type { BytePath } from '../scan-lines.js';
import type { CoveredSet } from './covered-set.js';
import type { OpenFile, OpenThings, WorkFolder } from './in-use-lines.js';
import { attempt, ProcessViews, type ProcessView } from './process-view.js';

export interface OpenLook extends OpenThings {
  readonly hiddenProcessCount: number;
  /** Why it ended before it saw every process; null where it did. */
  readonly endedBecause: string | null;
}

/** Each costs memory, and a set in which so many are open is in use anyway. */
const maxFileCount = 200_000;
const maxWriterCount = 5;

/** @param endsAtMs as performance.now() tells */
export function lookForOpenThings(set: CoveredSet, ignoredPids: readonly number[], endsAtMs: number): OpenLook {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  if (!pids.includes('1'))
    return { ...nothing, endedBecause: 'the processes of other users are hidden from this account (hidepid): run as root' };
  const table = new OpenTable(set, ignoredPids, endsAtMs);
  const last = pids.find((pid) => !table.add(pid));
  return { ...table.seen(), endedBecause: last === undefined ? null : `the time for open files was up at process ${last}` };
}

const nothing = { files: [], folders: [], hiddenProcessCount: 0 };

type Gathered = { readonly descriptor: string; readonly writers: Holder[]; isOnlyAppended: boolean };

class OpenTable {
  private readonly files = new Map<BytePath, Gathered>();
  private readonly folders = new Map<BytePath, readonly Holder[]>();
  private readonly views = new ProcessViews();
  private readonly ignored: ReadonlySet<string>;
  private hiddenProcessCount = 0;

  constructor(
    private readonly set: CoveredSet,
    ignoredPids: readonly number[],
    private readonly endsAtMs: number,
  ) {
    this.ignored = new Set([process.pid, process.ppid, ...ignoredPids].map(String));
  }

  seen(): Omit<OpenLook, 'endedBecause'> {
    const files: readonly OpenFile[] = [...this.files].map(([path, gathered]) => ({ path, ...gathered }));
    const folders: readonly WorkFolder[] = [...this.folders].map(([path, holders]) => ({ path, holders }));
    return { files, folders, hiddenProcessCount: this.hiddenProcessCount };
  }

  /** @returns whether there is time for more */
  add(pid: string): boolean {
    if (this.ignored.has(pid)) return true;
    const descriptors = attempt(
      () => readdirSync(`/proc/${pid}/fd`),
      () => (this.hiddenProcessCount += 1),
    );
    // A thread of the kernel has none.
    if (descriptors === null || descriptors.length === 0) return true;
    const view = this.views.of(pid);
    this.addFolder(pid, view);
    return (
      descriptors.every((name, index) => {
        this.addFile(pid, name, view);
        return index % 500 !== 499 || this.goesOn();
      }) && this.goesOn()
    );
  }

  private goesOn(): boolean {
    return performance.now() < this.endsAtMs && this.files.size < maxFileCount;
  }

  private addFolder(pid: string, view: ProcessView): void {
    const path = view.pathAt(`/proc/${pid}/cwd`);
    if (path === null || path === '/' || !this.set.reaches(path)) return;
    const holder = view.holder();
    if (holder !== null) this.folders.set(path, [...(this.folders.get(path) ?? []), holder]);
  }

  private addFile(pid: string, name: string, view: ProcessView): void {
    const descriptor = `/proc/${pid}/fd/${name}`;
    const path = view.pathAt(descriptor);
    if (path === null || !this.set.holds(path)) return;
    const mode = parseOpenMode(attempt(() => readFileSync(`/proc/${pid}/fdinfo/${name}`, 'utf8')) ?? '');
    const holder = mode === null ? null : view.holder();
    if (mode === null || holder === null) return;
    const file = this.files.get(path) ?? { descriptor, writers: [], isOnlyAppended: true };
    this.files.set(path, file);
    if (!mode.isWriting) return;
    file.isOnlyAppended &&= mode.isAppending;
    if (file.writers.length < maxWriterCount && !file.writers.some((one) => one.pid === holder.pid)) file.writers.push(holder);
  }
}
