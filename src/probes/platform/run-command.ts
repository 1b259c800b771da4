// The only file that runs commands of the host: no shell, plain locale, capped output, a limit, and
// SIGKILL to the whole group. A child stuck in the kernel is let go, so that the run still ends.
import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { absent, through, unavailable, type Observed } from '../../facts/observed.js';
import { mountsThatMayHang } from './mounts-that-may-hang.js';
import { letGo, track } from './running-children.js';
import { wayTo } from './way-to.js';

export interface CommandOptions {
  readonly limitMs?: number;
  readonly capBytes?: number;
  readonly input?: string;
  /** Beside the clean environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The look that asks is over when it is aborted, and with it the program. */
  readonly signal?: AbortSignal;
}

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly isTruncated: boolean;
}

const defaultLimitMs = 5_000;
const defaultCapBytes = 1 << 20;
/** A program that left a daemon behind has said all that it will; the daemon holds its pipes open for ever. */
const lateOutputMs = 200;

/** Services' PATHs often lack the sbin folders, where `dmidecode` and `ip` live. */
export const cleanEnvironment: Readonly<Record<string, string>> = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin',
  LC_ALL: 'C',
  ...windowsEnvironment(),
};

/** Starts a program in a process that has started already; 127 says that there is none. */
const starter = '/usr/bin/env';
const notFoundCode = 127;

/** Never rejects: a missing program is 'absent', a hung one 'timed-out'; an exit code is an observation. */
export async function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<Observed<CommandResult>> {
  if (options.signal?.aborted === true) return noAnswer(program, 0);
  if (!mayHangAtStart(program)) return start([program, ...args], program, options);
  const answer = await start([starter, program, ...args], program, options);
  return through(answer, ({ exitCode }) => (exitCode === notFoundCode ? notInstalled(program) : answer));
}

/** This process waits until the kernel has found the program and begun it: on a dead mount for ever. */
function mayHangAtStart(program: string): boolean {
  const places = program.includes('/') ? [program] : (cleanEnvironment['PATH'] ?? '').split(':').map((folder) => `${folder}/${program}`);
  const mounts = mountsThatMayHang();
  return mounts.size > 0 && places.some((place) => wayTo(place, mounts).mayHang);
}

async function start([file = '', ...words]: readonly string[], program: string, options: CommandOptions): Promise<Observed<CommandResult>> {
  try {
    const child = spawn(file, words, { env: { ...cleanEnvironment, ...options.env }, detached: true, windowsHide: true, stdio: ['pipe', 'pipe', 'pipe'] });
    return await resultOf(track(child), program, options);
  } catch (error) {
    // A NUL byte in an argument, or more arguments than the kernel takes.
    return couldNotStart(program, error as NodeJS.ErrnoException);
  }
}

function resultOf(
  child: ChildProcess,
  program: string,
  { limitMs = defaultLimitMs, capBytes = defaultCapBytes, input = '', signal }: CommandOptions,
): Promise<Observed<CommandResult>> {
  const startedAt = performance.now();
  const tookMs = (): number => Math.round(performance.now() - startedAt);
  return new Promise((resolve) => {
    const stdout = capture(child.stdout, capBytes);
    const stderr = capture(child.stderr, capBytes);
    let late: NodeJS.Timeout | undefined;
    const finish = (fact: Observed<CommandResult>): void => {
      clearTimeout(limit);
      clearTimeout(late);
      signal?.removeEventListener('abort', giveUp);
      child.removeAllListeners();
      child.on('error', () => undefined);
      letGo(child);
      resolve(fact);
    };
    const finishWith = (exitCode: number | null): void => {
      const value = { exitCode, stdout: stdout.text(), stderr: stderr.text(), isTruncated: stdout.isFull() || stderr.isFull() };
      finish({ state: 'observed', value, tookMs: tookMs() });
    };
    const giveUp = (): void => finish(noAnswer(program, tookMs()));
    const limit = setTimeout(() => finish(noAnswer(program, limitMs)), limitMs);
    signal?.addEventListener('abort', giveUp);
    child.once('error', (error: NodeJS.ErrnoException) => finish(couldNotStart(program, error)));
    child.once('close', finishWith);
    child.once('exit', (exitCode) => {
      late = setTimeout(finishWith, lateOutputMs, exitCode);
    });
    // The program may leave before it has read its input; its exit code tells the story.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

const noAnswer = (program: string, tookMs: number): Observed<never> =>
  unavailable('timed-out', `${program} gave no answer within ${tookMs} ms`, { tookMs });

const notInstalled = (program: string): Observed<never> => absent(`${program} is not installed`);

function couldNotStart(program: string, error: NodeJS.ErrnoException): Observed<never> {
  if (error.code === 'ENOENT') return notInstalled(program);
  const kind = error.code === 'EACCES' || error.code === 'EPERM' ? 'permission-denied' : 'unsupported';
  return unavailable(kind, `${program} could not be started (${error.code ?? 'no code'})`, { code: error.code ?? null });
}

function capture(stream: Readable | null, capBytes: number): { text: () => string; isFull: () => boolean } {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream?.on('data', (chunk: Buffer) => {
    if (bytes < capBytes) chunks.push(chunk.subarray(0, capBytes - bytes));
    bytes += chunk.length;
  });
  return { text: () => Buffer.concat(chunks).toString('utf8'), isFull: () => bytes > capBytes };
}

/** Windows finds no program and no library without these; no other system sets SystemRoot. */
function windowsEnvironment(): Readonly<Record<string, string>> {
  if (process.env['SystemRoot'] === undefined) return {};
  const needed = ['SystemRoot', 'SystemDrive', 'PATH', 'PATHEXT', 'TEMP', 'TMP', 'COMSPEC'];
  return Object.fromEntries(needed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
