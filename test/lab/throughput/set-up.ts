// One made-up host with something slow, and what is true of it.

/** What limits a backup: a stage of the host, or the agent's own ceiling. */
export type Limit = 'read' | 'cpu' | 'upload' | 'ceiling';

export interface SetUp {
  readonly what: string;
  /** Words of host.sh. */
  readonly onHost: string;
  readonly limit: Limit;
  /** The problem that must be named, where no other one is right. */
  readonly problem?: string;
  /** What the limiting stage lets through, where that was set; else `yardstick` on the host may find it out. */
  readonly bytesPerSecond?: number;
  /** With a real upload. */
  readonly uploads?: boolean;
  /** So much else goes on that no answer is as right as the right one. */
  readonly mayBeUntold?: boolean;
  /** Program → Debian package, beside what every set-up needs. */
  readonly needs?: Readonly<Record<string, string>>;
}
