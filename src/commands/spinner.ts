// The line of progress on the terminal, with its moving sign. Loaded only where a look takes long enough to be watched.
import yoctoSpinner from 'yocto-spinner';

export interface Spinner {
  stop(): void;
}

const refreshMs = 200;
const asciiSign = { frames: ['-', '\\', '|', '/'], interval: 120 };
const endingSignals = ['SIGINT', 'SIGTERM'] as const;

/** Shows what `line` says at the moment, until it is stopped. */
export function spin(line: () => string, isUnicode: boolean): Spinner {
  // Its own way to end on a signal waits for system calls that never return.
  const spinner = yoctoSpinner({ text: line(), handleSignals: false, ...(isUnicode ? {} : { spinner: asciiSign }) }).start();
  const refresh = setInterval(() => (spinner.text = line()), refreshMs);
  refresh.unref();
  const end = (): void => {
    clearInterval(refresh);
    spinner.stop();
  };
  // The terminal gets its cursor back, and the signal does what it does without us.
  const endBy = (signal: NodeJS.Signals): void => {
    end();
    process.kill(process.pid, signal);
  };
  for (const signal of endingSignals) process.once(signal, endBy);
  return {
    stop: () => {
      for (const signal of endingSignals) process.off(signal, endBy);
      end();
    },
  };
}
