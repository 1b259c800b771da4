// Reads what `getent ahosts NAME` printed: `198.51.100.3  STREAM api.drivesrvr.com`, three lines for each address.
import type { SystemLookup } from '../network.js';
import { parseIp } from './ip-address.js';

/** "One or more supplied key could not be found" (getent(1)), whatever kept getaddrinfo from finding it. */
const notFound = 2;

export function parseGetent(ran: {
  readonly exitCode: number | null;
  readonly stdout: string;
}): Pick<SystemLookup, 'outcome' | 'addresses' | 'code'> {
  const words = ran.stdout.split('\n').map((line) => line.split(/\s+/)[0] ?? '');
  const addresses = [...new Set(words.filter((word) => parseIp(word) !== null))];
  if (ran.exitCode === 0 && addresses.length > 0) return { outcome: 'answered', addresses, code: null };
  const code = ran.exitCode === null ? 'killed' : `exit ${ran.exitCode}`;
  return { outcome: ran.exitCode === notFound ? 'not-found' : 'failed', addresses: [], code };
}
