// The files that were changed last: of a set that was restored a moment ago all are fresh, and few are kept.
import type { BytePath } from '../scan-lines.js';

interface ChangedFile {
  readonly path: BytePath;
  readonly modifiedMs: number;
}

export class LatestFiles {
  /** Of all that are fresh. */
  count = 0;
  private files: ChangedFile[] = [];

  /** @param sinceMs what was changed earlier is not fresh */
  constructor(
    private readonly sinceMs: number,
    private readonly keptCount: number,
  ) {}

  add(path: BytePath, modifiedMs: number): void {
    if (modifiedMs < this.sinceMs) return;
    this.count += 1;
    this.files.push({ path, modifiedMs });
    // To sort at each would cost more than to keep twice as many.
    if (this.files.length > 2 * this.keptCount) this.files = this.latest();
  }

  /** The latest first. */
  paths(): readonly BytePath[] {
    return this.latest().map(({ path }) => path);
  }

  private latest(): ChangedFile[] {
    return [...this.files].sort((a, b) => b.modifiedMs - a.modifiedMs).slice(0, this.keptCount);
  }
}
