// Runs tasks a few at a time; a task may add others.

export class Pool {
  private readonly waiting: (() => Promise<void>)[] = [];
  private runningCount = 0;
  private readonly idlers: (() => void)[] = [];

  constructor(private readonly maxRunningCount: number) {}

  /** @param task must not reject */
  add(task: () => Promise<void>): void {
    this.waiting.push(task);
    this.startNext();
  }

  /** Resolves once nothing runs and nothing waits. */
  async idle(): Promise<void> {
    if (this.runningCount > 0) await new Promise<void>((resolve) => this.idlers.push(resolve));
  }

  private startNext(): void {
    if (this.runningCount >= this.maxRunningCount) return;
    const task = this.waiting.shift();
    if (task === undefined) return;
    this.runningCount += 1;
    void task().then(() => {
      this.runningCount -= 1;
      this.startNext();
      if (this.runningCount === 0) for (const resolve of this.idlers.splice(0)) resolve();
    });
  }
}
