// How much time a walk has: all of it, and the share of the item that is walked now.

export class ScanClock {
  private readonly deadline: number;
  private shareEnd: number;

  /** @param endsAtMs milliseconds since 1970, the same in every thread and process; the clock counts on from the start of each */
  constructor(endsAtMs: number) {
    this.deadline = endsAtMs - performance.timeOrigin;
    this.shareEnd = this.deadline;
  }

  isOver(now = performance.now()): boolean {
    return now >= this.deadline;
  }

  /** Of what is left, as much to each of so many items. */
  share(itemCount: number): void {
    const now = performance.now();
    this.shareEnd = now + (this.deadline - now) / itemCount;
  }

  shareUntil(shareEndsAtMs: number): void {
    this.shareEnd = shareEndsAtMs - performance.timeOrigin;
  }

  shareEndsAtMs(): number {
    return this.shareEnd + performance.timeOrigin;
  }

  /** Of the share alone: the others have their turn before it goes on. */
  isShareOver(now: number): boolean {
    return now >= this.shareEnd && !this.isOver(now);
  }
}
