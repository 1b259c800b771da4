// The files of one log, newest first: the log itself and its rollovers, each opened once, however they are renamed while
// this looks at them.
import { closeSync, constants, openSync, type Stats } from 'node:fs';
import { atPlace } from '../../platform/place.js';
import type { LogPlace } from './log-job.js';

export interface OpenLog {
  readonly path: string;
  readonly descriptor: number;
  readonly stats: Stats;
}

/** Thrown for a log that is no regular file: a FIFO would wait, a device would wake up. */
export const notAFile = 'NOT_A_FILE';

export class LogFiles {
  private readonly seen = new Set<string>();

  constructor(private readonly root: string | null) {}

  /**
   * Calls `look` with each file that is there, until it answers false.
   * @returns the first error; of those that are not there only that of the log itself counts, and only if none was found
   */
  each({ path, rolloverCount }: LogPlace, look: (log: OpenLog) => boolean): NodeJS.ErrnoException | null {
    let missing: NodeJS.ErrnoException | null = null;
    for (const name of [path, ...Array.from({ length: rolloverCount }, (_, index) => `${path}.${index + 1}`)]) {
      try {
        if (!this.open(name, look)) return null;
      } catch (error) {
        const failure = error as NodeJS.ErrnoException;
        if (failure.code !== 'ENOENT' && failure.code !== 'ENOTDIR') return failure;
        if (name === path) missing = failure;
      }
    }
    return this.seen.size === 0 ? missing : null;
  }

  private open(path: string, look: (log: OpenLog) => boolean): boolean {
    return atPlace({ path, root: this.root, barriers: new Set() }, (place) => {
      const { stats } = place;
      if (!stats.isFile()) throw Object.assign(new Error(`${path} is not a file`), { code: notAFile });
      // A log that rolled over meanwhile comes by again under its next name. Some file systems know no inodes.
      const id = stats.ino === 0 ? path : `${stats.dev}:${stats.ino}`;
      if (this.seen.has(id)) return true;
      this.seen.add(id);
      const descriptor = openSync(place.path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        return look({ path, descriptor, stats });
      } finally {
        closeSync(descriptor);
      }
    });
  }
}
