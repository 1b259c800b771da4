#!/usr/bin/env node
// The first file that runs: answers --version before anything loads, and speaks plainly on a Node that is too old.
// Hence CommonJS; scripts/build.mjs puts the two values in and emits syntax that old Nodes can parse.
declare const BACKUP_DOCTOR_VERSION: string;
declare const SUPPORTED_NODES: string;

const firstArgument = process.argv[2];
if (firstArgument === '--version' || firstArgument === '-V') process.stdout.write(`${BACKUP_DOCTOR_VERSION}\n`);
else if (isSupported(process.versions.node)) start();
else refuse(`Backup Doctor needs Node.js ${SUPPORTED_NODES}; this is ${process.versions.node} (${process.execPath}). Install a newer one.`);

function start(): void {
  try {
    // The ES module loader would cost every start ten milliseconds.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { loadBundle } = require('./load-bundle.cjs') as typeof import('./load-bundle.cjs');
    loadBundle('./cli.cjs');
  } catch (error) {
    refuse(`Backup Doctor could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 3;
}

/** Understands the two forms that `engines` uses: `^20.19.0` and `>=24.0.0`. */
function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = numbers(version);
  return SUPPORTED_NODES.split(' || ').some((range) => {
    const [lowestMajor = 0, lowestMinor = 0] = numbers(range.replace(/^\D+/, ''));
    if (major === lowestMajor) return minor >= lowestMinor;
    return range.startsWith('>=') && major > lowestMajor;
  });
}

function numbers(version: string): number[] {
  return version.split('.').map(Number);
}
