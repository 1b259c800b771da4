// Runs the command that argv names and ends with its exit code. What a look waits for longest, the process that reads the
// host's files, is started before anything else is loaded. Every error is one sentence on stderr and exit 3.
import { tell } from './commands/tell.js';
import { startAhead } from './probes/platform/children-ahead.js';
import type { Work } from './probes/platform/start-child.js';

/** Unknown to monitoring: the call itself is wrong, or we failed. */
const unknownExitCode = 3;

/** Most runs look at the host, or at what was kept of it. Root has to find out first as whom a scan looks; both at once would take half as much memory again. */
function neededFirst([command = '', ...words]: readonly string[]): readonly Work[] {
  if ([command, ...words].some((word) => ['-h', '--help', '-V', '--version'].includes(word))) return [];
  if (command === 'scan') return [process.geteuid?.() === 0 ? 'files' : 'scan'];
  return /^(check|gather|bundle|history|--?\w.*)?$/.test(command) ? ['files'] : [];
}

async function main(argv: readonly string[]): Promise<number> {
  for (const work of neededFirst(argv)) startAhead(work);
  try {
    const { parseCommandLine } = await import('./command-line.js');
    return await parseCommandLine(argv)();
  } catch (error) {
    return explainError(error);
  }
}

function explainError(error: unknown): number {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  // By name: every command is a bundle of its own, with its own copy of these classes.
  const isExpected = name === 'UsageError' || name === 'CatalogueError';
  if (isExpected) tell(`backup-doctor: ${message}`);
  else tell('backup-doctor: this is a bug, please report it.', ...stack.split('\n'));
  return unknownExitCode;
}

process.on('uncaughtException', (error) => {
  process.exit(explainError(error));
});

// A look that hangs in the kernel must not keep the process: leave as soon as the work is done.
void main(process.argv.slice(2)).then((exitCode) => process.exit(exitCode));
