// What a scan child has to tell: findings wait a little, for each write costs as much as several looks, and
// wakes the parent, which takes a processor from a walker.
import { writeLines } from '../platform/lines.js';
import type { ScanLine } from './scan-lines.js';

/** So much of what it saw is lost, at most, when a walker hangs. */
export const holdMs = 40;

export class Outbox {
  private waiting: ScanLine[] = [];
  private sentAt = performance.now();

  /** Progress goes at once, with all before it: whoever hears nothing for long takes us for hung. */
  add(line: ScanLine): void {
    this.waiting.push(line);
    if (line.said === 'progress') this.send();
  }

  sendIfDue(now: number): void {
    if (now - this.sentAt >= holdMs) this.send(now);
  }

  /** What a killed child did not send is lost. */
  send(now = performance.now()): void {
    if (this.waiting.length > 0) writeLines(this.waiting);
    this.waiting = [];
    this.sentAt = now;
  }

  sendNow(line: ScanLine): void {
    this.waiting.push(line);
    this.send();
  }
}
