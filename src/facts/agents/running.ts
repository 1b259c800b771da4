// Whether a program runs: as its service manager says, else as its processes show.
import type { AgentProcess, ServiceState } from '../agent.js';
import { mapped, observed, valueOf, type Observed } from '../observed.js';

export interface Program {
  readonly service: Observed<ServiceState>;
  readonly processes: Observed<readonly AgentProcess[]>;
}

/** `suspended`: it has processes, and none of them may go on. */
export type Activity = 'running' | 'suspended' | 'stopped';

export function activityOf({ service, processes }: Program): Observed<Activity> {
  const told = valueOf(service)?.isRunning ?? null;
  return told === null ? mapped(processes, activityOfProcesses) : observed(told ? 'running' : 'stopped');
}

function activityOfProcesses(processes: readonly AgentProcess[]): Activity {
  if (processes.length === 0) return 'stopped';
  return processes.every(isSuspended) ? 'suspended' : 'running';
}

/** null where nobody can tell; a service that its manager calls stopped has none. */
export function processCount({ service, processes }: Program): number | null {
  return valueOf(processes)?.length ?? (valueOf(service)?.isRunning === false ? 0 : null);
}

/** As `kill` takes them; empty where none is suspended. */
export const suspendedPids = ({ processes }: Program): string =>
  (valueOf(processes) ?? [])
    .filter(isSuspended)
    .map(({ pid }) => pid)
    .join(' ');

const isSuspended = ({ state }: AgentProcess): boolean => state === 'suspended';
