// Do large packets arrive where small ones do? A padded request on a fresh connection; where it stalls, requests that grow
// towards the size of one packet find the largest that passes. Any answer counts: what the server thinks of it is no matter.
import type { Endpoint } from '../../facts/network.js';
import type { LargeRequest } from '../../facts/paths.js';
import type { Target } from './connect.js';
import { limits } from './limits.js';
import { openSecure } from './open-secure.js';
import type { Walk } from './walk.js';

/** Fills several packets of 1500 bytes, and every server takes so many headers. */
const largeBytes = 8_192;
/** Beside the padding: the other headers, the TLS record and the TCP and IP headers. */
const overheadBytes = 300;
/** Packets that pass links with PPPoE, tunnels and IPv6's minimum; at most as many as connections to one host. */
const packetBytes = [576, 900, 1_100, 1_280, 1_350, 1_420, 1_460, 1_500] as const;

export async function probeLargeRequest(endpoint: Endpoint, path: string, target: Target, walk: Walk): Promise<LargeRequest> {
  const startedAt = performance.now();
  const large = await sendPadded(endpoint, path, largeBytes, target, walk);
  const sizes = large.outcome === 'stalled' ? await measureSizes(endpoint, path, target, walk) : null;
  return {
    requestBytes: largeBytes,
    ...large,
    largestPassedBytes: sizes?.largestPassedBytes ?? null,
    smallestStalledBytes: sizes?.smallestStalledBytes ?? null,
    tookMs: Math.round(performance.now() - startedAt),
  };
}

type Sent = Pick<LargeRequest, 'outcome' | 'code'>;

async function sendPadded(endpoint: Endpoint, path: string, paddingBytes: number, target: Target, walk: Walk): Promise<Sent> {
  const { host, port } = endpoint;
  const { socket, outcome, code } = await openSecure(target, host, walk.stores[0].context, walk);
  if (socket === null) return { outcome: outcome === 'cut-off' ? 'cut-off' : 'failed', code };
  const { get } = await import('./https-client.js');
  const answer = await get(socket, { host, port, path, paddingBytes }, limits.largeRequestMs, walk.signal);
  if (answer.status !== null) return { outcome: 'answered', code: null };
  if (answer.errorCode !== 'ETIMEDOUT') return { outcome: 'failed', code: answer.errorCode };
  return { outcome: walk.signal.aborted ? 'cut-off' : 'stalled', code: answer.errorCode };
}

async function measureSizes(endpoint: Endpoint, path: string, target: Target, walk: Walk): Promise<Pick<LargeRequest, 'largestPassedBytes' | 'smallestStalledBytes'>> {
  const sent = await Promise.all(
    packetBytes.map(async (bytes) => ({ bytes, ...(await sendPadded(endpoint, path, bytes - overheadBytes, target, walk)) })),
  );
  const sizesOf = (wanted: Sent['outcome']): readonly number[] => sent.flatMap(({ bytes, outcome }) => (outcome === wanted ? [bytes] : []));
  return { largestPassedBytes: sizesOf('answered').at(-1) ?? null, smallestStalledBytes: sizesOf('stalled')[0] ?? null };
}
