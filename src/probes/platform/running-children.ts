// The processes that were started and not let go yet: none of them outlives this one. They have groups of their own, so
// that each is killed with all that it started, and so no signal to this process reaches them.
import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();

export function track(child: ChildProcess): ChildProcess {
  endChildrenWithUs();
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Kills the group, closes its pipes and forgets it: a process in state D survives SIGKILL. */
export function letGo(child: ChildProcess): void {
  running.delete(child);
  killGroup(child);
  for (const stream of child.stdio) stream?.destroy();
  child.unref();
}

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let areEnded = false;

function endChildrenWithUs(): void {
  if (areEnded) return;
  areEnded = true;
  process.once('exit', endAll);
  for (const signal of endingSignals) {
    process.once(signal, () => {
      endAll();
      process.kill(process.pid, signal);
    });
  }
}

function endAll(): void {
  for (const child of running) letGo(child);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // Already gone, or a setuid program that is not ours to kill: either way it is let go. Windows has no groups.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') child.kill('SIGKILL');
  }
}
