// The path matrix as a table: each network with its endpoints, and for each the first layer that failed, in words.
import { valueOf } from '../../facts/observed.js';
import type { PathCell } from '../../facts/paths.js';
import type { Report } from '../report.js';
import { networks, networkTitles, placeOf, statusOf, wordsFor } from '../ways.js';
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

function section(network: (typeof networks)[number], cells: readonly PathCell[], page: Page): Lines {
  const own = cells.filter(({ endpoint }) => endpoint.network === network);
  const walked = own.filter(({ skipped }) => skipped === null);
  const reasons = [...new Set(own.flatMap(({ skipped }) => skipped ?? []))];
  if (own.length === 0) return [];
  return [
    ...wrapped(page, marginWidth, `${networkTitles[network]}${placeOf(walked)}`),
    ...walked.flatMap((cell) => row(cell, page)),
    ...reasons.flatMap((reason) => indented(page, `not tried: ${reason}`)),
  ];
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
