// The path matrix as tables: each way to an endpoint, layer by layer, up to the one that failed.
import type { NetworkName } from '../../facts/network.js';
import { layers, type Layer, type PathCell } from '../../facts/paths.js';
import type { Report } from '../report.js';
import { layerWords, networks, networkTitles, placeOf, statusOf, wordsFor } from '../ways.js';
import { notSeen } from './not-seen.js';
import { html, type Markup, type Part } from './markup.js';
import { section, sign, table } from './pieces.js';

export const network = ({ facts: { paths } }: Report): Markup =>
  section('network', 'Network', paths.state === 'observed' ? networks.map((name) => matrix(name, paths.value)) : notSeen(paths));

const columns = ['Endpoint', 'Result', ...layers.map((layer) => layerWords[layer])];

function matrix(name: NetworkName, cells: readonly PathCell[]): Markup | null {
  const own = cells.filter(({ endpoint }) => endpoint.network === name);
  const walked = own.filter(({ skipped }) => skipped === null);
  if (own.length === 0) return null;
  const caption = `Ways over ${networkTitles[name]}${placeOf(walked)}`;
  const ways = walked.length === 0 ? html`<h3>${networkTitles[name]}</h3>` : table(caption, columns, walked.map(row));
  return html`<div class="card">${ways}${notTried(own)}</div>
`;
}

function notTried(cells: readonly PathCell[]): Markup {
  const reasons = [...new Set(cells.flatMap(({ skipped }) => skipped ?? []))];
  return html`${reasons.map((reason) => {
    const hosts = cells
      .filter(({ skipped }) => skipped === reason)
      .map(({ endpoint, family }) => `${endpoint.host}${family === 6 ? ' (IPv6)' : ''}`);
    return html`<p class="quiet">Not tried, since ${reason}: ${hosts.join(', ')}</p>`;
  })}`;
}

function row(cell: PathCell): readonly Part[] {
  const { endpoint, family } = cell;
  const status = statusOf(cell);
  const purpose = `${endpoint.name}${endpoint.isRequired ? '' : ', not required'}`;
  const place = html`<code>${endpoint.host}</code>${family === 6 ? ' IPv6' : ''}<span class="quiet">${purpose}</span>`;
  return [place, html`<span class="result">${sign(status)} ${wordsFor(cell)}</span>`, ...layers.map((layer) => layerCell(layer, cell))];
}

/** In words, for each layer: passed with what was measured, failed with its code, or not reached. */
function layerCell(layer: Layer, cell: PathCell): Markup {
  const { failure } = cell;
  const failedAt = failure === null ? layers.length : layers.indexOf(failure.layer);
  const place = layers.indexOf(layer);
  if (place > failedAt) return html`<span class="quiet">not reached</span>`;
  if (place === failedAt) return html`<span class="${statusOf(cell)}">failed<span class="detail">${failure?.code ?? ''}</span></span>`;
  const measured = measuredAt(layer, cell);
  return measured === null ? html`<span class="quiet">not asked</span>` : html`<span>ok<span class="detail">${measured}</span></span>`;
}

/** null where the layer was not passed either: this endpoint has no such thing. */
function measuredAt(layer: Layer, { route, name, connection, handshake, reply, endpoint }: PathCell): string | null {
  switch (layer) {
    case 'route':
      return route === null ? '' : [route.interfaceName ?? [], route.gateway === null ? [] : `via ${route.gateway}`].flat().join(' ');
    case 'name':
      return name === null ? '' : name.addresses.slice(0, 3).join(', ');
    case 'tcp':
      return connection === null ? '' : `${connection.tookMs} ms`;
    case 'tls':
      return handshake === null ? null : `${handshake.protocol ?? ''} ${handshake.tookMs} ms`.trim();
    case 'http':
      return reply === null ? null : `${reply.status ?? ''} in ${reply.tookMs} ms`;
    case 'health':
      return reply === null || endpoint.healthPath === null ? null : endpoint.healthPath;
  }
}
