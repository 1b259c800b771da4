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

/** A wide table scrolls by itself, by keyboard, too. The first cell of a row is its heading. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  const body = rows.map(([first = '', ...others]) => html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>`);
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${body}</tbody></table></div>`;
}

export const pairs = (rows: readonly (readonly [string, Part])[]): Markup =>
  html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** A command whose characters had to be escaped would be a trap for whoever copies it. */
export const command = (text: string): Markup =>
  html`<div class="command"><pre tabindex="0"><code>${text}</code></pre>${printable(text) === text ? copyButton('Copy', text) : null}</div>`;

export const copyButton = (label: string, text: string): Markup =>
  html`<button type="button" class="needs-script" hidden data-copy="${text}" aria-label="${label}: ${text}">${label}</button>`;

export function evidenceTable(evidence: readonly Evidence[], caption: string): Markup {
  const rows = groupedBy(evidence, ({ subject }) => subject).flatMap((group) =>
    group.map((item, index) => [index === 0 ? html`<code>${item.subject}</code>` : html`<span class="again">${item.subject}</span>`, item.name, html`<span class="value">${formatValue(item)}</span>`, item.source]),
  );
  return table(caption, ['About', 'What', 'Value', 'Read from'], rows);
}

/** Only a link that leads to the web is one. */
export const link = (url: string): Markup =>
  /^https?:\/\/[^\s]+$/.test(url) && printable(url) === url ? html`<a href="${url}" rel="noreferrer">${url}</a>` : html`<code>${url}</code>`;

/** To a check of this page. */
export const toCheck = (id: string, words: string): Markup => html`<a href="#check-${id}">${words}</a>`;

/** `2026-11-21T14:32:10.123Z` → `2026-11-21 14:32:10 UTC`; another spelling stands as it is. */
export const fullTime = (iso: string): string => iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC');
