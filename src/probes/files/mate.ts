// A second walker beside the one that leads: a thread where system calls are made directly, else a process, for Node walks
// fast only from within a folder and a process has but one. Started before the leader gives up the right to read our files.
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { BytePath, ScanJob, ScanLine } from './scan-lines.js';
import type { CurrentItem } from './survey.js';

export type ToMate =
  /** First of all. A thread becomes who the process becomes; a process has to do so itself. */
  | { readonly ask: 'begin'; readonly job: ScanJob; readonly endsAtMs: number; readonly becomes: boolean }
  /** What is left when the share is over it gives back. */
  | { readonly ask: 'walk'; readonly item: CurrentItem; readonly folders: readonly BytePath[]; readonly shareEndsAtMs: number }
  | { readonly ask: 'give' };

export type FromMate =
  | { readonly said: 'ready' }
  | { readonly said: 'lines'; readonly lines: readonly ScanLine[] }
  | { readonly said: 'given'; readonly folders: readonly BytePath[] }
  /** A folder that only the leader may walk. */
  | { readonly said: 'shared'; readonly folder: BytePath }
  | { readonly said: 'dry'; readonly isOver: boolean };

export interface Mate {
  /** Of this process, and so of the same engine. */
  readonly isThread: boolean;
  tell(message: ToMate): void;
  onMessage(take: (message: FromMate) => void): void;
  end(): void;
}

/** Beside the entry of this process. */
const entry = (): string => join(dirname(process.argv[1] ?? ''), `scan-mate${extname(import.meta.url)}`);

/** null where there is no second processor that it could use. */
export function startMate(isThread: boolean): Mate | null {
  if (availableParallelism() < 2) return null;
  return isThread ? startThread() : startProcess();
}

/** Its young generation stays small: what it makes are names, gone as soon as they are told. */
function startThread(): Mate {
  const worker = new Worker(entry(), { env: SHARE_ENV, resourceLimits: { maxYoungGenerationSizeMb: 2 } });
  worker.on('error', fail);
  return {
    isThread: true,
    tell: (message) => worker.postMessage(message),
    onMessage: (take) => void worker.on('message', take),
    end: () => void worker.terminate(),
  };
}

/** It ends when its channel does, however this process went. */
function startProcess(): Mate {
  // A thread needs no such module, which takes a walker milliseconds to load.
  const { fork } = createRequire(import.meta.url)('node:child_process') as typeof import('node:child_process');
  const child = fork(entry(), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.on('error', fail);
  const onExit = (code: number | null, signal: string | null): void => fail(new Error(`it ended with ${signal ?? String(code)}`));
  child.on('exit', onExit);
  return {
    isThread: false,
    tell: (message) => void child.send(message),
    onMessage: (take) => void child.on('message', take),
    end: () => {
      child.off('exit', onExit);
      child.disconnect();
      child.kill('SIGKILL');
    },
  };
}

/** What it was given to walk is lost: the scan cannot claim to be whole. */
function fail(error: Error): never {
  throw new Error(`the second walker failed: ${error.message}`, { cause: error });
}
