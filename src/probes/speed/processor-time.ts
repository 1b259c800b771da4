// How long this thread had a processor. By the clock on the wall a busy host would look like a slow one: its load is told beside the rates.
import { isMainThread } from 'node:worker_threads';
import { callBuffer, loadKoffi } from '../platform/koffi.js';

/** clock_gettime(2), from the kernel's tables of system calls. */
const getTime: Readonly<Record<string, number>> = { x64: 228, arm64: 113 };

const clockOfThread = 3;

/** @returns seconds, from some moment on */
export type Clock = () => number;

/** Node knows the time of the whole process, which is that of its main thread where it has no other; a thread without the optional package has the wall's. */
export function processorTime(): Clock {
  return clockByCall() ?? (isMainThread ? clockOfProcess : () => performance.now() / 1_000);
}

function clockOfProcess(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function clockByCall(): Clock | null {
  const number = getTime[process.arch];
  const koffi = number === undefined ? null : loadKoffi();
  if (koffi === null) return null;
  const call = koffi.load(null).func('long syscall(long number, long clock, long time)');
  const { bytes, address } = callBuffer(koffi, 16);
  const read = (): boolean => call(number, clockOfThread, address) === 0;
  if (!read()) return null;
  return () => {
    read();
    return Number(bytes.readBigInt64LE(0)) + Number(bytes.readBigInt64LE(8)) / 1e9;
  };
}
