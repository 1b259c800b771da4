// Lets at most so many connections through to one address at once; the others wait for their turn.
import { maxConnectionsPerHost } from './limits.js';

export class Doors {
  private readonly openCounts = new Map<string, number>();
  private readonly waiting = new Map<string, (() => void)[]>();

  async through<T>(address: string, work: () => Promise<T>): Promise<T> {
    await this.enter(address);
    try {
      return await work();
    } finally {
      this.leave(address);
    }
  }

  private enter(address: string): Promise<void> {
    const openCount = this.openCounts.get(address) ?? 0;
    if (openCount < maxConnectionsPerHost) {
      this.openCounts.set(address, openCount + 1);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.waiting.set(address, [...(this.waiting.get(address) ?? []), resolve]);
    });
  }

  /** Hands the place on, so the count stays as it is while anybody waits. */
  private leave(address: string): void {
    const [next, ...rest] = this.waiting.get(address) ?? [];
    this.waiting.set(address, rest);
    if (next === undefined) this.openCounts.set(address, (this.openCounts.get(address) ?? 1) - 1);
    else next();
  }
}
