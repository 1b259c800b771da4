// Do large packets arrive where small ones do? A padded request on a fresh connection; where it stalls, requests that grow
// towards the size of one packet find the largest that passes. Any answer counts: what the server thinks of it is no matter.
import type { Endpoint } from '../../facts/network.js';
import type { LargeRequest } from '../../facts/paths.js';
import type { Target } from './connect.js';
import { parseIp } from '../../facts/network/ip-address.js';
import { limits } from './limits.js';
import { openSecure } from './open-secure.js';
import type { Walk } from './walk.js';

/** Fills several packets of 1500 bytes, and every server takes so many headers. */
const largeBytes = 8_192;
/** Packets that links with PPPoE, tunnels and IPv6's minimum let pass; as many as connections to one host. */
const packetBytes = [576, 1_000, 1_200, 1_280, 1_360, 1_420, 1_460, 1_500] as const;
/** IPv4 or IPv6 and TCP with its time stamps. */
const headerBytes = { 4: 52, 6: 72 } as const;

export async function probeLargeRequest(endpoint: Endpoint, path: string, target: Target, walk: Walk): Promise<LargeRequest> {
  const startedAt = performance.now();
  const { paddedBytes } = await import('./https-client.js');
  const { outcome, code, bytes } = await sendPadded(endpoint, path, largeBytes, target, walk);
  // The request itself, the end of the handshake, TLS, TCP and IP, and the name of one padding header.
  const aroundBytes = bytes - paddedBytes(largeBytes) + paddedBytes(1) - 1;
  const sizes = outcome === 'stalled' ? await measureSizes(endpoint, path, aroundBytes, target, walk) : null;
  return {
    requestBytes: largeBytes,
    outcome,
    code,
    largestPassedBytes: sizes?.largestPassedBytes ?? null,
    smallestStalledBytes: sizes?.smallestStalledBytes ?? null,
    tookMs: Math.round(performance.now() - startedAt),
  };
}

interface Sent extends Pick<LargeRequest, 'outcome' | 'code'> {
  /** Of the packet, where the request fitted into one. */
  readonly bytes: number;
}

async function sendPadded(endpoint: Endpoint, path: string, paddingBytes: number, target: Target, walk: Walk): Promise<Sent> {
  const { host, port } = endpoint;
  const { socket, outcome, code, sentBytes } = await openSecure(target, host, walk.stores[0].context, walk);
  if (socket === null) return { outcome: outcome === 'cut-off' ? 'cut-off' : 'failed', code, bytes: 0 };
  const shakenBytes = sentBytes();
  const { ask } = await import('./https-client.js');
  const answer = await ask(socket, { host, port, path, paddingBytes }, limits.largeRequestMs, walk.signal);
  const bytes = sentBytes() - shakenBytes + headerBytes[parseIp(target.address)?.family ?? 4];
  if (answer.status !== null) return { outcome: 'answered', code: null, bytes };
  if (answer.errorCode !== 'ETIMEDOUT') return { outcome: 'failed', code: answer.errorCode, bytes };
  return { outcome: walk.signal.aborted ? 'cut-off' : 'stalled', code: answer.errorCode, bytes };
}

async function measureSizes(
  endpoint: Endpoint,
  path: string,
  aroundBytes: number,
  target: Target,
  walk: Walk,
): Promise<Pick<LargeRequest, 'largestPassedBytes' | 'smallestStalledBytes'>> {
  const sent = await Promise.all(packetBytes.map((size) => sendPadded(endpoint, path, size - aroundBytes, target, walk)));
  const sizesOf = (wanted: Sent['outcome']): readonly number[] => sent.flatMap(({ bytes, outcome }) => (outcome === wanted ? [bytes] : []));
  return { largestPassedBytes: sizesOf('answered').at(-1) ?? null, smallestStalledBytes: sizesOf('stalled')[0] ?? null };
}
