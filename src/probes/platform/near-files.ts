// The files of this program's own state, for a command that reads nothing else: read in this process, which spares it a second one, and by
// a child where the way to them enters a mount that may hang.
import type { Observed } from '../../facts/observed.js';
import { answer } from './answer-request.js';
import type { FileOperation } from './file-operations.js';
import { hostFiles, toObserved } from './host-files.js';
import { mountsThatMayHang } from './mounts-that-may-hang.js';
import type { HostFiles, TextFile } from './system.js';

export type ReadableFiles = Pick<HostFiles, 'list' | 'readText'>;

export function nearFiles(): ReadableFiles & { close(): void } {
  const [far, barriers] = [hostFiles(null), mountsThatMayHang()];

  async function ask<T>(operation: FileOperation, path: string, capBytes: number | undefined, elsewhere: () => Promise<Observed<T>>): Promise<Observed<T>> {
    const startedAt = performance.now();
    const question = { operation, path, root: null, ...(capBytes === undefined ? {} : { capBytes }) };
    const reply = answer({ ...question, mayEnter: null }, barriers);
    return 'entersMount' in reply ? elsewhere() : toObserved<T>(question, reply, Math.round(performance.now() - startedAt));
  }

  return {
    list: (path) => ask<readonly string[]>('list', path, undefined, () => far.list(path)),
    readText: (path, capBytes) => ask<TextFile>('readText', path, capBytes, () => far.readText(path, capBytes)),
    close: () => far.close(),
  };
}
