// Asks the health resource of every endpoint whose door opened, over HTTPS from the same source address.
import { keepHarmless } from '../../facts/network/kept-headers.js';
import type { ApiReply, Connection } from '../../facts/network.js';
import { observed, type Observed } from '../../facts/observed.js';
import { maskSecrets } from '../../facts/secrets.js';
import { limits } from '../network/limits.js';
import type { System } from '../platform/system.js';

export async function gatherApiReplies(
  { files }: Pick<System, 'files'>,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<Observed<readonly ApiReply[]>> {
  const asked = connections.flatMap((connection) => {
    const { healthPath } = connection.endpoint;
    return connection.outcome === 'connected' && healthPath !== null ? [askFor(healthPath, connection, files, signal)] : [];
  });
  return observed(await Promise.all(asked));
}

/** One GET through a door that is open. Never rejects. */
export async function askFor(path: string, connection: Connection, files: System['files'], signal: AbortSignal): Promise<ApiReply> {
  const { endpoint, address, sourceAddress } = connection;
  // undici takes 130 ms to load: only a run that asks pays for it.
  const [{ get }, { trustOf }] = await Promise.all([import('./https-client.js'), import('./trust.js')]);
  const { host, port } = endpoint;
  const question = { host, port, path, address: address ?? host, sourceAddress, trust: await trustOf(files) };
  const answer = await get(question, limits.replyMs, signal);
  return {
    endpoint,
    url: `https://${host}${port === 443 ? '' : `:${port}`}${path}`,
    status: answer.status,
    errorCode: answer.errorCode,
    headers: keepHarmless(answer.headers),
    body: maskSecrets(answer.body),
    isBodyTruncated: answer.isBodyTruncated,
    askedAt: new Date(answer.askedAtMs).toISOString(),
    tookMs: answer.tookMs,
  };
}
