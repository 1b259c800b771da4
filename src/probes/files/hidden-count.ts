// What root finds at one place that is closed to the account, and why it does not know the whole, where it does not.
import type { GroupLine, ScanLine } from './scan-lines.js';

const mayHang = 'a mount behind it may hang, so that nothing on it was counted';
const refused = (code: string): string => `root itself is refused behind it (${code})`;

export class HiddenCount {
  isMissing = false;
  private isEnded = false;
  private fileCount = 0;
  private bytes = 0;
  private missesFiles = false;
  private whyNot: string | null = null;

  note(line: ScanLine): void {
    switch (line.said) {
      case 'weighed':
        this.bytes += line.bytes;
        return;
      case 'apart':
      case 'mount':
        return this.miss(mayHang, true);
      case 'group':
        // A file that shows no size is a file all the same.
        return this.miss(refused(line.code), line.isFolder);
      case 'end':
        this.fileCount = line.end.fileCount;
        this.isMissing = line.end.state === 'missing';
        this.isEnded = line.end.state !== 'unfinished';
        return;
      default:
        return;
    }
  }

  /** @param why no end was told */
  close(why: string): void {
    if (!this.isEnded) this.miss(why, true);
  }

  /** All the places that one folder closes, together. */
  static sum(group: GroupLine, counts: readonly HiddenCount[]): GroupLine {
    const [fileCount, bytes] = [sum(counts.map((count) => count.fileCount)), sum(counts.map((count) => count.bytes))];
    const whyNot = counts.map((count) => count.whyNot).find((why) => why !== null) ?? null;
    if (whyNot === null) return { ...group, fileCount, bytes };
    const knowsFiles = !counts.some(({ missesFiles }) => missesFiles);
    const leastFileCount = Math.max(fileCount, group.leastFileCount ?? 0);
    return { ...group, fileCount: knowsFiles ? fileCount : group.fileCount, leastFileCount, uncountedBecause: whyNot };
  }

  private miss(why: string, missesFiles: boolean): void {
    this.whyNot ??= why;
    this.missesFiles ||= missesFiles;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
