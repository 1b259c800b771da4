// Puts the lines of one log together again, newest first as they come: a message may go on in the lines below its head.
import type { LogWriter } from '../log.js';
import { parseLogLine, type LogLine, type ToUtc } from './log-line.js';

/** What stands further below a head than this, in a garbled file, does not belong to it. */
const maxContinuationCount = 200;
/** Of those, what is kept for the message, the nearest to the head. */
const keptCount = 10;
const keptLength = 500;

export class LineJoiner {
  private kept: string[] = [];
  private waitingCount = 0;
  unparsedCount = 0;

  constructor(
    private readonly writer: LogWriter,
    private readonly toUtc: ToUtc,
  ) {}

  /** @returns the line that is whole now; null where it goes on above, or is none */
  take(text: string): LogLine | null {
    const line = parseLogLine(this.writer, text, this.toUtc);
    if (line === null) {
      if (text.trim() !== '') this.wait(text);
      return null;
    }
    if (this.waitingCount === 0) return line;
    this.unparsedCount += Math.max(0, this.waitingCount - maxContinuationCount);
    const message = [line.message, ...this.kept.reverse()].join(' ');
    this.forget();
    return { ...line, message };
  }

  /** There is no older line: what waits for its head has none. */
  end(): void {
    this.unparsedCount += this.waitingCount;
    this.forget();
  }

  private wait(text: string): void {
    this.waitingCount += 1;
    this.kept.push(text.slice(0, keptLength));
    if (this.kept.length > keptCount) this.kept.shift();
  }

  private forget(): void {
    this.kept = [];
    this.waitingCount = 0;
  }
}
