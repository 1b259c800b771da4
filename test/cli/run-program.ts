// Runs the built program as a user does. Its state goes to a folder of the test, never to the machine's.
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface ProgramResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

export interface ProgramOptions {
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What to start the program with, as in `ip netns exec NAME`. */
  readonly through?: readonly string[];
}

export const programPath = resolve('dist/main.cjs');

/** A run that has not ended by now hangs; every command under test ends within seconds. */
const hangMs = 60_000;

export function runProgram(args: readonly string[], { input = '', cwd, env = {}, through = [] }: ProgramOptions = {}): ProgramResult {
  const [command = '', ...rest] = [...through, process.execPath, programPath, ...args];
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const startedAt = performance.now();
  const result = spawnSync(command, rest, {
    input,
    encoding: 'utf8',
    timeout: hangMs,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...inherited, STATE_DIRECTORY: stateFolder, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (result.error !== undefined) throw result.error;
  return { exitCode: result.status, stdout: result.stdout, stderr: result.stderr, tookMs: performance.now() - startedAt };
}

/** A folder that is removed with the system's temporary files; each test process has its own. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'backup-doctor-test-'));

const stateFolder = temporaryFolder();
