// Runs the built program on a real terminal, which `script` of Debian's bsdutils makes.
import { spawnSync } from 'node:child_process';
import { programPath, temporaryFolder } from './run-program.js';

export const canTerminal = spawnSync('script', ['--version']).status === 0;
export const needsTerminal = canTerminal ? '' : ' (skipped: needs script of bsdutils)';

export interface TerminalOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly through?: readonly string[];
  readonly columns?: number;
}

const stateFolder = temporaryFolder();

/** What appears on it, with all its codes. */
export function onTerminal(args: readonly string[], { env = {}, through = [], columns = 80 }: TerminalOptions = {}): string {
  const { NODE_OPTIONS: _, CI: __, ...inherited } = process.env;
  const command = [...through, process.execPath, programPath, ...args].map((word) => `'${word}'`).join(' ');
  const result = spawnSync('script', ['--quiet', '--return', '--command', `stty cols ${columns}; ${command}`, '/dev/null'], {
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
    env: { ...inherited, TERM: 'xterm', STATE_DIRECTORY: stateFolder, ...env },
  });
  if (result.error !== undefined) throw result.error;
  return result.stdout;
}
