// When a lock is stale. The file often stays behind a finished backup, so that it is there proves nothing.

/** A backup that is just starting or ending may leave its lock without a holder for a moment. */
const handOverSeconds = 600;

export interface LockSigns {
  readonly modifiedAt: string;
  readonly ageSeconds: number;
  readonly holderPids: readonly number[];
  readonly bootedAt: string | null;
  /** When the agent that runs now was started; null where it does not run. */
  readonly agentStartedAt: string | null;
}

export function isStale({ modifiedAt, ageSeconds, holderPids, bootedAt, agentStartedAt }: LockSigns): boolean {
  if (holderPids.length > 0 || ageSeconds < handOverSeconds) return false;
  const isOlderThan = (time: string | null): boolean => time !== null && modifiedAt < time;
  return agentStartedAt === null || isOlderThan(bootedAt) || isOlderThan(agentStartedAt);
}
