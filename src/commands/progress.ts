// One line on stderr that says how long the look has taken; only where a person watches a terminal.

export interface Progress {
  stop(): void;
}

export function watch(deadlineMs: number): Progress {
  if (!process.stderr.isTTY || process.env['TERM'] === 'dumb') return { stop: () => undefined };
  const startedAt = performance.now();
  const show = (): void => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    process.stderr.write(`\rLooking at this host … ${seconds} s of at most ${Math.round(deadlineMs / 1000)} s `);
  };
  // A quick look needs no progress.
  const timer = setInterval(show, 1000);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      if (performance.now() - startedAt > 1000) process.stderr.write('\r\x1b[K');
    },
  };
}
