// Whether a program runs: as its service manager says, else as its processes show.
import type { AgentProcess, ServiceState } from '../agent.js';
import { mapped, observed, valueOf, type Observed } from '../observed.js';

export interface Program {
  readonly service: Observed<ServiceState>;
  readonly processes: Observed<readonly AgentProcess[]>;
}

export function isRunning({ service, processes }: Program): Observed<boolean> {
  const told = valueOf(service)?.isRunning ?? null;
  return told === null ? mapped(processes, ({ length }) => length > 0) : observed(told);
}

/** null where nobody can tell; a service that its manager calls stopped has none. */
export function processCount({ service, processes }: Program): number | null {
  return valueOf(processes)?.length ?? (valueOf(service)?.isRunning === false ? 0 : null);
}
