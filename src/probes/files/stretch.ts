// The items that one scan child was given, and how far it came with them.
import type { ScanItem, ScanLine } from './scan-lines.js';

export class Stretch {
  private readonly done = new Set<number>();
  private readonly waiting = new Set<number>();
  private begun: number | null = null;

  constructor(
    readonly items: readonly ScanItem[],
    readonly mayEnter: string | null,
    /** Paths below these items that another child looks at. */
    readonly elsewhere: readonly string[] = [],
  ) {}

  note(line: ScanLine): void {
    if (line.said === 'begin') {
      this.begun = line.index;
      this.waiting.delete(line.index);
    }
    if (line.said === 'paused') this.waiting.add(line.index);
    if (line.said === 'end' || line.said === 'apart') this.done.add(line.index);
  }

  item(index: number): ScanItem {
    const item = this.items[index];
    if (item === undefined) throw new Error(`the scan child spoke of item ${index}, which it was not given`);
    return item;
  }

  /** What the child was at when it ended. */
  current(): ScanItem | null {
    return this.begun === null || this.done.has(this.begun) || this.waiting.has(this.begun) ? null : this.item(this.begun);
  }

  /** Begun and left for later: whoever began anew would count what was seen twice. */
  paused(): readonly ScanItem[] {
    return this.items.filter((_, index) => this.waiting.has(index) && !this.done.has(index));
  }

  untouched(): readonly ScanItem[] {
    return this.items.filter((_, index) => !this.done.has(index) && !this.waiting.has(index) && index !== this.begun);
  }
}
