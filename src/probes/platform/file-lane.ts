// One file child at a time, asked in order. When a request gets no answer in time its child is killed and
// the requests behind it go to a fresh one.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { FileReply, FileRequest } from './file-operations.js';
import { letGo } from './run-command.js';

interface Waiting {
  readonly question: FileRequest;
  readonly limitMs: number;
  readonly resolve: (reply: FileReply | 'timed-out') => void;
}

const childEntry = fileURLToPath(new URL('./child.js', import.meta.url));

export class FileLane {
  private readonly queue: Waiting[] = [];
  private child: ChildProcess | null = null;
  private limit: NodeJS.Timeout | undefined;

  /** Never rejects. */
  ask(question: FileRequest, limitMs: number): Promise<FileReply | 'timed-out'> {
    return new Promise((resolve) => {
      this.queue.push({ question, limitMs, resolve });
      if (this.child === null) this.start();
      else this.send(question);
      if (this.queue.length === 1) this.startLimit();
    });
  }

  close(): void {
    clearTimeout(this.limit);
    const child = this.child;
    this.child = null;
    if (child !== null) letGo(child);
    for (const waiting of this.queue.splice(0)) waiting.resolve('timed-out');
  }

  /** Starts a child and hands it all that waits. */
  private start(): void {
    const child = startFileChild();
    this.child = child;
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    lines.on('line', (line) => this.answered(JSON.parse(line) as FileReply));
    child.on('close', () => this.ended(child));
    child.on('error', () => this.ended(child));
    // A write to a child that just died fails here; `close` follows and restarts the lane.
    child.stdin?.on('error', () => undefined);
    for (const { question } of this.queue) this.send(question);
  }

  private send(question: FileRequest): void {
    this.child?.stdin?.write(`${JSON.stringify(question)}\n`);
  }

  private answered(reply: FileReply): void {
    this.queue.shift()?.resolve(reply);
    this.startLimit();
  }

  private startLimit(): void {
    clearTimeout(this.limit);
    const [first] = this.queue;
    if (first !== undefined) this.limit = setTimeout(() => this.giveUp(), first.limitMs);
  }

  private giveUp(): void {
    const child = this.child;
    this.child = null;
    if (child !== null) letGo(child);
    this.queue.shift()?.resolve('timed-out');
    this.goOn();
  }

  /** A child that ends by itself while it is asked crashed on the first question. */
  private ended(child: ChildProcess): void {
    if (this.child !== child) return;
    this.child = null;
    const [first] = this.queue;
    if (first !== undefined) this.answered({ error: { code: null, message: 'the reader process ended unexpectedly' } });
    this.goOn();
  }

  private goOn(): void {
    clearTimeout(this.limit);
    if (this.queue.length === 0) return;
    this.start();
    this.startLimit();
  }
}

/** NODE_EXTRA_CA_CERTS costs Node 20 about 85 ms a start, and no file child speaks TLS. */
function startFileChild(): ChildProcess {
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...env } = process.env;
  const child = spawn(process.execPath, [childEntry, 'files'], { env, detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  child.unref();
  return child;
}
