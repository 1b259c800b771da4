// Starts and ends our own child processes, in which everything runs that may hang.
import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastWordsOf } from './last-words.js';
import { letGo, track } from './running-children.js';

/** Each is an entry point in the folder children/. */
export type Work = 'files' | 'log' | 'scan' | 'in-use' | 'block-devices' | 'machine-id' | 'ledger' | 'named-file' | 'cpu-speed' | 'read-speed';

export interface Child {
  readonly input: Writable;
  readonly output: Readable;
  /** Once, when it has ended and all that it said was taken; with its last words, one line. */
  onEnd(end: (lastWords: string) => void): void;
  /** Kills it with all that it started, and forgets it. */
  letGo(): void;
}

/** The program is built as CommonJS, the tests as ES modules: the children end as this file does. */
const entryOf = (work: Work): string => fileURLToPath(new URL(`./children/${work}${extname(import.meta.url)}`, import.meta.url));

/** Two walkers need no threads beside them. Other settings of the engine than this would make Node start slower: lean-engine.ts. */
const nodeOptions: Readonly<Partial<Record<Work, readonly string[]>>> = { scan: ['--v8-pool-size=1'] };

/** NODE_EXTRA_CA_CERTS costs Node 20 about 85 ms a start, and no child of ours speaks TLS. */
const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...inherited } = process.env;
/** Credentials for the services are no business of a child. */
export const plainEnvironment: NodeJS.ProcessEnv = Object.fromEntries(Object.entries(inherited).filter(([name]) => !name.startsWith('BACKUP_DOCTOR_')));

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** What the child finds in its argv: what it must know before its job comes. */
  readonly words?: readonly string[];
}

/**
 * Its pipes hold nobody back: not this process, when nothing waits for an answer, nor whoever waits for the
 * end of our stderr while a child is stuck in the kernel.
 * @throws where the system has no room for another process
 */
export function startChild(work: Work, { env = plainEnvironment, words = [] }: StartOptions = {}): Child {
  const args = [...(nodeOptions[work] ?? []), entryOf(work), ...words];
  const child = track(spawn(process.execPath, args, { cwd: '/', env, detached: true, stdio: pipes() }));
  const { stdin, stdout, stderr } = withPipes(child);
  const said = tail(stderr);
  for (const stream of child.stdio) (stream as Partial<{ unref(): void }> | null)?.unref?.();
  child.unref();
  // A write to a child that just died fails here; its end follows.
  stdin.on('error', () => undefined);
  return {
    input: stdin,
    output: stdout,
    onEnd: (end) => tellEnd(child, said, end),
    letGo: () => letGo(child),
  };
}

/** Standard input, output and error, and the life line of end-with-parent.ts. */
const pipes = (): 'pipe'[] => ['pipe', 'pipe', 'pipe', 'pipe'];

/** Out of descriptors Node makes a child without pipes, and tells of the error later. */
function withPipes(child: ChildProcess): { stdin: Writable; stdout: Readable; stderr: Readable } {
  const { stdin, stdout, stderr } = child;
  if (stdin && stdout && stderr) return { stdin, stdout, stderr };
  child.on('error', () => undefined);
  throw new Error('no more processes or open files are allowed');
}

function tellEnd(child: ChildProcess, stderr: () => string, end: (lastWords: string) => void): void {
  child.once('error', (error) => {
    child.removeAllListeners('close');
    end(error.message);
  });
  child.once('close', (code, signal) => end(lastWordsOf(stderr()) || `it ended with ${signal ?? `exit code ${String(code)}`}`));
}

/** The error stands near the end; Node prints the source line above it, the engine its stack below. */
function tail(stream: Readable): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-16_384);
  });
  return () => text;
}
