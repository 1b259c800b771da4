// What several sections of the page are made of: the sign of a status, tables, commands to copy, evidence.
import type { Evidence, Status } from '../../checks/check.js';
import { formatValue } from '../../diagnosis/wording.js';
import { printable } from '../../facts/storage/printable.js';
import { groupedBy } from '../text/grouped-by.js';
import { html, type Markup, type Part } from './markup.js';

/** Colour only repeats what the sign and a word beside it say. */
export const sign = (status: Status): Markup => html`<span class="sign ${status}" aria-hidden="true">${signs[status]}</span>`;

const signs: Readonly<Record<Status, string>> = { critical: '✗', warning: '!', unknown: '?', ok: '✓', 'not-applicable': '–' };

export const pill = (status: Status, words: string = statusWords[status]): Markup => html`<span class="pill ${status}">${words}</span>`;

export const statusWords: Readonly<Record<Status, string>> = {
  critical: 'critical',
  warning: 'warning',
  unknown: 'could not look',
  ok: 'ok',
  'not-applicable': 'does not apply',
};

export const section = (id: string, title: string, content: Part): Markup =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>
`;

/** The first cell of a row is its heading. */
export const table = (caption: string, columns: readonly string[], rows: readonly (readonly Part[])[]): Markup =>
  framed('plain', caption, columns, html`<tbody>${rows.map(row)}</tbody>`);

const row = ([first = '', ...others]: readonly Part[]): Markup =>
  html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>`;

/** A wide table scrolls by itself, by keyboard, too. */
const framed = (style: 'plain' | 'grouped', caption: string, columns: readonly string[], body: Part): Markup =>
  html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table class="${style}"><caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>${body}</table></div>`;

export const pairs = (rows: readonly (readonly [string, Part])[]): Markup =>
  html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** A command whose characters had to be escaped would be a trap for whoever copies it. */
export const command = (text: string): Markup =>
  html`<div class="command"><pre tabindex="0"><code>${text}</code></pre>
${printable(text) === text ? copyButton('Copy', text) : null}</div>`;

export const copyButton = (label: string, text: string): Markup =>
  html`<button type="button" class="needs-script" hidden data-copy="${text}" aria-label="${label}: ${text}">${label}</button>`;

/** Few elements a value: a report may hold thousands. */
export function evidenceTable(evidence: readonly Evidence[], caption: string): Markup {
  const bodies = groupedBy(evidence, ({ subject }) => subject).map(
    (
      group,
    ) => html`<tbody><tr><th scope="rowgroup" colspan="3"><code>${group[0]?.subject ?? ''}</code></th></tr>${group.map(evidenceRow)}</tbody>
`,
  );
  return framed('grouped', caption, ['What', 'Value', 'Read from'], bodies);
}

const evidenceRow = (item: Evidence): Markup =>
  html`<tr><th scope="row">${item.name}</th><td class="value">${formatValue(item)}</td><td>${item.source}</td></tr>`;

/** Only a link that leads to the web is one. */
export const link = (url: string): Markup =>
  /^https?:\/\/[^\s]+$/.test(url) && printable(url) === url
    ? html`<a href="${url}" rel="noreferrer">${url}</a>`
    : html`<code>${url}</code>`;

/** To a check of this page. */
export const toCheck = (id: string, words: string): Markup => html`<a href="#check-${id}">${words}</a>`;

/** `2026-11-21T14:32:10.123Z` → `2026-11-21 14:32:10 UTC`; another spelling stands as it is. */
export const fullTime = (iso: string): string => iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC');
