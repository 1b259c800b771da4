// The volumes that the agent writes to: a bar each with the numbers beside it, and how their free space went.
import { formatQuantity } from '../../diagnosis/wording.js';
import { valueOf } from '../../facts/observed.js';
import type { Space, Volume, VolumeFacts } from '../../facts/volumes.js';
import type { Report } from '../report.js';
import { diskTrend } from './disk-trend.js';
import { html, type Markup, type Part } from './markup.js';
import { notSeen } from './not-seen.js';
import { section, table } from './pieces.js';

const columns = ['Folder', 'Use', 'Free', 'Size', 'Files that fit', 'Mounted', 'For user'];

export function disks(report: Report): Markup {
  const { volumes } = report.facts;
  return section('disks', 'Disks', html`${volumes.state === 'observed' ? card(volumes.value) : notSeen(volumes)}${diskTrend(report)}`);
}

const card = ({ volumes }: VolumeFacts): Markup =>
  html`<div class="card">${table('Volumes of the agent', columns, volumes.map(row))}</div>`;

function row({ folder, space, mount, forUser }: Volume): readonly Part[] {
  const seen = valueOf(space);
  const place = html`<code>${folder.path}</code><span class="quiet">${folder.role}</span>`;
  const access = mount.isReadOnly === true ? ', read-only' : '';
  const mounted = html`<code>${mount.mountPoint}</code><span class="quiet">${mount.fsType}${access}</span>`;
  if (seen === null) return [place, '–', 'not measured', '–', '–', mounted, forUser];
  const files = seen.freeInodeCount === null ? 'not counted' : formatQuantity(seen.freeInodeCount, 'count');
  return [place, bar(seen), formatQuantity(seen.freeBytes, 'bytes'), formatQuantity(seen.totalBytes, 'bytes'), files, mounted, forUser];
}

const barWidth = 120;

/** The column beside it holds the numbers, so readers of the screen miss nothing. */
function bar({ freeBytes, totalBytes }: Space): Markup {
  const share = totalBytes > 0 ? Math.min(1, Math.max(0, 1 - freeBytes / totalBytes)) : 0;
  return html`<svg class="bar" viewBox="0 0 ${barWidth} 12" width="${barWidth}" height="12" aria-hidden="true">
<rect class="whole" width="${barWidth}" height="12" rx="3"/><rect class="used" width="${Math.round(share * barWidth)}" height="12" rx="3"/></svg>
<span class="quiet">${Math.round(share * 100)} % used</span>`;
}
