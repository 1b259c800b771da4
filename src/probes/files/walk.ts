// Walks folders with all below them, and tells of what cannot be read. Links are not followed; FIFOs, sockets and devices
// are not touched; only the folders still to come are kept in memory.
import { errorCode } from '../../facts/storage/error-code.js';
import type { FolderReader } from './folder-reader.js';
import type { BytePath } from './scan-lines.js';
import type { CurrentItem, Survey } from './survey.js';
import { tellClosed, Visit } from './visit.js';

/** `left`: more to walk; `paused`: the share of the time is over; `over`: all of it, before the end. */
export type WalkState = 'left' | 'done' | 'paused' | 'over';

/** Then whoever else has something to say is heard: sooner where somebody waits for folders. */
const [strideMs, shortStrideMs] = [4, 1];

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
    const { clock } = this.survey;
    const endsAt = performance.now() + (isShort ? shortStrideMs : strideMs);
    for (;;) {
      const now = performance.now();
      if (clock.isShareOver(now) && this.hasMore()) return 'paused';
      const isShared = this.pending.length === 0;
      const folder = isShared ? this.shared.pop() : this.pending.pop();
      if (folder === undefined) return 'done';
      this.survey.showProgress(folder, now);
      if (clock.isOver(now)) return 'over';
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
    switch (this.survey.mounts.kindAt(folder)) {
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
