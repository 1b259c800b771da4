// One run at a time, for those that ask for it. The lock is a name in the kernel that goes with the process that holds it: a run
// that was killed, or a host that lost its power, leaves nothing behind that could block the next.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import type { System } from './system.js';

/** @returns what frees it; null where another run holds it */
export function takeRunLock({ platform }: System, stateFolder: string): Promise<(() => void) | null> {
  const server: Server = createServer((visitor) => visitor.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(lockName(platform, stateFolder), () => {
      server.unref();
      resolve(() => server.close());
    });
  });
}

/** In the abstract namespace of Linux, where no file stands for it; for each user and state folder its own. */
function lockName(platform: System['platform'], stateFolder: string): string {
  const owner = `${process.getuid?.() ?? ''}:${stateFolder}`;
  const name = `backup-doctor-${createHash('sha256').update(owner).digest('hex').slice(0, 24)}`;
  return platform === 'windows' ? `\\\\.\\pipe\\${name}` : `\0${name}`;
}
