// Lets the reads of everybody else go first, and still be answered. Not the idle class: it waits until nobody else reads at all, and a disk of
// 1,000 MB/s beside a little other work then measured anything between 24 and 418.
import { setPriority } from 'node:os';
import { loadKoffi } from '../platform/koffi.js';

/** ioprio_set(2), from the kernel's tables of system calls. */
const setIoPriority: Readonly<Record<string, number>> = { x64: 251, arm64: 30 };

/** IOPRIO_WHO_PROCESS, of this thread. */
const [ofProcess, itself] = [1, 0];

/** The class stands in the upper bits: best effort, the lowest of its eight levels. */
const lowestBestEffort = (2 << 13) | 7;

/** From which the kernel takes level 6. */
const nice = 10;

/** The level needs the optional package; without it the priority of the whole process is lowered. */
export function readBehindOthers(): void {
  if (!isLevelSet()) setPriority(nice);
}

function isLevelSet(): boolean {
  const call = setIoPriority[process.arch];
  const koffi = call === undefined ? null : loadKoffi();
  if (koffi === null) return false;
  return (
    koffi.load(null).func('long syscall(long number, long who, long which, long priority)')(call, ofProcess, itself, lowestBestEffort) === 0
  );
}
