// One card a cause: what is wrong, what to do and how to verify it, what follows from it, and the measured values behind it.
import type { Cause, CheckResult } from '../../diagnosis/diagnosis.js';
import { printable } from '../../facts/storage/printable.js';
import { countOf, verificationParts } from '../shared-words.js';
import type { Report } from '../report.js';
import { html, type Markup } from './markup.js';
import { command, copyButton, evidenceTable, link, pill, section, toCheck } from './pieces.js';

export function causes({ causes: found, checks, symptoms }: Report): Markup {
  const titles = new Map<string, string>(symptoms.map(({ id, title }) => [id, title]));
  if (found.length === 0) return section('causes', 'Causes', html`<p class="card">No cause of trouble was found.</p>`);
  return section(
    'causes',
    found.length === 1 ? 'The cause' : `${found.length} causes, the gravest first`,
    found.map((cause) => card(cause, checks, titles)),
  );
}

function card(cause: Cause, checks: readonly CheckResult[], symptomTitles: ReadonlyMap<string, string>): Markup {
  const { rank, checkId, title, status, confidence, sentence, symptoms, solution, docs, evidence } = cause;
  const gravity = confidence === 'certain' ? status : `${status}, ${confidence}`;
  return html`<article class="card cause ${status}" id="cause-${checkId}" aria-labelledby="cause-${checkId}-title">
<h3 id="cause-${checkId}-title"><span class="rank">${rank}</span> ${title} ${pill(status, gravity)}</h3>
<p class="sentence">${sentence}</p>
<p class="quiet">${symptoms.map((id) => symptomTitles.get(id) ?? id).join(' · ')}</p>
${solution.length === 0 ? null : html`<h4>What to do</h4><ol class="steps">${solution.map(step)}</ol>`}
${consequences(checks.filter(({ id }) => cause.consequences.includes(id)))}
<details><summary>Evidence: ${countOf(evidence.length, 'measured value')}</summary>
${evidenceTable(evidence, `Evidence of ${title}`)}</details>
<p class="quiet">More: <code>backup-doctor explain ${checkId}</code>${docs === null ? null : html` · ${link(docs)}`}
 · ${toCheck(checkId, 'the check')}</p>
</article>
`;
}

const step = ({ text, command: toRun, os, verify }: Cause['solution'][number]): Markup => html`<li><p>${text}</p>
${os === 'windows' && toRun !== undefined ? html`<p class="quiet">PowerShell</p>` : null}${toRun === undefined ? null : command(toRun)}
${verify === undefined ? null : html`<p class="verify"><span class="label">To verify</span> ${verificationParts(verify).map(wayToVerify)}</p>`}</li>`;

const wayToVerify = (part: string): Markup =>
  part.startsWith('backup-doctor ')
    ? html`<span class="inline-command"><code>${part}</code> ${printable(part) === part ? copyButton('Copy', part) : null}</span>`
    : html`<span>${part}</span> `;

const consequences = (following: readonly CheckResult[]): Markup | null =>
  following.length === 0
    ? null
    : html`<h4>What follows from it</h4><ul class="follows">${following.map(
        ({ id, title, status, sentence }) =>
          html`<li>${toCheck(id, title)}${status === 'unknown' ? ' (could not look)' : ''}: ${sentence}</li>`,
      )}</ul>`;
