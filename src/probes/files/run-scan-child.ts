// Parent side of one scan child: takes its lines, and ends it when its time is up or when it hangs.
import { takeChild } from '../platform/children-ahead.js';
import { eachLine } from '../platform/lines.js';
import { startChild, type Child } from '../platform/start-child.js';
import { walksAlone, type ScanJob, type ScanLine, type SentJob } from './scan-lines.js';

/** `stalled`: it spoke, and then no more; a child that walks tells of its progress five times a second. */
export type ChildEnd =
  { readonly ended: 'by-itself' | 'over-time' | 'not-started' | 'stalled' } | { readonly ended: 'crashed'; readonly lastWords: string };

/** Milliseconds. One listing of a huge folder on a busy disk takes seconds, and so does a start on a busy host; a dead server never answers. */
export const patience = { silence: 5_000, start: 20_000 };

/** Silence is counted in ticks of our own, so that a pause of this process or of the whole machine is one of them and no more. */
const ticksOfSilence = 10;

/** The child stops by itself at its limit; this is for one that cannot. */
const graceMs = 500;

/**
 * Never rejects.
 * @param take may ask for time by a promise; the child then waits, and is not taken for hung
 * @param limits how long it may say nothing: until its first word, before which it enters no part of the set, and then
 */
export function runScanChild(job: ScanJob, take: (line: ScanLine) => unknown, signal: AbortSignal, limits = patience): Promise<ChildEnd> {
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
      clearInterval(watch);
      signal.removeEventListener('abort', abort);
      child.letGo();
      resolve(end);
    };
    const abort = (): void => finish({ ended: 'over-time' });
    const limit = setTimeout(abort, job.limitMs + graceMs);
    const tickMs = limits.silence / ticksOfSilence;
    const watch = setInterval(() => {
      if (heldCount === 0) silentTicks += 1;
      if (hasSpoken && silentTicks > ticksOfSilence) finish({ ended: 'stalled' });
      else if (silentTicks > limits.start / tickMs) finish({ ended: 'not-started' });
    }, tickMs);
    signal.addEventListener('abort', abort);
    let [heldCount, silentTicks, hasSpoken, hasEnded] = [0, 0, false, false];
    const holdUntil = async (taken: Promise<unknown>): Promise<void> => {
      heldCount += 1;
      child.output.pause();
      await taken;
      heldCount -= 1;
      silentTicks = 0;
      if (heldCount === 0 && !hasEnded) child.output.resume();
    };
    eachLine(child.output, (line) => {
      const said = JSON.parse(line) as ScanLine;
      [hasSpoken, silentTicks] = [true, 0];
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
