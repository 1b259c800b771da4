// One file child at a time, asked in order. When a request gets no answer in time its child is killed and
// the requests behind it go to a fresh one.
import type { FileReply, FileRequest } from './file-operations.js';
import { eachLine } from './lines.js';
import { takeChild } from './children-ahead.js';
import type { Child } from './start-child.js';

interface Waiting {
  readonly question: FileRequest;
  readonly limitMs: number;
  readonly resolve: (reply: FileReply | 'timed-out') => void;
}

export class FileLane {
  private readonly queue: Waiting[] = [];
  private child: Child | null = null;
  private limit: NodeJS.Timeout | undefined;

  /** Never rejects. */
  ask(question: FileRequest, limitMs: number): Promise<FileReply | 'timed-out'> {
    return new Promise((resolve) => {
      this.queue.push({ question, limitMs, resolve });
      if (this.child === null) this.start();
      else this.send(this.child, question);
      if (this.queue.length === 1) this.startLimit();
    });
  }

  /** Everything that still waits gets 'timed-out'. */
  close(): void {
    this.dismiss();
    for (const waiting of this.queue.splice(0)) waiting.resolve('timed-out');
  }

  /** Starts a child and hands it all that waits. */
  private start(): void {
    try {
      const child = takeChild('files');
      this.child = child;
      eachLine(child.output, (line) => this.answered(child, line));
      child.onEnd((lastWords) => this.ended(child, lastWords));
      for (const { question } of this.queue) this.send(child, question);
    } catch (error) {
      for (const waiting of this.queue.splice(0)) waiting.resolve(crash(String(error)));
    }
  }

  private send(child: Child, question: FileRequest): void {
    // What is asked in one go is written in one go: a system call for each question would take as long as the answers.
    if (child.input.writableCorked === 0) {
      child.input.cork();
      process.nextTick(() => child.input.uncork());
    }
    child.input.write(`${JSON.stringify(question)}\n`);
  }

  private answered(child: Child, line: string): void {
    if (this.child !== child) return;
    this.queue.shift()?.resolve(JSON.parse(line) as FileReply);
    this.startLimit();
  }

  private startLimit(): void {
    clearTimeout(this.limit);
    const [first] = this.queue;
    if (first !== undefined) this.limit = setTimeout(() => this.giveUp(), first.limitMs);
  }

  private giveUp(): void {
    this.dismiss();
    this.queue.shift()?.resolve('timed-out');
    this.goOn();
  }

  /** A child that ends by itself while it is asked crashed on the first question. */
  private ended(child: Child, lastWords: string): void {
    if (this.child !== child) return;
    this.dismiss();
    this.queue.shift()?.resolve(crash(lastWords));
    this.goOn();
  }

  private goOn(): void {
    if (this.queue.length === 0) return;
    this.start();
    this.startLimit();
  }

  private dismiss(): void {
    clearTimeout(this.limit);
    this.child?.letGo();
    this.child = null;
  }
}

const crash = (why: string): FileReply => ({ error: { code: null, message: `the reader process failed: ${why}` } });
