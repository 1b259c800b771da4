// Every check, grouped by the symptom that it explains; each opens to its evidence.
import type { CheckResult, SymptomResult } from '../../diagnosis/diagnosis.js';
import { formatQuantity } from '../../diagnosis/wording.js';
import type { Report } from '../report.js';
import { groupedBy } from '../text/grouped-by.js';
import { html, type Markup } from './markup.js';
import { evidenceTable, pill, section, sign, statusWords, toCheck } from './pieces.js';

const statuses = ['critical', 'warning', 'unknown', 'ok', 'not-applicable'] as const;

export const checks = ({ checks: all, symptoms }: Report): Markup => {
  const groups = groupedBy(all, ({ symptoms: own }) => own[0] ?? '').map((group) => symptomGroup(group, symptoms));
  const none = html`<p id="no-match" class="card quiet" hidden>No check matches.</p>`;
  return section('checks', 'All checks', [filter(all), groups, none]);
};

/** Only shown where scripts run. */
function filter(all: readonly CheckResult[]): Markup {
  const boxes = statuses.map((status) => {
    const count = all.filter((check) => check.status === status).length;
    return count === 0
      ? null
      : html`<label><input type="checkbox" name="status" value="${status}" checked> ${statusWords[status]} (${count})</label>`;
  });
  return html`<div class="filter needs-script" hidden role="search" aria-label="Filter the checks">
<label class="search">Find <input type="search" id="filter" autocomplete="off" placeholder="words, ids, paths"></label>
<fieldset><legend>Show</legend>${boxes}</fieldset>
<p role="status" id="filter-count" class="quiet"></p></div>
`;
}

function symptomGroup(group: readonly CheckResult[], symptoms: readonly SymptomResult[]): Markup {
  const id = group[0]?.symptoms[0];
  const title = symptoms.find((symptom) => symptom.id === id)?.title ?? 'Other checks';
  const counts = statuses.flatMap((status) => {
    const count = group.filter((check) => check.status === status).length;
    return count === 0 ? [] : `${count} ${statusWords[status]}`;
  });
  return html`<details class="card group" open><summary><h3>${title}</h3> <span class="quiet">${counts.join(', ')}</span></summary>
${group.map(checkItem)}</details>
`;
}

function checkItem({ id, title, status, sentence, evidence, causedBy, tookMs, waived, stack }: CheckResult): Markup {
  const more = [
    waived === true ? html`<p>Waived: it does not count. See <a href="#waivers">Waivers</a>.</p>` : null,
    causedBy === null ? null : html`<p>Follows from ${toCheck(causedBy, causedBy)}.</p>`,
    evidence.length === 0 ? html`<p class="quiet">No measured value.</p>` : evidenceTable(evidence, `Evidence of ${title}`),
    html`<p class="quiet">Gathering what it needs took ${formatQuantity(tookMs, 'milliseconds')}.</p>`,
    stack === undefined
      ? null
      : html`<pre tabindex="0">${stack.split('\n').map(
          (line) => html`${line}
`,
        )}</pre>`,
  ];
  return html`<details class="check" id="check-${id}" data-status="${status}"><summary>${sign(status)}
<span class="title">${title} <code>${id}</code> ${pill(status)}<span class="sentence">${sentence}</span></span></summary>${more}</details>
`;
}
