// The first layer at which a way failed: it speaks for the cell, whatever came after it.
import type { ApiReply, ConnectOutcome } from '../network.js';
import { isEndless, isForeignPage, isUnfinished } from './health-answer.js';
import type { Handshake, PathCell, PathFailure } from '../paths.js';

type Walked = Pick<PathCell, 'interfaceName' | 'route' | 'name' | 'connection' | 'handshake' | 'reply'>;

/**
 * null where every layer that was reached passed.
 * @param deadEnd why nothing can leave through the way's network, null where something can
 */
export function firstFailure(way: Walked, deadEnd: string | null): PathFailure | null {
  if (deadEnd !== null && !hasLeft(way, deadEnd)) return { layer: 'route', code: deadEnd };
  return misleadingName(way) ?? failedConnection(way) ?? failedHandshake(way.handshake) ?? failedAnswer(way.reply);
}

/** An answer came back, or the kernel found a way of its own through the right interface. */
function hasLeft({ interfaceName, route, connection }: Walked, deadEnd: string): boolean {
  if (connection === null) return false;
  if (connection.outcome === 'connected' || connection.outcome === 'refused') return true;
  return deadEnd !== 'ENETDOWN' && interfaceName !== null && route?.kind === 'unicast' && route.interfaceName === interfaceName;
}

/** A name that leads astray is only proven wrong where what answers there is not the service. */
function misleadingName({ name, connection, handshake }: Walked): PathFailure | null {
  if (name === null || connection === null) return { layer: 'name', code: name?.code ?? name?.outcome ?? 'cut-off' };
  if (handshake?.outcome === 'trusted') return null;
  if (name.outcome === 'wrong-answer') return { layer: 'name', code: 'wrong-answer' };
  const isContradicted = name.otherAddresses.length > 0;
  const isElsewhere = unanswered.has(connection.outcome) || (handshake !== null && handshake.certificate !== null);
  return isContradicted && isElsewhere ? { layer: 'name', code: 'wrong-override' } : null;
}

/** What this host forbids itself says nothing of the address. */
const unanswered: ReadonlySet<ConnectOutcome> = new Set(['timed-out', 'refused', 'no-route', 'failed']);

/** What never left through the right interface failed on this host's own routes, not on the way. */
function failedConnection({ interfaceName, route, connection }: Walked): PathFailure | null {
  if (connection === null || connection.outcome === 'connected') return null;
  const code = connection.code ?? connection.outcome;
  const isRouted = route?.kind === 'unicast' && (interfaceName === null || route.interfaceName === interfaceName);
  return { layer: isRouted || connection.outcome === 'cut-off' ? 'tcp' : 'route', code };
}

function failedHandshake(handshake: Handshake | null): PathFailure | null {
  if (handshake === null || handshake.outcome === 'trusted') return null;
  return { layer: 'tls', code: handshake.code ?? handshake.outcome };
}

function failedAnswer(reply: ApiReply | null): PathFailure | null {
  if (reply === null) return null;
  if (reply.status === null) return { layer: 'http', code: reply.errorCode ?? 'no answer' };
  if (reply.status < 200 || reply.status >= 300) return { layer: 'health', code: `HTTP ${reply.status}` };
  if (isUnfinished(reply)) return { layer: 'http', code: reply.errorCode ?? 'no end' };
  return isForeignPage(reply) || isEndless(reply) ? { layer: 'health', code: 'no health answer' } : null;
}
