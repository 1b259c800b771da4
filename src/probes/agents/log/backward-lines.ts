// The lines of a log with its rollovers, newest first, read backwards in blocks: what is kept of them at any time is one
// block and the head of one line, however long files and lines are.
import { readSync } from 'node:fs';

/** Bytes as latin1 text. Called for each line, newest first. */
export type TakeLine = (text: string) => void;

const blockBytes = 256 << 10;
/** Of a longer line its beginning counts: time, level and what happened stand there. */
const maxLineBytes = 16 << 10;
const newline = 10;
const nothing = Buffer.alloc(blockBytes);

export class BackwardLines {
  private readonly block = Buffer.allocUnsafe(blockBytes);
  /** The line whose beginning was not reached yet. */
  private tail: Buffer[] = [];
  private tailBytes = 0;

  /** @param isHead whether a text begins a line of this log */
  constructor(
    private readonly take: TakeLine,
    private readonly isHead: (text: string) => boolean,
    /** Called between two lines where bytes were lost. */
    private readonly tear: () => void = () => undefined,
  ) {}

  /**
   * Goes on with the next older file: a line that the rotation cut begins in it.
   * @param goOn asked before each block with the bytes that were read of this file
   * @returns bytes that were read; fewer than there are where `goOn` said no, or where the file was cut short meanwhile
   */
  read(descriptor: number, sizeBytes: number, goOn: (readBytes: number) => boolean): number {
    let end = sizeBytes;
    while (end > 0 && goOn(sizeBytes - end)) {
      const start = Math.max(0, end - blockBytes);
      const count = readFully(descriptor, this.block.subarray(0, end - start), start);
      // A file that was emptied while it was read has nothing here any more.
      if (count < end - start) this.lose();
      this.splitAtNul(this.block.subarray(0, count));
      end = start;
    }
    if (end === 0) this.tellWhole();
    return sizeBytes - end;
  }

  /** Nothing older comes. */
  end(): void {
    this.tell(Buffer.alloc(0));
  }

  /** What looks whole is no rest of an older file's line, even where that ends in one that was never finished. */
  private tellWhole(): void {
    if (this.tailBytes > 0 && this.isHead(this.tailText(Buffer.alloc(0)))) this.end();
  }

  /** A crash leaves runs of NUL where lines were to be written: each ends a line. Fast for a sparse file. */
  private splitAtNul(bytes: Buffer): void {
    if (bytes.length > 0 && bytes.equals(nothing.subarray(0, bytes.length))) return this.lose();
    let end = bytes.length;
    for (let at = lastNul(bytes, end); at >= 0; at = lastNul(bytes, end)) {
      this.split(bytes.subarray(at + 1, end));
      this.lose();
      end = at;
      while (end > 0 && bytes[end - 1] === 0) end -= 1;
    }
    this.split(bytes.subarray(0, end));
  }

  private lose(): void {
    this.end();
    this.tear();
  }

  private split(bytes: Buffer): void {
    let end = bytes.length;
    for (let at = bytes.lastIndexOf(newline); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(newline, at - 1)) {
      this.tell(bytes.subarray(at + 1, end));
      end = at;
    }
    if (end > 0) this.keep(bytes.subarray(0, end));
  }

  private tell(head: Buffer): void {
    const text = this.tailText(head);
    this.tail = [];
    this.tailBytes = 0;
    if (text !== '') this.take(text);
  }

  private tailText(head: Buffer): string {
    const whole = this.tailBytes === 0 ? head : Buffer.concat([head, ...this.tail]);
    const text = whole.toString('latin1', 0, Math.min(whole.length, maxLineBytes));
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }

  /** The end of a line that is too long is let go. */
  private keep(bytes: Buffer): void {
    this.tail.unshift(Buffer.from(bytes.subarray(0, maxLineBytes)));
    this.tailBytes += Math.min(bytes.length, maxLineBytes);
    while (this.tail.length > 1 && this.tailBytes - (this.tail.at(-1)?.length ?? 0) >= maxLineBytes) {
      this.tailBytes -= this.tail.pop()?.length ?? 0;
    }
  }
}

/** A negative place would count from the end. */
const lastNul = (bytes: Buffer, end: number): number => (end === 0 ? -1 : bytes.lastIndexOf(0, end - 1));

function readFully(descriptor: number, into: Buffer, from: number): number {
  let total = 0;
  while (total < into.length) {
    const count = readSync(descriptor, into, total, into.length - total, from + total);
    if (count === 0) break;
    total += count;
  }
  return total;
}
