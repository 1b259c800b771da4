// The only file that runs commands of the host: no shell, plain locale, capped output, a limit, and
// SIGKILL to the whole group. A child stuck in the kernel is let go, so that the run still ends.
import { spawn } from 'node:child_process';
import { absent, unavailable, type Observed } from '../../facts/observed.js';

export interface CommandOptions {
  readonly limitMs?: number;
  readonly capBytes?: number;
  readonly input?: string;
}

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly isTruncated: boolean;
}

const defaultLimitMs = 5_000;
const defaultCapBytes = 1 << 20;
/** Services' PATHs often lack the sbin folders, where `dmidecode` and `ip` live. */
const cleanEnvironment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin', LC_ALL: 'C' };

/** Never rejects: a missing program is 'absent', a hung one 'timed-out'; an exit code is an observation. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<Observed<CommandResult>> {
  const startedAt = performance.now();
  const { limitMs = defaultLimitMs, capBytes = defaultCapBytes, input } = options;
  return new Promise((resolve) => {
    const child = spawn(program, [...args], { env: cleanEnvironment, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    const stdout = capture(child.stdout, capBytes);
    const stderr = capture(child.stderr, capBytes);
    const finish = (fact: Observed<CommandResult>): void => {
      clearTimeout(limit);
      letGo(child);
      resolve(fact);
    };
    const limit = setTimeout(() => {
      finish(unavailable('timed-out', `${program} gave no answer within ${limitMs} ms`, { tookMs: limitMs }));
    }, limitMs);
    child.on('error', (error: NodeJS.ErrnoException) => finish(couldNotStart(program, error)));
    child.on('close', (exitCode) => {
      const value = { exitCode, stdout: stdout.text(), stderr: stderr.text(), isTruncated: stdout.isFull() };
      finish({ state: 'observed', value, tookMs: Math.round(performance.now() - startedAt) });
    });
    // The program may leave before it has read its input; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

/** Kills the group, closes its pipes and forgets it: a process in state D survives SIGKILL. */
export function letGo(child: ReturnType<typeof spawn>): void {
  killGroup(child.pid);
  for (const stream of child.stdio) stream?.destroy();
  child.unref();
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Already gone, or a setuid program that is not ours to kill: either way it is let go.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

function couldNotStart(program: string, error: NodeJS.ErrnoException): Observed<never> {
  if (error.code === 'ENOENT') return absent(`${program} is not installed`);
  const kind = error.code === 'EACCES' || error.code === 'EPERM' ? 'permission-denied' : 'unsupported';
  return unavailable(kind, `${program} could not be started (${error.code ?? 'no code'})`, { code: error.code ?? null });
}

function capture(stream: NodeJS.ReadableStream, capBytes: number): { text: () => string; isFull: () => boolean } {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    if (bytes < capBytes) chunks.push(chunk.subarray(0, capBytes - bytes));
    bytes += chunk.length;
  });
  return { text: () => Buffer.concat(chunks).toString('utf8'), isFull: () => bytes > capBytes };
}
