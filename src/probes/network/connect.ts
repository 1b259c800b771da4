// One TCP connection from a given source address, with a limit. The open socket is the caller's, who must close it.
import { connect as openSocket, type Socket } from 'node:net';
import { connectOutcomeOf } from '../../facts/network/connect-outcome.js';
import type { ConnectAttempt } from '../../facts/paths.js';
import { wait } from './wait.js';

export interface Target {
  readonly address: string;
  readonly port: number;
  /** null lets the kernel choose. */
  readonly sourceAddress: string | null;
}

/** Less than this is no proof of silence: the first repeated SYN leaves after 1 s, the second after 3 s. */
const answerMs = 3_100;

export interface OpenedConnection {
  readonly attempt: ConnectAttempt;
  /** As the kernel bound it. */
  readonly sourceAddress: string | null;
  /** null unless connected. */
  readonly socket: Socket | null;
}

/** Never rejects: a refused connection is an observation. */
export async function openConnection(
  { address, port, sourceAddress }: Target,
  limitMs: number,
  signal: AbortSignal,
): Promise<OpenedConnection> {
  const startedAt = performance.now();
  const socket = openSocket({ host: address, port, ...(sourceAddress === null ? {} : { localAddress: sourceAddress }) });
  // Stays on after the end: a reset that arrives while the socket closes must not crash the run.
  socket.on('error', () => undefined);
  const code = await wait<string | null>({ limitMs, signal, late: () => 'ETIMEDOUT' }, (finish) => {
    socket.once('connect', () => finish(null));
    socket.once('error', (error: NodeJS.ErrnoException) => finish(error.code ?? 'EIO'));
    return () => undefined;
  });
  const tookMs = Math.round(performance.now() - startedAt);
  const isCutOff = code === 'ETIMEDOUT' && signal.aborted && tookMs < answerMs;
  if (code === null)
    return { attempt: { outcome: 'connected', code, tookMs }, sourceAddress: socket.localAddress ?? sourceAddress, socket };
  socket.destroy();
  const attempt: ConnectAttempt = isCutOff ? { outcome: 'cut-off', code: null, tookMs } : { outcome: connectOutcomeOf(code), code, tookMs };
  return { attempt, sourceAddress, socket: null };
}

/** The same, closed at once. */
export async function tryConnection(target: Target, limitMs: number, signal: AbortSignal): Promise<ConnectAttempt> {
  const { attempt, socket } = await openConnection(target, limitMs, signal);
  socket?.destroy();
  return attempt;
}
