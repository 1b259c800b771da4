// A fresh connection with its TLS handshake, for what must not ride on the first one.
import type { SecureContext } from 'node:tls';
import type { ConnectionSlots } from './connection-slots.js';
import { openConnection, type Target } from './connect.js';
import { handshake, type HandshakeStep } from './handshake.js';
import { limits } from './limits.js';

/** Never rejects. The caller closes the socket. */
export async function openSecure(
  target: Target,
  host: string,
  trust: SecureContext,
  { slots, signal }: { readonly slots: ConnectionSlots; readonly signal: AbortSignal },
): Promise<HandshakeStep> {
  const { attempt, socket } = await slots.hold({ host, address: target.address }, () => openConnection(target, limits.connectMs, signal));
  if (socket !== null) return handshake(socket, host, trust, signal);
  const outcome = attempt.outcome === 'timed-out' ? 'stalled' : attempt.outcome === 'cut-off' ? 'cut-off' : 'refused';
  return { outcome, code: attempt.code, protocol: null, certificate: null, tookMs: attempt.tookMs, socket: null, sentBytes: () => 0 };
}
