// One TCP connection from a given source address, with a limit; the socket is closed whatever happens.
import { connect as openSocket } from 'node:net';
import { connectOutcomeOf } from '../../facts/network/connect-outcome.js';
import type { Connection } from '../../facts/network.js';
import { wait } from './wait.js';

export interface Target {
  readonly address: string;
  readonly port: number;
  /** null lets the kernel choose. */
  readonly sourceAddress: string | null;
}

/** Less than this is no proof of silence: the first repeated SYN leaves after 1 s, the second after 3 s. */
const answerMs = 3_100;

export type Attempt = Omit<Connection, 'endpoint'>;

/** Never rejects: a refused connection is an observation. */
export async function connectTo({ address, port, sourceAddress }: Target, limitMs: number, signal: AbortSignal): Promise<Attempt> {
  const startedAt = performance.now();
  const socket = openSocket({ host: address, port, ...(sourceAddress === null ? {} : { localAddress: sourceAddress }) });
  let usedAddress = sourceAddress;
  const code = await wait<string | null>({ limitMs, signal, late: () => 'ETIMEDOUT' }, (finish) => {
    socket.once('connect', () => {
      usedAddress = socket.localAddress ?? sourceAddress;
      finish(null);
    });
    // Stays on after the end: a reset that arrives while the socket closes must not crash the run.
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? 'EIO'));
    return () => socket.destroy();
  });
  const tookMs = Math.round(performance.now() - startedAt);
  const ended = { sourceAddress: usedAddress, address, tookMs };
  if (code === 'ETIMEDOUT' && signal.aborted && tookMs < answerMs) return { ...ended, outcome: 'cut-off', code: null };
  return { ...ended, outcome: code === null ? 'connected' : connectOutcomeOf(code), code };
}
