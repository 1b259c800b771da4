// A probe looks at one thing within its own limit, and answers with an Observed value whatever happens.
import { crashed, unavailable, type Observed } from '../facts/observed.js';

/** Runs one probe; a hang becomes 'timed-out' and a throw becomes 'crashed'. Never rejects. */
export async function observe<T>(
  what: string,
  limitMs: number,
  look: (signal: AbortSignal) => Promise<Observed<T>>,
): Promise<Observed<T>> {
  const startedAt = performance.now();
  const tookMs = (): number => Math.round(performance.now() - startedAt);
  const abort = new AbortController();
  const limit = timer(limitMs);
  const timedOut = limit.elapsed.then(() => {
    abort.abort();
    return unavailable('timed-out', `${what}: no answer within ${limitMs} ms`, { tookMs: tookMs() });
  });
  const looked = (async () => look(abort.signal))().then(
    (fact) => (fact.state === 'absent' ? fact : { ...fact, tookMs: tookMs() }),
    (error: unknown) => crashed(what, error, tookMs()),
  );
  const fact = await Promise.race([looked, timedOut]);
  limit.cancel();
  return fact;
}

function timer(ms: number): { readonly elapsed: Promise<void>; readonly cancel: () => void } {
  let handle: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    handle = setTimeout(resolve, Math.max(0, ms));
  });
  return { elapsed, cancel: () => clearTimeout(handle) };
}
