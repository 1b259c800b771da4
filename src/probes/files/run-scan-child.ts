// Parent side of one scan child: takes its lines, and ends it when its time is up or when it hangs.
import { takeChild } from '../platform/children-ahead.js';
import { eachLine } from '../platform/lines.js';
import { startChild, type Child } from '../platform/start-child.js';
import { walksAlone, type ScanJob, type ScanLine, type SentJob } from './scan-lines.js';

/** `stalled`: no sign of life since its last; a child that walks tells of its progress five times a second. */
export type ChildEnd =
  { readonly ended: 'by-itself' | 'over-time' | 'stalled' } | { readonly ended: 'crashed'; readonly lastWords: string };

/** One listing of a huge folder on a busy disk takes seconds; a dead server never answers. */
export const stallMs = 5_000;

/** The child stops by itself at its limit; this is for one that cannot. */
const graceMs = 500;

/**
 * Never rejects.
 * @param take may ask for time by a promise; the child then waits, and is not taken for hung
 * @param silenceMs how long it may say nothing, from its first word on: until then it starts, which on a busy host takes long
 */
export function runScanChild(job: ScanJob, take: (line: ScanLine) => unknown, signal: AbortSignal, silenceMs = stallMs): Promise<ChildEnd> {
  return new Promise((resolve) => {
    let child: Child;
    try {
      child = job.mayEnter === null ? takeChild('scan') : startChild('scan', { words: [walksAlone] });
    } catch (error) {
      resolve({ ended: 'crashed', lastWords: String(error) });
      return;
    }
    const finish = (end: ChildEnd): void => {
      if (hasEnded) return;
      hasEnded = true;
      clearTimeout(limit);
      clearTimeout(stall);
      signal.removeEventListener('abort', abort);
      child.letGo();
      resolve(end);
    };
    const abort = (): void => finish({ ended: 'over-time' });
    const limit = setTimeout(abort, job.limitMs + graceMs);
    let stall: NodeJS.Timeout | undefined;
    const listen = (): void => {
      clearTimeout(stall);
      stall = setTimeout(() => finish({ ended: 'stalled' }), silenceMs);
    };
    signal.addEventListener('abort', abort);
    let [heldCount, hasEnded] = [0, false];
    const holdUntil = async (taken: Promise<unknown>): Promise<void> => {
      heldCount += 1;
      child.output.pause();
      clearTimeout(stall);
      await taken;
      heldCount -= 1;
      if (heldCount > 0 || hasEnded) return;
      listen();
      child.output.resume();
    };
    eachLine(child.output, (line) => {
      const said = JSON.parse(line) as ScanLine;
      if (heldCount === 0) listen();
      const taken = take(said);
      // It has no more to say, and to end by itself it takes two engines apart.
      if (said.said === 'done') finish({ ended: 'by-itself' });
      else if (taken instanceof Promise) void holdUntil(taken);
    });
    child.onEnd((lastWords) => finish({ ended: 'crashed', lastWords }));
    const sent: SentJob = { ...job, endsAtMs: Date.now() + job.limitMs };
    child.input.end(JSON.stringify(sent));
  });
}
