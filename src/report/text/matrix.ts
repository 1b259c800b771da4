// The path matrix as a table: each network with its endpoints, and for each the first layer that failed, in words.
import { valueOf } from '../../facts/observed.js';
import type { Layer, PathCell } from '../../facts/paths.js';
import type { NetworkName } from '../../facts/network.js';
import type { Report } from '../report.js';
import { hang, marginWidth, wrapped, type Lines, type Page } from './page.js';
import { columnsOf, cutMiddle } from './wrap.js';

/** The checks that judge a layer of it. */
const judges: ReadonlySet<string> = new Set([
  ...['isolated-network', 'servicenet-unreachable', 'publicnet-unreachable', 'dns-failure', 'tls-failure', 'path-mtu'],
  ...['cloud-files-unreachable', 'cloud-backup-unreachable', 'api-fault'],
]);

/** Empty where nobody walked; under the first cause that it shows, once. */
export function matrixUnder(checkId: string, { causes, facts }: Pick<Report, 'causes' | 'facts'>, page: Page): Lines {
  const isFirst = causes.find((cause) => judges.has(cause.checkId))?.checkId === checkId;
  const cells = valueOf(facts.paths) ?? [];
  return isFirst ? networks.flatMap((network) => section(network, cells, page)) : [];
}

const networks: readonly NetworkName[] = ['servicenet', 'publicnet'];
const titles: Readonly<Record<NetworkName, string>> = { servicenet: 'ServiceNet', publicnet: 'PublicNet' };

function section(network: NetworkName, cells: readonly PathCell[], page: Page): Lines {
  const own = cells.filter(({ endpoint }) => endpoint.network === network);
  const walked = own.filter(({ skipped }) => skipped === null);
  const reasons = [...new Set(own.flatMap(({ skipped }) => skipped ?? []))];
  if (own.length === 0) return [];
  return [
    ...wrapped(page, marginWidth, `${titles[network]}${placeOf(walked)}`),
    ...walked.flatMap((cell) => row(cell, page)),
    ...reasons.flatMap((reason) => indented(page, `not tried: ${reason}`)),
  ];
}

/** ` (eth1 10.176.4.20)` */
function placeOf(walked: readonly PathCell[]): string {
  const place = walked.find(({ connection }) => (connection?.sourceAddress ?? null) !== null) ?? walked[0];
  const parts = [place?.interfaceName ?? [], place?.connection?.sourceAddress ?? []].flat();
  return parts.length === 0 ? '' : ` (${parts.join(' ')})`;
}

/** As long as the longest name of a published endpoint. */
const hostColumns = 35;

function row(cell: PathCell, page: Page): Lines {
  const host = cutMiddle(page.clean(`${cell.endpoint.host}${cell.family === 6 ? ' (IPv6)' : ''}`), hostColumns, page.signs.ellipsis);
  const gap = ' '.repeat(Math.max(1, hostColumns + 1 - columnsOf(host)));
  const status = statusOf(cell);
  const first = `  ${host}${gap}${page.paint(status, page.signs.status[status])} `;
  const indent = hostColumns + 5;
  return hang(first, ' '.repeat(indent), wrapped(page, marginWidth + indent, wordsFor(cell)));
}

const indented = (page: Page, text: string): Lines => hang('  ', '  ', wrapped(page, marginWidth + 2, text));

function statusOf({ failure, endpoint }: PathCell): 'ok' | 'warning' | 'critical' | 'unknown' {
  if (failure === null) return 'ok';
  if (failure.code === 'cut-off') return 'unknown';
  return endpoint.isRequired ? 'critical' : 'warning';
}

const layerWords: Readonly<Record<Layer, string>> = { route: 'route', name: 'name', tcp: 'TCP', tls: 'TLS', http: 'HTTP', health: 'health' };

/** `TCP: timed out (ETIMEDOUT)` */
function wordsFor(cell: PathCell): string {
  const { failure, reply, largeRequest, tookMs } = cell;
  if (failure?.code === 'cut-off') return `${layerWords[failure.layer]}: the run ended first`;
  if (failure !== null) return `${layerWords[failure.layer]}: ${outcomeAt(failure.layer, cell)}`;
  if (largeRequest?.outcome === 'stalled') return 'answers, but large packets vanish';
  return `${reply === null ? 'open' : 'answers'}, ${tookMs} ms`;
}

function outcomeAt(layer: Layer, { failure, name, connection, handshake }: PathCell): string {
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
