// Lets at most so many new connections be made to one host at once, by its name and by its address; the others wait for their
// turn. One for the whole look: a host sees all of them, whatever they are for.
import { maxConnectionsPerHost } from './limits.js';

/** Several addresses share a name, and several names an address. */
export interface Place {
  readonly host: string;
  readonly address: string;
}

interface Waiting {
  readonly keys: ReadonlySet<string>;
  readonly start: () => void;
}

export class ConnectionSlots {
  private readonly takenCounts = new Map<string, number>();
  private waiting: readonly Waiting[] = [];

  async hold<T>({ host, address }: Place, work: () => Promise<T>): Promise<T> {
    const keys = new Set([host, address]);
    await this.enter(keys);
    try {
      return await work();
    } finally {
      this.count(keys, -1);
      this.admit();
    }
  }

  private enter(keys: ReadonlySet<string>): Promise<void> {
    return new Promise((start) => {
      this.waiting = [...this.waiting, { keys, start }];
      this.admit();
    });
  }

  /** In order, but nobody waits for one whose own host is full. */
  private admit(): void {
    this.waiting = this.waiting.filter(({ keys, start }) => {
      if ([...keys].some((key) => this.takenCount(key) >= maxConnectionsPerHost)) return true;
      this.count(keys, 1);
      start();
      return false;
    });
  }

  private takenCount(key: string): number {
    return this.takenCounts.get(key) ?? 0;
  }

  private count(keys: ReadonlySet<string>, change: 1 | -1): void {
    for (const key of keys) this.takenCounts.set(key, this.takenCount(key) + change);
  }
}
