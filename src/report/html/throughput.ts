// What sets the pace of a backup: the stages as a picture and as a table, and what the measurement lets expect.
import type { CheckResult } from '../../diagnosis/diagnosis.js';
import { formatQuantity } from '../../diagnosis/wording.js';
import type { Report } from '../report.js';
import { html, type Markup, type Part } from './markup.js';
import { notSeen } from './not-seen.js';
import { pairs, pill, section, table, toCheck } from './pieces.js';
import { stagesOf, type StageRate, type Stages } from './stages.js';
import { rateText, throughputPicture } from './throughput-picture.js';

const checkId = 'throughput-bottleneck';

export function throughput({ facts, checks }: Report): Markup {
  const check = checks.find(({ id }) => id === checkId);
  const pace = stagesOf(check?.evidence ?? []);
  return section('throughput', 'Throughput', check === undefined || pace === null ? nothing(facts.throughput) : card(check, pace));
}

const nothing = (fact: Report['facts']['throughput']): Markup =>
  fact.state === 'observed' ? html`<p class="card quiet">It was measured, and no check judged it.</p>` : notSeen(fact);

const card = (check: CheckResult, pace: Stages): Markup => html`<div class="card"><p>${check.sentence} ${toCheck(checkId, 'The check')}</p>
${throughputPicture(pace)}
${table('Stages of a backup', ['Stage', 'Rate', 'At least', 'At most', 'Judgement'], [...pace.stages.map(row), ...ceilingRow(pace)])}
${outlook(check.evidence)}</div>`;

const bound = (rate: number | null): string => (rate === null ? 'unknown' : formatQuantity(rate, 'bytes-per-second'));

function row(stage: StageRate): readonly Part[] {
  const { name, isPart, low, high, limits, rate } = stage;
  const judgement = limits ? pill('warning', 'sets the pace') : rate === null ? 'not measured' : '';
  return [isPart ? html`<span class="quiet">${name}</span>` : name, rate === null ? '–' : rateText(stage), bound(low), bound(high), judgement];
}

const ceilingRow = ({ ceiling }: Stages): readonly (readonly Part[])[] =>
  ceiling === null ? [] : [['The agent’s own ceiling', bound(ceiling), '–', '–', 'holds on any host']];

/** What the stages mean for this host, each in the words of the check. */
const outlook = (evidence: CheckResult['evidence']): Markup =>
  pairs(
    evidence.flatMap(({ name, subject, value }) => {
      const words = outlookWords[name];
      return words === undefined || typeof value !== 'string' ? [] : [[words(subject), value] as const];
    }),
  );

const outlookWords: Readonly<Record<string, (subject: string) => string>> = {
  expectation: () => 'Outlook',
  encryptionCost: () => 'Longer by encryption',
  storageCost: (subject) => `Longer by the storage of ${subject}`,
  pastRates: () => 'Backups before',
  load: () => 'While measuring',
};
