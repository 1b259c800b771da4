// One GET over a connection that is open: the answer as it is recorded, without what may be secret.
import type { TLSSocket } from 'node:tls';
import { maskSecrets } from '../../facts/secrets.js';
import { isForeignPage } from '../../facts/network/health-answer.js';
import { keepHarmless } from '../../facts/network/kept-headers.js';
import { keepPage } from '../../facts/network/kept-page.js';
import type { ApiReply, Endpoint } from '../../facts/network.js';
import { limits } from './limits.js';

/** Never rejects. Closes the socket. */
export async function askOver(socket: TLSSocket, endpoint: Endpoint, path: string, signal: AbortSignal): Promise<ApiReply> {
  // undici takes 130 ms to load: only a run that asks pays for it.
  const { ask } = await import('./https-client.js');
  const { host, port } = endpoint;
  const answer = await ask(socket, { host, port, path }, limits.replyMs, signal);
  const reply: ApiReply = {
    endpoint,
    url: `https://${host}${port === 443 ? '' : `:${port}`}${path}`,
    status: answer.status,
    // The end of the run proves no silence.
    errorCode: answer.errorCode !== null && signal.aborted ? 'cut-off' : answer.errorCode,
    headers: keepHarmless(answer.headers),
    body: maskSecrets(answer.body),
    isBodyTruncated: answer.isBodyTruncated,
    askedAt: new Date(answer.askedAtMs).toISOString(),
    tookMs: answer.tookMs,
  };
  return isForeignPage(reply) ? withoutMostOf(reply) : reply;
}

function withoutMostOf(reply: ApiReply): ApiReply {
  const body = keepPage(reply.body);
  return body === reply.body ? reply : { ...reply, body, isBodyTruncated: true };
}
