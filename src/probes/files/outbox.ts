// What a scan child has to tell: findings wait for the end of a stride, for each write costs as much as several looks.
import { writeLines } from '../platform/lines.js';
import type { ScanLine } from './scan-lines.js';

export class Outbox {
  private waiting: ScanLine[] = [];

  /** Progress goes at once, with all before it: whoever hears nothing for long takes us for hung. */
  add(line: ScanLine): void {
    this.waiting.push(line);
    if (line.said === 'progress') this.send();
  }

  /** What a killed child did not send is lost. */
  send(): void {
    if (this.waiting.length > 0) writeLines(this.waiting);
    this.waiting = [];
  }

  sendNow(line: ScanLine): void {
    this.waiting.push(line);
    this.send();
  }
}
