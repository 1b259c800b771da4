// The top of the page: the verdict in one sentence, what was examined, and the four symptoms at a glance.
import { formatQuantity } from '../../diagnosis/wording.js';
import { aboutAgent, countOf, notable, shortTime, symptomWords } from '../shared-words.js';
import type { Report } from '../report.js';
import { expired } from '../waivers.js';
import { html, type Markup } from './markup.js';
import { sign } from './pieces.js';

export function verdict(report: Report): Markup {
  const { status, headline, host, agent, startedAt, checks, durationMs } = report;
  const about = [
    host?.os ?? 'operating system unknown',
    ...(agent === null ? ['no backup agent'] : aboutAgent(agent)),
    `${countOf(checks.length, 'check')} in ${formatQuantity(durationMs / 1000, 'seconds')}`,
  ];
  return html`<div class="verdict ${status}" id="verdict">
<p class="eyebrow"><span>Backup report of <strong>${host?.hostname ?? 'a host without a known name'}</strong></span>
<time datetime="${startedAt}">${shortTime(startedAt)}</time></p>
<p class="status">${sign(status)} ${status.toUpperCase()}</p>
<h1>${headline}</h1>
<ul class="facts">${about.map((text) => html`<li>${text}</li>`)}</ul>
${notes(report)}
</div>
`;
}

/** What a reader must know before the rest. */
function notes(report: Report): Markup | null {
  const { conditions, redaction } = report;
  const secrets = 'Something that looks like a secret is left in the facts of this report. Read it before you pass it on.';
  const texts = [...expired(report).map(({ sentence }) => sentence), ...notable(conditions), ...(redaction.selfTest === 'passed' ? [] : [secrets])];
  return texts.length === 0 ? null : html`<ul class="notes">${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}

export const symptomTiles = ({ symptoms }: Report): Markup =>
  html`<ul class="tiles" aria-label="Symptoms">${symptoms.map(
    (symptom) => html`<li>${sign(symptom.status)}<span><strong>${symptom.title}</strong> ${symptomWords(symptom)}</span></li>`,
  )}</ul>
`;
