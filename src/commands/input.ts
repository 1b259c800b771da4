// Reads a file that the user named, or standard input for `-`, with a cap and one clear sentence on failure.
import { readAll } from '../probes/platform/read-all.js';
import { UsageError } from '../usage-error.js';
import { readNamed } from './named-path.js';

const refusedBytes = 64 * 1024 * 1024;

/**
 * @param capBytes what lies beyond is left unread; without it, a longer input than 64 MiB is refused
 * @throws UsageError where it cannot be read or is refused
 */
export async function readInput(
  path: string,
  { capBytes = refusedBytes + 1, isStreamFine = true }: { readonly capBytes?: number; readonly isStreamFine?: boolean } = {},
): Promise<Buffer> {
  const remedy = 'name a file, or - for standard input';
  const bytes = path === '-' ? readStandardInput(capBytes) : await readNamed(path, { capBytes, isStreamFine, remedy });
  if (bytes.length <= refusedBytes) return bytes;
  const name = path === '-' ? 'standard input' : JSON.stringify(path);
  throw new UsageError(`${name} is longer than ${refusedBytes} bytes; what this command reads is far smaller`);
}

function readStandardInput(capBytes: number): Buffer {
  try {
    return readAll(0, capBytes);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`standard input cannot be read (${code ?? 'no code'}); name a file, or - for standard input`, { cause });
  }
}
