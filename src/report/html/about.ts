// What the report does not know: what could not be looked at, what was not run and why, under which conditions it looked, and
// what was taken out.
import { formatQuantity } from '../../diagnosis/wording.js';
import { explanationOf } from '../../facts/redaction/policy.js';
import type { Report } from '../report.js';
import { blindChecks } from '../blind-checks.js';
import { waivedFinding } from '../waivers.js';
import { groupedBy } from '../text/grouped-by.js';
import { html, type Markup } from './markup.js';
import { copyButton, fullTime, pairs, pill, section, table, toCheck } from './pieces.js';

/** What no cause explains; nothing where there is nothing. */
export function blind(report: Report): Markup | null {
  const checks = blindChecks(report);
  if (checks.length === 0) return null;
  const items = checks.map(({ id, title, sentence }) => html`<li>${toCheck(id, title)}: ${sentence}</li>`);
  return section('could-not-look', 'Could not look', html`<ul class="card follows">${items}</ul>`);
}

/** What is accepted, until when and why, with what was found. */
export function waivers(report: Report): Markup | null {
  if (report.waivers.length === 0) return null;
  const rows = report.waivers.map((waiver) => {
    const { id, target, sentence, expires, isExpired, by, reason } = waiver;
    const found = waivedFinding(waiver, report);
    const state = isExpired ? pill('warning', 'expired') : pill('not-applicable', found === null ? 'not in use' : 'waived');
    const what = html`<code>${id}</code>${target === null ? null : html` <code>${target}</code>`}`;
    return [what, state, expires, by ?? '', reason, html`${sentence}${found === null ? null : html` Found: ${found.sentence}`}`] as const;
  });
  const content = table('What is accepted for a while', ['Check', 'State', 'Until', 'By', 'Reason', 'In this run'], rows);
  return section('waivers', 'Waivers', html`<div class="card">${content}</div>`);
}

export function notRun({ notRun: left }: Report): Markup {
  if (left.length === 0) return section('not-run', 'Not run', html`<p class="card">Every check was run.</p>`);
  const groups = groupedBy(left, ({ reason, enable }) => JSON.stringify([reason, enable]));
  const rows = groups.map(
    (group) => [group.map(({ id }) => html`<code>${id}</code> `), group[0]?.reason ?? '', group[0]?.enable ?? ''] as const,
  );
  return section(
    'not-run',
    'Not run',
    html`<div class="card">${table('Checks that were not run', ['Checks', 'Why', 'So that they run'], rows)}</div>`,
  );
}

export function conditions({ conditions: given, host, agent, tool, runId, startedAt, finishedAt, durationMs, deadlineMs }: Report): Markup {
  const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
  return section(
    'conditions',
    'Conditions of this look',
    html`<div class="card">${pairs([
      ['Version', `${tool.name} ${tool.version}`],
      ['Run', html`<code>${runId}</code> ${copyButton('Copy', runId)}`],
      ['Began', fullTime(startedAt)],
      ['Ended', fullTime(finishedAt)],
      ['Took', `${formatQuantity(durationMs / 1000, 'seconds')} of at most ${formatQuantity(deadlineMs / 1000, 'seconds')}`],
      ['As user', `${given.asUser}${given.isRoot ? '' : ', not root: some things cannot be seen'}`],
      ['Offline', yesNo(given.offline)],
      ['Deep', yesNo(given.deep)],
      ['Host image', given.root ?? 'none: the running host'],
      ['Proxy', given.proxy.length === 0 ? 'none' : given.proxy.join(', ')],
      ['Further options', (given.options ?? []).join(' ') || 'none'],
      ['Kernel', host?.kernel ?? 'unknown'],
      ['Virtualization', host?.virtualization ?? 'unknown'],
      ['Processors', host?.cpuCount ?? 'unknown'],
      ['Memory', host?.memoryBytes === undefined || host.memoryBytes === null ? 'unknown' : formatQuantity(host.memoryBytes, 'bytes')],
      ['Booted', host?.bootedAt === undefined || host.bootedAt === null ? 'unknown' : fullTime(host.bootedAt)],
      ['Updater', agent?.updaterVersion ?? 'unknown'],
    ])}</div>`,
  );
}

export function redaction({ redaction: { policy, counts, selfTest } }: Report): Markup {
  const rows = Object.entries(counts).map(([kind, count]) => [kind, count] as const);
  const test =
    selfTest === 'passed'
      ? 'A second pass found nothing more.'
      : 'A second pass still found something: read this report before you pass it on.';
  const what =
    rows.length === 0
      ? html`<p>Nothing had to be taken out: secrets are never read.</p>`
      : table('What was taken out', ['Kind', 'How often'], rows);
  return section('redaction', 'Redaction', html`<div class="card"><p>Policy: ${policy}. ${explanationOf(policy)} ${test}</p>${what}</div>`);
}
