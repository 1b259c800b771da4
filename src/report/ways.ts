// The path matrix in words: for each way the first layer that failed, and what failed there.
import type { NetworkName } from '../facts/network.js';
import type { Layer, PathCell } from '../facts/paths.js';

export const networks: readonly NetworkName[] = ['servicenet', 'publicnet'];
export const networkTitles: Readonly<Record<NetworkName, string>> = { servicenet: 'ServiceNet', publicnet: 'PublicNet' };

/** ` (eth1 10.176.4.20)` */
export function placeOf(walked: readonly PathCell[]): string {
  const place = walked.find(({ connection }) => (connection?.sourceAddress ?? null) !== null) ?? walked[0];
  const parts = [place?.interfaceName ?? [], place?.connection?.sourceAddress ?? []].flat();
  return parts.length === 0 ? '' : ` (${parts.join(' ')})`;
}

export function statusOf({ failure, endpoint }: PathCell): 'ok' | 'warning' | 'critical' | 'unknown' {
  if (failure === null) return 'ok';
  if (failure.code === 'cut-off') return 'unknown';
  return endpoint.isRequired ? 'critical' : 'warning';
}

export const layerWords: Readonly<Record<Layer, string>> = {
  route: 'route',
  name: 'name',
  tcp: 'TCP',
  tls: 'TLS',
  http: 'HTTP',
  health: 'health',
};

/** `TCP: timed out (ETIMEDOUT)` */
export function wordsFor(cell: PathCell): string {
  const { failure, reply, largeRequest, tookMs } = cell;
  if (failure?.code === 'cut-off') return `${layerWords[failure.layer]}: the run ended first`;
  if (failure !== null) return `${layerWords[failure.layer]}: ${outcomeAt(failure.layer, cell)}`;
  if (largeRequest?.outcome === 'stalled') return 'answers, but large packets vanish';
  return `${reply === null ? 'open' : 'answers'}, ${tookMs} ms`;
}

export function outcomeAt(layer: Layer, { failure, name, connection, handshake }: PathCell): string {
  const code = failure?.code ?? '';
  const outcomes: Readonly<Record<Layer, string | undefined>> = {
    route: codeWords[code] ?? connection?.outcome,
    name: name?.outcome === 'answered' ? undefined : name?.outcome,
    tcp: connection?.outcome,
    tls: codeWords[code] ?? handshake?.outcome,
    http: 'no answer',
    health: undefined,
  };
  const word = outcomes[layer]?.replaceAll('-', ' ');
  if (word === undefined || word === code) return code;
  return code in codeWords ? word : `${word} (${code})`;
}

/** The commonest codes; the others stand as they are. */
const codeWords: Readonly<Record<string, string>> = {
  ENODEV: 'no interface carries it',
  ENETDOWN: 'interface is down',
  ENETUNREACH: 'none leads there',
  EHOSTUNREACH: 'none leads there',
  EACCES: 'prohibited',
  EINVAL: 'black hole',
  CERT_HAS_EXPIRED: 'certificate expired',
  CERT_NOT_YET_VALID: 'certificate not yet valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate of another name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown issuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown issuer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed certificate',
};
