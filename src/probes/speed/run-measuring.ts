// Parent side of one measuring child: takes its lines as they come, and ends it at its limit or when the run ends.
import { eachLine } from '../platform/lines.js';
import { plainEnvironment, startChild, type Work } from '../platform/start-child.js';

/** `crashed`: with its last words. */
export type MeasuringEnd = { readonly ended: 'by-itself' | 'over-time' } | { readonly ended: 'crashed'; readonly lastWords: string };

export interface Measuring {
  readonly work: Work;
  readonly job: unknown;
  readonly limitMs: number;
  /** Beside the usual environment. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Never rejects. */
export function runMeasuring(
  { work, job, limitMs, environment = {} }: Measuring,
  signal: AbortSignal,
  take: (line: unknown) => void,
): Promise<MeasuringEnd> {
  return new Promise((resolve) => {
    let child: ReturnType<typeof startChild>;
    try {
      child = startChild(work, { env: { ...plainEnvironment, ...environment } });
    } catch (error) {
      resolve({ ended: 'crashed', lastWords: String(error) });
      return;
    }
    const finish = (end: MeasuringEnd): void => {
      clearTimeout(limit);
      signal.removeEventListener('abort', abort);
      child.letGo();
      resolve(end);
    };
    const abort = (): void => finish({ ended: 'over-time' });
    const limit = setTimeout(abort, limitMs);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    let isWhole = false;
    eachLine(child.output, (line) => {
      const said: unknown = JSON.parse(line);
      if (isDone(said)) isWhole = true;
      else take(said);
    });
    child.onEnd((lastWords) => finish(isWhole ? { ended: 'by-itself' } : { ended: 'crashed', lastWords }));
    child.input.end(JSON.stringify(job));
  });
}

const isDone = (said: unknown): boolean => typeof said === 'object' && said !== null && 'said' in said && said.said === 'done';
