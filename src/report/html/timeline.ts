// The agent's log over time: a picture of what it wrote, and the same as tables.
import { formatQuantity } from '../../diagnosis/wording.js';
import type { LogEvent, LogFacts, LogFile, LogGroup } from '../../facts/log.js';
import type { Report } from '../report.js';
import { html, type Markup } from './markup.js';
import { notSeen } from './not-seen.js';
import { fullTime, section, table } from './pieces.js';
import { timelinePicture } from './timeline-picture.js';

/** More would make the page slow, and nobody reads them; the JSON holds all. */
const maxRows = 300;

export const timeline = ({ facts: { log } }: Report): Markup =>
  section('log', 'Log of the agent', log.state === 'observed' ? html`<div class="card">${content(log.value)}</div>` : notSeen(log));

function content(log: LogFacts): Markup {
  const groups = log.groups.slice(0, maxRows).map(groupRow);
  const events = log.events.slice(0, maxRows).map(eventRow);
  return html`${extent(log)}${timelinePicture(log)}
${table(`Messages, the newest first${capped(log.groups)}`, ['Level', 'Message', 'Times', 'First', 'Last', 'Named'], groups)}
<details><summary>What happened when</summary>
${table(`Events, oldest first${capped(log.events)}`, ['Time', 'Event', 'Writer', 'Backup'], events)}</details>`;
}

const capped = (items: readonly unknown[]): string => (items.length > maxRows ? `: ${maxRows} of ${items.length}` : '');

function extent({ files, readBackTo, lastLineAt, lineCount, unparsedLineCount, stoppedBy, silences }: LogFacts): Markup {
  const span =
    readBackTo === null || lastLineAt === null ? 'no line has a time' : `from ${fullTime(readBackTo)} to ${fullTime(lastLineAt)}`;
  const odd = unparsedLineCount === 0 ? '' : `, ${formatQuantity(unparsedLineCount, 'count')} of no known form`;
  return html`<p>${formatQuantity(lineCount, 'count')} lines read${odd}, ${span}; ended by ${stops[stoppedBy]}.</p>
<ul class="quiet">${files.map(fileItem)}</ul>
${silences.slice(0, 10).map(({ from, to }) => html`<p class="quiet">Nothing was written from ${fullTime(from)} to ${fullTime(to)}.</p>`)}`;
}

const fileItem = ({ path, readBytes, sizeBytes }: LogFile): Markup =>
  html`<li><code>${path}</code>: ${formatQuantity(readBytes, 'bytes')} of ${formatQuantity(sizeBytes, 'bytes')}</li>`;

const stops: Readonly<Record<LogFacts['stoppedBy'], string>> = {
  beginning: 'the beginning of the log',
  window: 'the end of the window',
  size: 'the limit of size',
  time: 'the limit of time',
  unreadable: 'what could not be read',
};

const groupRow = ({
  level,
  message,
  lineCount,
  firstAt,
  lastAt,
  agentErrorCode,
  curlCode,
  httpStatus,
  host,
  path,
  isRightAfterStart,
}: LogGroup) =>
  [
    html`<strong class="${level === 'WARN' ? 'warning' : ['FATAL', 'ERROR'].includes(level) ? 'critical' : 'quiet'}">${level}</strong>`,
    html`<code>${message}</code>${isRightAfterStart ? html`<span class="quiet">right after a start</span>` : null}`,
    formatQuantity(lineCount, 'count'),
    fullTime(firstAt),
    fullTime(lastAt),
    [
      agentErrorCode === null ? [] : `code ${agentErrorCode}`,
      curlCode === null ? [] : `curl ${curlCode}`,
      httpStatus === null ? [] : `HTTP ${httpStatus}`,
      host ?? [],
      path ?? [],
    ]
      .flat()
      .join(', '),
  ] as const;

const eventRow = ({ at, kind, writer, backupId }: LogEvent) => [fullTime(at), eventWords[kind], writer, backupId ?? ''] as const;

const eventWords: Readonly<Record<LogEvent['kind'], string>> = {
  start: 'started',
  stop: 'stopped',
  'backup-failed': 'backup failed',
  'backup-not-started': 'backup did not start',
  'backup-named': 'backup named',
  'agent-brought-down': 'updater brought the agent down',
  'agent-brought-up': 'updater brought the agent up',
  'agent-upgraded': 'updater installed another agent',
};
