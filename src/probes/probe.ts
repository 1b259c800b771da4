// A probe looks at one thing within its own limit, and answers with an Observed value whatever happens.
import { crashed, unavailable, type Observed } from '../facts/observed.js';

/** A probe that heeds its signal has this long to give what it has; then it is left alone. */
const lastWordsMs = 250;

/**
 * Runs one probe. Its signal is aborted at the limit, so that it can end with what it saw so far; what hangs on
 * becomes 'timed-out' and what throws 'crashed'. Never rejects.
 */
export async function observe<T>(
  what: string,
  limitMs: number,
  look: (signal: AbortSignal) => Promise<Observed<T>>,
): Promise<Observed<T>> {
  const startedAt = performance.now();
  const tookMs = (): number => Math.round(performance.now() - startedAt);
  const abort = new AbortController();
  const limit = timer(limitMs);
  const end = timer(limitMs + lastWordsMs);
  void limit.elapsed.then(() => abort.abort());
  const timedOut = end.elapsed.then(() => unavailable('timed-out', `${what}: no answer within ${limitMs} ms`, { tookMs: tookMs() }));
  const looked = (async () => look(abort.signal))().then(
    (fact) => (fact.state === 'absent' ? fact : { ...fact, tookMs: tookMs() }),
    (error: unknown) => crashed(what, error, tookMs()),
  );
  const fact = await Promise.race([looked, timedOut]);
  limit.cancel();
  end.cancel();
  return fact;
}

function timer(ms: number): { readonly elapsed: Promise<void>; readonly cancel: () => void } {
  let handle: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    handle = setTimeout(resolve, Math.max(0, ms));
  });
  return { elapsed, cancel: () => clearTimeout(handle) };
}
