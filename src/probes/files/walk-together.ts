// The leading walker and its mate share one walk: whoever has no more folders gets half of what the other has left.
import { setImmediate as turn } from 'node:timers/promises';
import type { FromMate, Mate } from './mate.js';
import type { Outbox } from './outbox.js';
import type { BytePath, ProgressLine, ScanLine } from './scan-lines.js';
import type { CurrentItem } from './survey.js';
import type { Walker, WalkState } from './walk.js';

export class Pair {
  private state: 'starting' | 'idle' | 'walking' = 'starting';
  private isOver = false;
  private walker: Walker | null = null;
  private heard: () => void = () => undefined;
  private isWaiting = false;
  private progress: Omit<ProgressLine, 'said'> = { entryCount: 0, fileCount: 0, at: '' };

  /** @param outbox for the mate's lines; its progress is told with the leader's */
  constructor(
    private readonly mate: Mate | null,
    private readonly outbox: Outbox,
  ) {
    mate?.onMessage((message) => this.take(message));
  }

  /** The mate has loaded all that it needs. */
  async ready(): Promise<void> {
    while (this.mate !== null && this.state === 'starting') await this.word();
  }

  /** What the mate has counted so far. */
  get counts(): Pick<ProgressLine, 'entryCount' | 'fileCount'> {
    return this.progress;
  }

  /** The leader's count with the mate's, at the place of whoever walks. */
  withMate(line: ScanLine): ScanLine {
    if (line.said !== 'progress') return line;
    const { entryCount, fileCount, at } = this.progress;
    return { ...line, entryCount: line.entryCount + entryCount, fileCount: line.fileCount + fileCount, at: this.isWaiting ? at : line.at };
  }

  /** @param folders where it begins; none where it goes on with what is left */
  async walk(walker: Walker, item: CurrentItem, folders: readonly BytePath[]): Promise<Exclude<WalkState, 'left'>> {
    this.walker = walker;
    walker.begin(item, folders);
    for (;;) {
      const state = walker.stride(this.state === 'idle');
      this.outbox.sendIfDue(performance.now());
      if (state === 'over') this.isOver = true;
      if (state === 'left') {
        await turn();
        this.giveTo(walker, item);
      } else if (this.state === 'walking') {
        this.outbox.send();
        if (state === 'done') this.mate?.tell({ ask: 'give' });
        this.isWaiting = true;
        await this.word();
        this.isWaiting = false;
      } else if (this.isOver) return 'over';
      else if (state === 'paused' || !walker.hasMore()) return state;
    }
  }

  end(): void {
    this.mate?.end();
  }

  private giveTo(walker: Walker, item: CurrentItem): void {
    if (this.state !== 'idle' || this.mate === null) return;
    const folders = walker.give();
    if (folders.length === 0) return;
    this.mate.tell({ ask: 'walk', item, folders, shareEndsAtMs: walker.survey.clock.shareEndsAtMs() });
    this.state = 'walking';
  }

  private hear(line: ScanLine): void {
    if (line.said !== 'progress') this.outbox.add(line);
    else {
      this.progress = line;
      // The leader tells of none while it waits.
      if (this.isWaiting) this.walker?.survey.tellProgress();
    }
  }

  private word(): Promise<void> {
    return new Promise((resolve) => {
      this.heard = resolve;
    });
  }

  private take(message: FromMate): void {
    switch (message.said) {
      case 'lines':
        for (const line of message.lines) this.hear(line);
        this.outbox.send();
        return;
      case 'ready':
        this.state = 'idle';
        break;
      case 'given':
        this.walker?.addGiven(message.folders);
        break;
      case 'shared':
        this.walker?.addShared(message.folder);
        break;
      case 'dry':
        this.state = 'idle';
        this.isOver ||= message.isOver;
        break;
    }
    this.heard();
  }
}
