// A fresh connection with its TLS handshake, for what must not ride on the first one.
import type { SecureContext } from 'node:tls';
import { openConnection, type Target } from './connect.js';
import type { Doors } from './doors.js';
import { handshake, type HandshakeStep } from './handshake.js';
import { limits } from './limits.js';

/** Never rejects. The caller closes the socket. */
export async function openSecure(
  target: Target,
  host: string,
  trust: SecureContext,
  { doors, signal }: { readonly doors: Doors; readonly signal: AbortSignal },
): Promise<HandshakeStep> {
  const { attempt, socket } = await doors.through(target.address, () => openConnection(target, limits.connectMs, signal));
  if (socket !== null) return handshake(socket, host, trust, signal);
  const outcome = attempt.outcome === 'timed-out' ? 'stalled' : attempt.outcome === 'cut-off' ? 'cut-off' : 'refused';
  return { outcome, code: attempt.code, protocol: null, certificate: null, tookMs: attempt.tookMs, socket: null, sentBytes: () => 0 };
}
